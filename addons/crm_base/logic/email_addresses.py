"""E-mail addresses and the company domains behind them."""

import re

_ADDRESS = re.compile(r"[^\s<>,;\"]+@[^\s<>,;\"@]+\.[^\s<>,;\"@.]+")
_HOST = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/@\s]*@)?(?P<host>[^/:?#\s]+)", re.IGNORECASE)
# Everybody may have an address there, so the domain says nothing about who somebody is.
_PUBLIC_DOMAINS_TEXT = """
gmail.com googlemail.com hotmail.com outlook.com live.com msn.com yahoo.com ymail.com icloud.com me.com
mac.com aol.com gmx.com gmx.de gmx.net web.de t-online.de mail.com mail.ru yandex.com yandex.ru proton.me
protonmail.com zoho.com hotmail.es hotmail.fr hotmail.it hotmail.co.uk outlook.pt outlook.es
outlook.com.br live.com.pt yahoo.es yahoo.fr yahoo.com.br yahoo.co.uk sapo.pt mail.telepac.pt netcabo.pt
clix.pt iol.pt telefonica.net terra.es uol.com.br bol.com.br terra.com.br ig.com.br globo.com walla.com
walla.co.il netvision.net.il bezeqint.net 012.net.il zahav.net.il orange.fr wanadoo.fr free.fr
laposte.net libero.it virgilio.it tin.it facebook.com instagram.com linkedin.com wa.me linktr.ee x.com
twitter.com google.com blogspot.com wordpress.com wixsite.com
"""
_PUBLIC_DOMAINS = frozenset(_PUBLIC_DOMAINS_TEXT.split())
_DOTS_IGNORED = frozenset({"gmail.com", "googlemail.com"})


def normal_emails(text: str | None) -> tuple[str, ...]:
    """Every address in a field, lower case, without the "+tag" that reaches the same box.

    >>> normal_emails("Ana <Ana.Silva+news@Acme.PT>; geral@acme.pt")
    ('ana.silva@acme.pt', 'geral@acme.pt')
    >>> normal_emails("a.b.c@googlemail.com"), normal_emails("nobody")
    (('abc@gmail.com',), ())
    """
    found = (_normal_address(match) for match in _ADDRESS.findall((text or "").casefold()))
    return tuple(dict.fromkeys(address for address in found if address))


def _normal_address(address: str) -> str:
    """One address in normal form; empty when nothing stands before the "@".

    >>> _normal_address("a+b@x.pt"), _normal_address("+b@x.pt")
    ('a@x.pt', '')
    """
    local, _at, domain = address.rpartition("@")
    local = local.partition("+")[0]
    if domain in _DOTS_IGNORED:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}" if local else ""


def company_domain(text: str | None) -> str:
    """The domain of an address or a web site that belongs to one company; empty for public mail and social
    sites.

    >>> company_domain("geral@acme.pt"), company_domain("https://www.Acme.pt/contacto?a=1")
    ('acme.pt', 'acme.pt')
    >>> company_domain("x@gmail.com"), company_domain("https://facebook.com/acme"), company_domain("intranet")
    ('', '', '')
    """
    lowered = (text or "").strip().casefold()
    if "@" in lowered and "/" not in lowered:
        host = lowered.rpartition("@")[2]
    else:
        match = _HOST.match(lowered)
        host = match.group("host") if match else ""
    host = host.removeprefix("www.").strip(".")
    return host if "." in host and host not in _PUBLIC_DOMAINS and not _is_address(host) else ""


def _is_address(host: str) -> bool:
    """Whether a host is a bare IP address, which many may share.

    >>> _is_address("10.0.0.1"), _is_address("acme.pt")
    (True, False)
    """
    return all(part.isdecimal() for part in host.split("."))
