"""The steps of the main story that happen off the screen, and the few moves on a screen that repeat."""

from json2 import Json2Refused

FIGURES = [
    "open_orders_amount",
    "delivered_uninvoiced_amount",
    "receivable_amount",
    "instruments_amount",
    "credit_amount",
    "obligo_amount",
]


class Desk:
    """What each role can ask the server: `desk("seller").search(model, domain, fields)`."""

    def __init__(self, json2):
        self._json2 = json2

    def __call__(self, role: str) -> "Role":
        return Role(self._json2(role))


class Role:
    """One role's hands."""

    def __init__(self, client):
        self.call = client.call

    def search(self, model: str, domain: list, fields: list[str]) -> list[dict]:
        """Records that the role may see."""
        return self.call(model, "search_read", domain=domain, fields=fields)

    def read(self, model: str, record_id: int, *fields: str) -> dict:
        """The named fields of one record, without its id."""
        (values,) = self.call(model, "read", [record_id], fields=list(fields))
        return {name: values[name] for name in fields}


class Story:
    """The customer, his figures before, and the documents that came of his order."""

    TRACES = (
        "res.partner",
        "sale.order",
        "stock.picking",
        "account.move",
        "credit.exposure",
        "crm.occurrence",
    )

    def __init__(self, desk: Desk, customer: str):
        self.desk = desk
        self.controller, self.office = desk("controller"), desk("administrator")
        (self.customer,) = self.controller.search(
            "res.partner", [("name", "=", customer), ("parent_id", "=", False)], ["name"]
        )
        self.before = self.figures()
        self.credit_before = self.before["credit_amount"]
        self.order_id = self.invoice_id = None

    def limit_credit(self, room: float):
        """Put the customer's credit ceiling `room` above his credit of now; the obligo ceiling out of the way."""
        values = {"credit_ceiling": round(self.credit_before + room, 2), "has_obligo_ceiling": False}
        (ceiling,) = self.office.search("credit.ceiling", [("partner_id", "=", self.customer["id"])], ["id"])
        self.office.call("credit.ceiling", "write", [ceiling["id"]], vals=values)

    def figures(self) -> dict[str, float]:
        """The customer's credit and obligo with their parts, as the credit controller sees them."""
        return self.controller.read("res.partner", self.customer["id"], *FIGURES)

    def order(self, role: str, *fields: str) -> dict:
        """Fields of the order, read by a role."""
        return self.desk(role).read("sale.order", self.order_id, *fields)

    @property
    def order_name(self) -> str:
        """The order's number."""
        return self.order("administrator", "name")["name"]

    @property
    def requests(self) -> tuple[str, list]:
        """Model and domain of the requests to decide about the order."""
        return "mail.activity", [("res_model", "=", "sale.order"), ("res_id", "=", self.order_id)]

    def findings(self) -> list[dict]:
        """Why the order waits, as the manager sees it."""
        return self.desk("manager").search(
            "sale.authorization", [("order_id", "=", self.order_id)], ["reason", "value", "ceiling", "excess"]
        )

    def deliver(self, quantity: int):
        """The warehouse sends out so many pieces; the rest becomes a back order."""
        (picking,) = self.office.search(
            "stock.picking",
            [("sale_id", "=", self.order_id), ("state", "not in", ("done", "cancel"))],
            ["move_ids"],
        )
        self.office.call("stock.picking", "action_assign", [picking["id"]])
        self.office.call(
            "stock.move", "write", picking["move_ids"], vals={"quantity": quantity, "picked": True}
        )
        self.office.call(
            "stock.picking", "button_validate", [picking["id"]], context={"skip_backorder": True}
        )

    def invoice(self):
        """The office invoices the order and posts the invoice."""
        context = {"active_model": "sale.order", "active_ids": [self.order_id], "active_id": self.order_id}
        wizard = self.office.call(
            "sale.advance.payment.inv",
            "create",
            vals_list=[{"advance_payment_method": "delivered"}],
            context=context,
        )
        self.office.call("sale.advance.payment.inv", "create_invoices", wizard, context=context)
        (self.invoice_id,) = self.order("administrator", "invoice_ids")["invoice_ids"]
        self.office.call("account.move", "action_post", [self.invoice_id])

    @property
    def invoice_name(self) -> str:
        """The invoice's number."""
        return self.office.read("account.move", self.invoice_id, "name")["name"]

    def commission(self, role: str) -> list[dict]:
        """Commission entries of the invoice that a role sees."""
        return self.desk(role).search(
            "agent.commission.entry",
            [("move_line_id.move_id", "=", self.invoice_id)],
            ["base", "rate", "amount"],
        )

    def traces_for(self, role: str) -> dict[str, bool]:
        """For each model, whether a role finds anything of the customer."""
        found = {}
        for model in self.TRACES:
            field = "id" if model == "res.partner" else "partner_id"
            found[model] = bool(
                self.desk(role).search(model, [(field, "child_of", self.customer["id"])], ["id"])
            )
        return found

    def readable_by(self, role: str) -> list[str]:
        """Models whose record of the story a role can read by its id; refused is what it should be."""
        guesses = {
            "res.partner": self.customer["id"],
            "sale.order": self.order_id,
            "account.move": self.invoice_id,
        }
        result = []
        for model, record_id in guesses.items():
            try:
                self.desk(role).read(model, record_id, "display_name")
            except Json2Refused:
                continue
            result.append(model)
        return result


def speak(page, language: str):
    """Let the portal's pages come in a language, as a visitor chooses it at their foot."""
    page.context.add_cookies([{"name": "frontend_lang", "value": language, "url": page.url}])


def open_form(page, address: str):
    """Open a form and wait until it can be filled."""
    page.goto(address)
    page.locator(".o_form_view").wait_for()


def pick(page, field: str, text: str):
    """Choose a record in a many2one field by typing."""
    page.locator(f".o_field_widget[name={field}] input").first.fill(text)
    page.locator(".o-autocomplete--dropdown-item", has_text=text).first.click()


def row_with(page, text: str):
    """The row of a list that shows a text."""
    row = page.locator("tr.o_data_row", has_text=text).first
    row.wait_for()
    return row
