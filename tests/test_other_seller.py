"""Another seller tries every way to a customer that is not his; each way is tried by the right seller first.

A way answers with all text that it got. The right seller's answer must hold the customer's secret: it proves that the
way leads there. The other one's must not: neither the name, nor a document's number, nor the attachment's content.
"""

import base64
import json
from dataclasses import dataclass

import pytest
from json2 import Json2, Json2Refused

CUSTOMER = "Ferragens do Douro"
CONTENT = "price agreement, confidential"
MODELS = [
    "sale.order",
    "stock.picking",
    "account.move",
    "account.move.line",
    "sale.order.line",
    "sale.report",
    "credit.exposure",
    "credit.instrument",
    "crm.occurrence",
]


@dataclass(frozen=True)
class Seller:
    """A seller with his API key and his logged-in browser."""

    client: Json2
    page: object

    def ask(self, model: str, method: str, ids=None, **arguments) -> str:
        """A JSON-2 call's answer as text; a refusal is an empty answer."""
        try:
            return json.dumps(self.client.call(model, method, ids, **arguments), ensure_ascii=False)
        except Json2Refused:
            return ""

    def get(self, address: str) -> str:
        """A page's or file's text; what is not found is an empty answer."""
        answer = self.page.request.get(address)
        return answer.text() if answer.ok else ""

    def post(self, address: str, **params) -> str:
        """The answer of one of the web client's own calls."""
        body = {"jsonrpc": "2.0", "method": "call", "params": params}
        return self.page.request.post(address, data=body).text()

    def screen(self, address: str) -> str:
        """What stands on a screen of the web client."""
        self.page.goto(address)
        self.page.wait_for_function(
            "document.querySelector('.o_form_view, .o_list_view, .o_kanban_view, .modal')"
        )
        self.page.wait_for_timeout(1000)
        return self.page.locator("body").inner_text() + " ".join(
            self.page.locator("input").evaluate_all("inputs => inputs.map(input => input.value)")
        )


@pytest.fixture(scope="module")
def target(json2):
    """The customer, one of its orders and invoices, and a file attached to it."""
    office = json2("administrator")

    def first(model, domain):
        return office.call(model, "search_read", domain=domain, fields=["display_name"], limit=1)[0]

    customer = first("res.partner", [("name", "=like", f"{CUSTOMER}%"), ("parent_id", "=", False)])
    order = first("sale.order", [("partner_id", "=", customer["id"]), ("state", "=", "sale")])
    invoice = first("account.move", [("partner_id", "=", customer["id"]), ("move_type", "=", "out_invoice")])
    values = {
        "name": "agreement.txt",
        "datas": base64.b64encode(CONTENT.encode()).decode(),
        "res_model": "res.partner",
        "res_id": customer["id"],
    }
    # Exporting is a right of its own, which a seller need not have: with it, he would try that too.
    sellers = office.call("res.users", "search", domain=[("login", "in", ("seller", "seller2"))])
    (group,) = office.call(
        "ir.model.data",
        "search_read",
        domain=[("module", "=", "base"), ("name", "=", "group_allow_export")],
        fields=["res_id"],
    )
    office.call("res.users", "write", sellers, vals={"group_ids": [[4, group["res_id"]]]})
    (attachment,) = office.call("ir.attachment", "create", vals_list=[values])
    office.call("res.partner", "message_post", [customer["id"]], body=CONTENT)
    return {
        "customer": customer["id"],
        "order": order["id"],
        "invoice": invoice["id"],
        "attachment": attachment,
        "secrets": [CUSTOMER, CONTENT, order["display_name"], invoice["display_name"].split(" ")[0]],
    }


def _search(model):
    def way(seller, target):
        field = "order_partner_id" if model == "sale.order.line" else "partner_id"
        found = seller.client.call(
            model, "search_read", domain=[(field, "child_of", target["customer"])], fields=[field]
        )
        return json.dumps(found, ensure_ascii=False)

    return way


