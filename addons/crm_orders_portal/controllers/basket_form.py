from datetime import datetime, time, timedelta

from odoo import fields
from odoo.addons.crm_base.logic.quantities import read_quantity
from odoo.addons.crm_base.logic.record_ids import as_id
from odoo.http import request

from ..logic.sent_files import EACH_BYTES, MOST_FILES, clean_name
from .desk import as_date, as_line, number_marks
from .messages import problem_text

LONGEST_NOTE = 2000
# Beyond it the year was mistyped, and the goods would wait for ever.
FURTHEST = timedelta(days=2 * 365)


class BasketForm:
    """What the customer typed into his basket: keeps what can be kept, remembers the rest as he typed it.

    Only quantities, delivery address, own reference, wanted day and note are read; whatever else a browser sends
    (a price, a discount, another customer) is not looked at.
    """

    def __init__(self, basket, contact, values, taken_out=False):
        self.basket = basket
        self.contact = contact
        self.values = values
        self.taken_out = taken_out
        self.typed = {}
        self.line_problems = {}
        self.problems = []

    def save(self):
        """Write the form to the basket; returns the messages of what could not be kept."""
        self.problems += self.basket._portal_set(self._quantities()).values()
        details = self._details()
        if details:
            self.basket.write(details)
        self._keep_files()
        if self.line_problems:
            self.problems.append(request.env._("Some quantities could not be taken; please see below."))
        return self.problems

    def _keep_files(self):
        for file in request.httprequest.files.getlist("files")[: MOST_FILES + 1]:
            if not file.filename:
                continue
            problem = self.basket._portal_attach(file.filename, file.read(EACH_BYTES + 1))
            if problem:
                self.problems.append(f"{clean_name(file.filename)}: {problem_text(problem)}")

    def _quantities(self):
        marks, quantities = number_marks(), {}
        for line in self.basket.order_line:
            typed = self.values.get(f"quantity-{line.id}")
            if line.id == self.taken_out:
                quantities[line] = 0
            elif typed is not None:
                read = read_quantity(typed, allow_zero=True, **marks)
                if read.problem:
                    self.typed[line.id] = typed[:30]
                    self.line_problems[line.id] = problem_text(read.problem)
                else:
                    quantities[line] = read.value
        return quantities

    def _details(self):
        details = {}
        if "reference" in self.values:
            details["client_order_ref"] = as_line(self.values["reference"], 64) or False
        if "note" in self.values:
            details["portal_note"] = self.values["note"].replace("\x00", "").strip()[:LONGEST_NOTE] or False
        if "wanted_date" in self.values:
            self._read_wanted_date(details)
        if "address" in self.values:
            self._read_address(details)
        # An unchanged value is not written: it would count as a change, and be tracked as one.
        return {name: value for name, value in details.items() if self._current(name) != value}

    def _current(self, name):
        value = self.basket[name]
        return value.id if name == "partner_shipping_id" else value

    def _read_wanted_date(self, details):
        typed, today = self.values["wanted_date"].strip(), fields.Date.context_today(self.basket)
        day = as_date(typed)
        is_past, is_far = day is None or day < today, day is not None and day > today + FURTHEST
        if not typed:
            details["commitment_date"] = False
        elif is_past or is_far:
            self.typed["wanted_date"] = typed[:30]
            self.problems.append(problem_text("far" if is_far else "date"))
        else:
            # Noon, so that no time zone makes another day of it.
            details["commitment_date"] = datetime.combine(day, time(12))

    def _read_address(self, details):
        address = as_id(self.values["address"])
        if address in self.basket._portal_addresses(self.contact).ids:
            details["partner_shipping_id"] = address
        else:
            self.problems.append(problem_text("address"))
