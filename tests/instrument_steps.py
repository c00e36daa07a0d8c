"""The steps of the stories of cheques and bills: customers and invoices off the screen, and what the screen says."""

from collections import Counter
from datetime import date

from story_steps import FIGURES, Desk

PARTS = FIGURES[:4]


class Debtor:
    """A customer who owes the amounts of `invoices`, tax free; nothing else was ever booked on him."""

    def __init__(self, desk: Desk, name: str, *invoices: float):
        self.office, self.controller = desk("administrator"), desk("controller")
        self.name = name
        self.id = self._create("res.partner", name=name, is_company=True)
        self.invoice_ids = [self._post(amount) for amount in invoices]
        self._ledger_before = self._ledger()

    def _create(self, model: str, **values) -> int:
        (record,) = self.office.call(model, "create", vals_list=[values])
        return record

    def _post(self, amount: float) -> int:
        line = {"name": "Goods", "quantity": 1, "price_unit": amount, "tax_ids": [[5]]}
        invoice = self._create(
            "account.move",
            move_type="out_invoice",
            partner_id=self.id,
            invoice_date=date.today().isoformat(),
            invoice_line_ids=[[0, 0, line]],
        )
        self.office.call("account.move", "action_post", [invoice])
        return invoice

    def invoice(self, number: int) -> tuple[float, str]:
        """What is open of one of the invoices, and its payment state."""
        values = self.office.read(
            "account.move", self.invoice_ids[number], "amount_residual", "payment_state"
        )
        return values["amount_residual"], values["payment_state"]

    def receive(self, number: str, amount: float, maturity: date, invoice: int) -> int:
        """Another cheque, taken in for one of the invoices."""
        values = {
            "name": number,
            "partner_id": self.id,
            "amount": amount,
            "maturity_date": maturity.isoformat(),
            "invoice_ids": [[6, 0, [self.invoice_ids[invoice]]]],
        }
        (cheque,) = self.controller.call("credit.instrument", "create", vals_list=[values])
        self.controller.call("credit.instrument", "action_receive", [cheque])
        return cheque

    def instrument(self, number: str, *fields: str) -> dict:
        """Fields of the customer's instrument of that number, its id among them."""
        domain = [("partner_id", "=", self.id), ("name", "=", number)]
        (found,) = self.controller.search("credit.instrument", domain, list(fields))
        return found

    def booked(self) -> int:
        """How many entries there are of the customer, and of whomever else."""
        return self.office.call("account.move", "search_count", domain=[("state", "=", "posted")])

    def figures(self) -> dict[str, float]:
        """The parts of the customer's obligo that are not nothing, and credit and obligo themselves."""
        figures = self.controller.read("res.partner", self.id, *FIGURES)
        return {name: amount for name, amount in figures.items() if amount or name not in PARTS}

    def _ledger(self) -> Counter:
        """The trial balance of the house, in cents by account."""
        groups = self.office.call(
            "account.move.line",
            "formatted_read_group",
            domain=[("parent_state", "=", "posted")],
            groupby=["account_id"],
            aggregates=["balance:sum"],
        )
        ledger = Counter()
        for group in groups:
            ledger[group["account_id"][1]] += round(group["balance:sum"] * 100)
        return ledger

    def moved(self) -> dict[str, float]:
        """What changed in the trial balance of the whole house since the invoices were posted."""
        now = self._ledger()
        changes = {name: now[name] - self._ledger_before[name] for name in now}
        return {name: cents / 100 for name, cents in changes.items() if cents}


class Paper:
    """The form of an instrument in the web client, and what a controller does on it."""

    def __init__(self, page):
        self.page = page

    def open(self, instrument_id: int):
        """Go to the form."""
        self.page.goto(f"/odoo/instruments/{instrument_id}")
        self.page.locator(".o_form_view [name=move_ids], .o_form_view [name=invoice_ids]").first.wait_for()
        return self

    @property
    def steps(self) -> set[str]:
        """The steps that the form offers, prints among them."""
        buttons = self.page.locator(".o_statusbar_buttons button:visible").all_inner_texts()
        return {text.strip() for text in buttons}

    def wait_for_state(self, label: str):
        """Wait until the form shows a state, which stands in a button of its own where the others leave no room."""
        bar = self.page.locator(".o_statusbar_status")
        bar.locator(".o_arrow_button_current", has_text=label).wait_for(state="attached")
        bar.locator("button:visible", has_text=label).first.wait_for()

    def ask(self, step: str):
        """Press the button of a step; the dialog has the step's name. Returns the dialog."""
        self.page.locator(".o_statusbar_buttons button", has_text=step).first.click()
        return dialog(self.page, step)

    def more(self, selector: str, **options):
        """A button that a narrow form keeps behind the three dots."""
        self.page.locator(".o_statusbar_buttons .dropdown-toggle").click()
        return self.page.locator(".o-dropdown--menu").locator(selector, **options).first

    def take(self, step: str, **typed: str):
        """Take a step, with what is typed into its dialog."""
        asked = self.ask(step)
        for field, text in typed.items():
            fill(asked, field, text)
        apply(asked)

    def entry(self) -> list[tuple[str, str, str]]:
        """(account, debit, credit) of the last journal entry, read from its form, which is opened and closed again."""
        self.page.locator(".o_notebook .nav-link[name=entries]").click()
        self.page.locator("[name=move_ids] tr.o_data_row").first.locator("td[name=ref]").click()
        lines = items(self.page.locator(".modal"))
        self.page.locator(".modal .btn-close").click()
        self.page.locator(".modal").wait_for(state="detached")
        return lines


def items(entry) -> list[tuple[str, str, str]]:
    """(account, debit, credit) of the journal items that the form of an entry shows."""
    entry.locator("[name=line_ids] tr.o_data_row").first.wait_for()
    cells = ("account_id", "debit", "credit")
    return sorted(
        tuple(row.locator(f"td[name={cell}]").inner_text().strip().replace("\xa0", " ") for cell in cells)
        for row in entry.locator("[name=line_ids] tr.o_data_row").all()
    )


def dialog(page, title: str):
    """The open dialog, which has that title."""
    page.locator(".modal .modal-title", has_text=title).wait_for()
    return page.locator(".modal")


def fill(form, field: str, text: str):
    """Type into a field, and leave it."""
    box = form.locator(f".o_field_widget[name={field}] input").first
    box.fill(text)
    box.press("Tab")


def choose(form, field: str, label: str):
    """Choose from a selection."""
    form.locator(f".o_field_widget[name={field}] input").click()
    form.page.locator(".o_select_menu_item", has_text=label).click()


def apply(asked):
    """Confirm a dialog, and wait until it is gone."""
    asked.locator("button[name=action_apply], button[name=action_create_payments]").click()
    asked.wait_for(state="detached")
