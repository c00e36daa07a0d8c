"""Mails that a machine has sent, and that nobody answers: two machines would go on for ever."""

from collections.abc import Mapping
from email.utils import parseaddr

BULK = {"bulk", "junk", "list", "auto_reply"}
# Whoever sets one of these is a machine, whatever it says.
MARKS = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "List-Id", "List-Unsubscribe")
MACHINES = ("mailer-daemon", "postmaster", "no-reply", "noreply", "donotreply", "do-not-reply")


def is_automatic(headers: Mapping[str, str]) -> bool:
    """Whether a machine sent a mail, by its headers (RFC 3834, and what programs do that do not know it).

    >>> is_automatic({"From": "Ana <ana@alfa.example>"})
    False
    >>> is_automatic({"From": "Ana <ana@alfa.example>", "Auto-Submitted": "auto-replied"})
    True
    """
    said = headers.get("Auto-Submitted") or "no"
    if said.split(";")[0].strip().lower() != "no":
        return True
    if (headers.get("Precedence") or "").strip().lower() in BULK:
        return True
    if any(headers.get(mark) for mark in MARKS):
        return True
    # A mail that wants no report of its own fate is a report itself.
    if (headers.get("Return-Path") or "").strip() == "<>":
        return True
    sender = parseaddr(headers.get("From") or "")[1].split("@")[0].lower()
    return sender.startswith(MACHINES)
