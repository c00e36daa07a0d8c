"""The demo company is what the guides say: every area has its documents, and the figures hold together."""

import pytest

REASONS = {"credit", "obligo", "suspended", "stock", "below_cost"}
INVOICES = [("move_type", "=", "out_invoice"), ("state", "=", "posted")]
# Model, domain, at least, at most.
CONTENTS = [
    ("stock.warehouse", [], 2, 2),
    ("sale.order", [("state", "=", "sale")], 150, 250),
    ("sale.order", [("state", "in", ("draft", "sent")), ("authorization_state", "=", "none")], 6, 6),
    ("sale.order", [("order_status", "=", "shipped_partial")], 3, 40),
    ("purchase.order", [("receipt_status", "=", "pending")], 4, 10),
    ("account.move", [("move_type", "=", "out_invoice"), ("payment_state", "=", "not_paid")], 10, 80),
    ("account.move", [("move_type", "=", "out_invoice"), ("payment_state", "=", "partial")], 1, 20),
    ("credit.instrument", [("state", "in", ("in_hand", "deposited", "discounted"))], 5, 60),
    ("credit.instrument", [("state", "=", "cleared")], 10, 80),
    ("credit.instrument", [("state", "=", "bounced")], 2, 10),
    ("credit.deposit.slip", [("state", "=", "draft"), ("instrument_count", ">", 1)], 1, 1),
    ("credit.collection.case", [("date_closed", "=", False), ("overdue_amount", ">", 0)], 3, 15),
    ("credit.promise", [("state", "=", "open")], 1, 1),
    ("account.move", [*INVOICES, ("invoice_date", "<", "today -365d")], 70, 130),
    (
        "account.move",
        [*INVOICES, ("invoice_date", "<", "today -365d"), ("payment_state", "!=", "paid")],
        0,
        0,
    ),
    ("agent.assignment", [("product_line_id", "!=", False)], 4, 4),
    ("agent.commission.entry", [("kind", "=", "receipt")], 10, 500),
    ("agent.commission.entry", [("kind", "=", "tier")], 1, 60),
    ("agent.commission.entry", [("kind", "=", "guarantee")], 1, 24),
    ("agent.commission.entry", [("kind", "=", "cap")], 1, 24),
    ("agent.settlement", [("state", "=", "paid")], 4, 5),
    ("agent.settlement", [("state", "=", "billed")], 4, 5),
    ("agent.settlement", [("state", "=", "reviewed")], 4, 5),
    ("agent.settlement.objection", [("state", "=", "accepted"), ("adjustment_id", "!=", False)], 1, 1),
    ("agent.settlement.objection", [("state", "=", "open")], 1, 1),
    ("agent.target", [("month", ">=", "today +1y =1m =1d"), ("amount", ">", 0)], 100, 600),
    ("crm.occurrence", [("state", "=", "planned"), ("name", "=", False)], 20, 60),
    ("crm.occurrence", [("state", "=", "done")], 150, 400),
    ("crm.visit.route", [("planned_count", ">=", 4), ("left_out_count", "=", 0)], 1, 1),
    ("crm.occurrence", [("origin_id", "!=", False), ("state", "=", "planned")], 3, 3),
    ("crm.complaint", [], 10, 10),
    ("crm.complaint", [("partner_id", "=", False), ("origin", "=", "mail")], 1, 1),
    ("crm.complaint", [("order_line_id", "!=", False), ("move_id", "!=", False)], 4, 8),
    ("crm.lead", [("type", "=", "opportunity")], 9, 9),
    ("crm.visit.stand.in", [], 1, 1),
    ("account.banking.mandate", [("state", "=", "valid")], 2, 2),
]


@pytest.mark.parametrize(("model", "domain", "least", "most"), CONTENTS)
def test_every_area_has_its_documents(json2, model, domain, least, most):
    assert least <= json2("administrator").call(model, "search_count", domain=domain) <= most


def test_customers_of_four_countries_in_their_scripts(json2):
    customers = json2("administrator").call(
        "res.partner",
        "search_read",
        domain=[("customer_rank", ">", 0), ("parent_id", "=", False), ("country_id.code", "=", "IL")],
        fields=["name", "vat"],
    )
    assert len(customers) == 4
    assert all("\u05d0" <= customer["name"][0] <= "\u05ea" and customer["vat"] for customer in customers)


def test_orders_wait_for_each_reason_that_is_switched_on(json2):
    waiting = json2("controller").call(
        "sale.authorization", "search_read", domain=[("state", "=", "waiting")], fields=["reason", "excess"]
    )
    assert {row["reason"] for row in waiting} == REASONS
    assert all(row["excess"] > 0 for row in waiting)


def test_the_credit_figures_are_the_sum_of_their_parts_and_of_the_ledger(json2):
    controller = json2("controller")
    rows = controller.call("credit.exposure", "search_read", domain=[], fields=[])
    for row in rows:
        parts = row["open_orders_amount"] + row["delivered_uninvoiced_amount"] + row["receivable_amount"]
        assert row["credit_amount"] == pytest.approx(parts, abs=0.005)
        assert row["obligo_amount"] == pytest.approx(parts + row["instruments_amount"], abs=0.005)
    lines = controller.call(
        "account.move.line",
        "search_read",
        domain=[
            ("account_type", "=", "asset_receivable"),
            ("parent_state", "=", "posted"),
            ("reconciled", "=", False),
        ],
        fields=["amount_residual"],
    )
    ledger = sum(line["amount_residual"] for line in lines)
    assert sum(row["receivable_amount"] for row in rows) == pytest.approx(ledger, abs=0.01)
