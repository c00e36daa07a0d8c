"""A month's end: invoices, part payments and a refund of last month, settled, disputed, billed and paid.

The agent has 60 % of the customer, at 5 % of what is received; figures by hand:

| Day | What | Received | Earned |
|---|---|---|---|
| 5 | invoice A 1,000.00: all of it earns 30.00 | | |
| 8 | invoice B 700.00: all of it earns 21.00 | | |
| 10 | a third of A | 333.33 | 10.00 |
| 15 | all of B | 700.00 | 21.00 |
| 20 | a third of A | 333.33 | 10.00 (20.00 in all) |
| 24 | 100.00 of B come back, paid out | -100.00 | -3.00 |
| | together | | 38.00 |
| | a third of A, this month | 333.34 | 10.00, the next settlement |
"""

from datetime import date

import pytest
from month_end_steps import AGENT_PASSWORD, MonthEnd
from story_steps import Desk, open_form, pick, row_with


@pytest.fixture(scope="module")
def month(server, json2):
    """What the steps hand on."""
    return MonthEnd(Desk(json2))


def test_1_the_ledger_follows_the_money(month):
    """Receipts earn in proportion; what is given back takes back; what comes this month counts this month."""
    first = month.post(5, 1000.00)
    second = month.post(8, 700.00)
    assert month.entries() == []
    month.pay(first, 10, 333.33)
    month.pay(second, 15, 700.00)
    month.pay(first, 20, 333.33)
    credit = month.post(24, 100.00, "out_refund", reversed_entry_id=second)
    month.pay(credit, 24, 100.00)
    assert sorted(month.entries()) == [
        ("receipt", -3.00),
        ("receipt", 10.00),
        ("receipt", 10.00),
        ("receipt", 21.00),
    ]
    month.pay(first, date.today().isoformat(), 333.34)
    assert sum(amount for _kind, amount in month.entries()) == pytest.approx(48.00)


def test_2_the_manager_settles_last_month(month, browser_page, screenshot):
    """He chooses the agent and the day, and sees 38.00 before he settles and after it."""
    page = browser_page("manager")
    open_form(page, "/odoo/action-crm_agents.action_settlement_run")
    pick(page, "agent_ids", "Month-End Agent")
    page.locator(".o_field_widget[name=open_amount]", has_text="38.00").wait_for()
    screenshot(page, "month_end_1_settle")
    page.locator("button[name=action_settle]").click()
    row = row_with(page, "Month-End Agent")
    assert "38.00" in row.inner_text()
    (settlement,) = month.office.search("agent.settlement", [("agent_id", "=", month.agent_id)], ["amount"])
    month.settlement_id = settlement["id"]
    assert settlement["amount"] == pytest.approx(38.00)
    open_form(page, f"/odoo/commission-settlements/{month.settlement_id}")
    screenshot(page, "month_end_2_computed")


def test_3_the_agent_objects_in_his_portal(month, browser_page, screenshot):
    """He sees his own document by document, and says what is wrong."""
    page = browser_page(AGENT_PASSWORD)
    page.goto("/my/commission")
    assert "10.00" in page.locator("#wrap").inner_text().replace("\xa0", " "), "earned this month"
    page.goto(f"/my/commission/{month.settlement_id}")
    text = page.locator("#wrap").inner_text().replace("\ufeff", "")
    assert "38.00" in text
    assert "-3.00" in text
    page.locator("#commission_text").fill("The samples were to be paid for: 2.00")
    page.locator("#object button[type=submit]").click()
    page.locator(".alert-success").wait_for()
    screenshot(page, "month_end_3_objection", full_page=True)
    phone = browser_page(AGENT_PASSWORD, width=360)
    phone.goto(f"/my/commission/{month.settlement_id}")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    screenshot(phone, "month_end_3_objection_360")


def test_4_the_manager_answers_and_reviews(month, browser_page, screenshot):
    """Accepted with 2.00: an entry of its own, in this settlement, which is now 40.00."""
    page = browser_page("manager")
    open_form(page, f"/odoo/commission-settlements/{month.settlement_id}")
    page.locator(".alert-warning", has_text="objects").wait_for()
    page.locator(".o_notebook .nav-link", has_text="Objections").click()
    page.locator("tr.o_data_row button", has_text="Answer").click()
    page.locator(".modal .o_field_widget[name=amount] input").fill("2.00")
    page.locator(".modal .o_field_widget[name=answer] textarea").fill("Agreed: two samples")
    screenshot(page, "month_end_4_answer")
    page.locator(".modal button[name=action_accept]").click()
    page.locator(".modal").wait_for(state="detached")
    page.locator(".o_field_widget[name=amount]", has_text="40.00").first.wait_for()
    page.locator("button[name=action_review]").click()
    page.locator(".o_arrow_button_current", has_text="Reviewed").wait_for()
    screenshot(page, "month_end_5_reviewed")
    assert month.settlement("state", "amount", "open_objection_count") == {
        "state": "reviewed",
        "amount": 40.00,
        "open_objection_count": 0,
    }


def test_5_approved_billed_and_paid(month, browser_page, screenshot):
    """The administrator approves, accounting writes the bill and pays it; the settlement follows."""
    page = browser_page("administrator")
    open_form(page, f"/odoo/commission-settlements/{month.settlement_id}")
    page.locator("button[name=action_approve]").click()
    page.locator(".o_arrow_button_current", has_text="Approved").wait_for()
    page.locator("button[name=action_bill]").click()
    page.locator(".o_arrow_button_current", has_text="Billed").wait_for()
    page.locator("button[name=action_view_bill]").click()
    page.locator(".o_field_widget[name=invoice_line_ids]").wait_for()
    screenshot(page, "month_end_6_bill")
    bill = month.settlement("bill_id")["bill_id"][0]
    assert month.office.read("account.move", bill, "move_type", "amount_untaxed") == {
        "move_type": "in_invoice",
        "amount_untaxed": 40.00,
    }
    month.office.call("account.move", "action_post", [bill])
    assert month.settlement("state") == {"state": "billed"}
    total = month.office.read("account.move", bill, "amount_total")["amount_total"]
    month.pay(bill, date.today().isoformat(), total)
    assert month.settlement("state") == {"state": "paid"}
    open_form(page, f"/odoo/commission-settlements/{month.settlement_id}")
    screenshot(page, "month_end_7_paid")


def test_6_the_agent_reads_that_he_is_paid(month, browser_page, screenshot):
    """The answer and the state stand on his page; the ledger has every step, and 10.00 for the next settlement."""
    page = browser_page(AGENT_PASSWORD)
    page.goto(f"/my/commission/{month.settlement_id}")
    text = page.locator("#wrap").inner_text()
    for part in ("Paid", "Agreed: two samples", "40.00"):
        assert part in text
    assert page.locator("#object").count() == 0
    screenshot(page, "month_end_8_paid_portal", full_page=True)
    answer = page.request.get(f"/my/commission/{month.settlement_id}.pdf")
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF")
    entries = sorted(amount for _kind, amount in month.entries())
    assert entries == [-3.00, 2.00, 10.00, 10.00, 10.00, 21.00]
