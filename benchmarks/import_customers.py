"""Bringing in 20,000 customers from one .csv file, against Odoo's own import of the same file."""

import base64
import csv
import io
import resource
import time

from .frame import Figure, Measure

CUSTOMERS = 20_000
HEADERS = ["Code", "Name", "Tax ID", "Phone", "E-mail", "Street", "Postal code", "City", "Country"]
ODOO_FIELDS = ["ref", "name", "vat", "phone", "email", "street", "zip", "city", "country_id"]
TOWNS = ["Porto", "Lisboa", "Braga", "Faro", "Coimbra"]
SYLLABLES = [consonant + vowel for consonant in "bdflmnrst" for vowel in "aeio"]
MEGABYTE_IN_KILOBYTES = 1024


def prepare(env):
    """Nothing: the file is made anew, and what it brings in is taken back."""


def measures(env):
    """Time against Odoo's own, and the limits of the whole."""
    file = customer_file()
    # First, because the process keeps the highest mark of all that ran in it.
    yield Figure("memory it adds", value=lambda: _memory(env, file), unit="MB", at_most=300)
    yield Measure(
        f"importing {CUSTOMERS:,} customers",
        ours=lambda: _import(env, file, dry_run=False),
        other=lambda: _odoo_import(env, file),
        against="Odoo's own import",
        at_most=1.2,
    )
    yield Figure(
        f"importing {CUSTOMERS:,} customers", value=lambda: _seconds(env, file), unit="s", at_most=120
    )


def customer_file() -> bytes:
    """A .csv of customers whose names, tax numbers and telephones are all different."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(HEADERS)
    for number in range(CUSTOMERS):
        writer.writerow(_customer(number))
    return stream.getvalue().encode("utf-8")


def _customer(number):
    # 7919 is prime to the number of names: neighbours in the file have nothing in common.
    mixed, word = number * 7919 % len(SYLLABLES) ** 4, ""
    for _round in range(4):
        mixed, place = divmod(mixed, len(SYLLABLES))
        word += SYLLABLES[place]
    return [
        f"B{number:05}",
        f"{word.capitalize()} {number}, Lda.",
        f"PT{_tax_number(number)}",
        f"+351 21{number:07}",
        f"geral@{word}{number}.example",
        f"Rua {number % 400}",
        f"{4000 + number % 900}-001",
        TOWNS[number % len(TOWNS)],
        "Portugal",
    ]


def _tax_number(number):
    """A company's tax number of Portugal with its check digit."""
    digits = f"5{number:07}"
    rest = sum(int(digit) * weight for digit, weight in zip(digits, range(9, 1, -1), strict=True)) % 11
    return f"{digits}{0 if rest < 2 else 11 - rest}"


def _import(env, file, dry_run):
    wizard = env["crm.import"].create(
        {"kind": "customer", "file": base64.b64encode(file), "filename": "c.csv", "dry_run": dry_run}
    )
    wizard._run()
    if wizard.run_state != ("checked" if dry_run else "imported"):
        raise AssertionError(wizard.finding_ids[:3].mapped("reason"))


def _odoo_import(env, file):
    wizard = env["base_import.import"].create(
        {"res_model": "res.partner", "file": file, "file_type": "text/csv"}
    )
    options = {
        "has_headers": True,
        "quoting": '"',
        "separator": ";",
        "encoding": "utf-8",
        "float_thousand_separator": "",
        "float_decimal_separator": ".",
        "date_format": "",
        "datetime_format": "",
        "advanced": False,
    }
    result = wizard.with_context(tracking_disable=True).execute_import(ODOO_FIELDS, HEADERS, options)
    if result["messages"]:
        raise AssertionError(result["messages"][:3])


def _seconds(env, file):
    start = time.perf_counter()
    _import(env, file, dry_run=False)
    return time.perf_counter() - start


def _memory(env, file):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    _import(env, file, dry_run=True)
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / MEGABYTE_IN_KILOBYTES