WAYS = {
    **{f"JSON-2 search of {model}": _search(model) for model in MODELS},
    "JSON-2 search by name": lambda s, t: s.ask(
        "res.partner", "search_read", domain=[("name", "ilike", CUSTOMER)], fields=["name"]
    ),
    "JSON-2 read of the guessed customer": lambda s, t: s.ask(
        "res.partner", "read", [t["customer"]], fields=["name"]
    ),
    "JSON-2 read of the guessed order": lambda s, t: s.ask(
        "sale.order", "read", [t["order"]], fields=["partner_id"]
    ),
    "JSON-2 read of the guessed invoice": lambda s, t: s.ask(
        "account.move", "read", [t["invoice"]], fields=["partner_id"]
    ),
    "what a many2one field offers": lambda s, t: s.ask("res.partner", "name_search", name=CUSTOMER),
    "grouping orders by customer": lambda s, t: s.ask(
        "sale.order",
        "formatted_read_group",
        domain=[],
        groupby=["partner_id"],
        aggregates=["amount_total:sum"],
    ),
    "export of the guessed customer": lambda s, t: s.ask(
        "res.partner", "export_data", [t["customer"]], fields_to_export=["name"]
    ),
    "export of orders as a file": lambda s, t: s.page.request.post(
        "/web/export/csv",
        form={
            "csrf_token": s.page.evaluate("odoo.csrf_token"),
            "data": json.dumps(
                {
                    "model": "sale.order",
                    "fields": [{"name": "partner_id/name", "label": "Customer", "type": "char"}],
                    "ids": False,
                    "domain": [],
                    "groupby": [],
                    "import_compat": False,
                    "context": {},
                }
            ),
        },
    ).text(),
    "printed order": lambda s, t: s.get(f"/report/html/sale.report_saleorder/{t['order']}"),
    "printed invoice": lambda s, t: s.get(f"/report/html/account.report_invoice/{t['invoice']}"),
    "attachment by its address": lambda s, t: s.get(f"/web/content/{t['attachment']}"),
    "attachment by JSON-2": lambda s, t: (
        s.ask("ir.attachment", "read", [t["attachment"]], fields=["raw", "name"]) and CONTENT
    ),
    "messages of the customer": lambda s, t: s.ask(
        "mail.message",
        "search_read",
        domain=[("model", "=", "res.partner"), ("res_id", "=", t["customer"])],
        fields=["body"],
    ),
    "the customer's thread": lambda s, t: s.post(
        "/mail/thread/messages", thread_model="res.partner", thread_id=t["customer"]
    ),
    "business card": lambda s, t: s.get(f"/web/partner/vcard?partner_ids={t['customer']}"),
    "form of the guessed customer": lambda s, t: s.screen(f"/odoo/res.partner/{t['customer']}"),
    "form of the guessed order": lambda s, t: s.screen(f"/odoo/sale.order/{t['order']}"),
    "list of customers": lambda s, t: s.screen("/odoo/customer-list"),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_way_leads_the_right_seller_only(json2, browser_page, target, way):
    def answer(role):
        page = browser_page(role)
        page.goto("/odoo")
        return WAYS[way](Seller(json2(role), page), target)

    assert any(secret in answer("seller") for secret in target["secrets"]), "this way leads nowhere"
    got = answer("seller2")
    assert not [secret for secret in target["secrets"] if secret in got]


def test_he_changes_nothing_either(json2, target):
    other, office = json2("seller2"), json2("administrator")
    before = office.call("res.partner", "read", [target["customer"]], fields=["phone", "write_date"])
    for model, record, values in (
        ("res.partner", target["customer"], {"phone": "1"}),
        ("sale.order", target["order"], {"client_order_ref": "mine"}),
        ("account.move", target["invoice"], {"ref": "mine"}),
    ):
        with pytest.raises(Json2Refused) as refusal:
            other.call(model, "write", [record], vals=values)
        assert refusal.value.status == 403
    assert office.call("res.partner", "read", [target["customer"]], fields=["phone", "write_date"]) == before
