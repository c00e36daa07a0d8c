"""The whole life of a cheque and of a bill of exchange, as the credit controller lives it, with the accounting seen.

After each step the form's state, the entry as its own form shows it, and the customer's figures; at the end the trial
balance of the whole house. Figures by hand; nothing else was ever booked on these customers.
"""

from datetime import date, timedelta

import pytest
from instrument_steps import Debtor, Paper, apply, choose, dialog, fill
from json2 import Json2Refused
from keyboard import overflow
from story_steps import Desk, row_with

IN_HAND, AT_BANK = "Cheques and bills in hand", "Cheques and bills at the bank"
RECOURSE, COST = "Cheques and bills discounted or endorsed", "Cost of cheques and bills"
DISCOUNT, INTEREST = "Interest on discounted bills", "Interest on renewed bills"
OWED, BANK = "General customers", "Bank"
NOTHING = "0.00 €"
TODAY = date.today()
LATER = TODAY + timedelta(days=90)


@pytest.fixture(scope="module")
def cheque(server, json2):
    """Two invoices, 1,000.00 and 600.00, for a cheque each."""
    return Debtor(Desk(json2), "Life of a Cheque, Lda.", 1000.00, 600.00)


@pytest.fixture(scope="module")
def bill(server, json2):
    """Three invoices, 500.00, 300.00 and 200.00, for one bill over all of them."""
    return Debtor(Desk(json2), "Life of a Bill, Lda.", 500.00, 300.00, 200.00)


@pytest.fixture
def hebrew(json2):
    """The controller reads Hebrew for the length of a test."""
    desk = Desk(json2)
    (user,) = desk("admin").search("res.users", [("login", "=", "controller")], ["lang"])
    desk("admin").call("res.users", "write", [user["id"]], vals={"lang": "he_IL"})
    yield
    desk("admin").call("res.users", "write", [user["id"]], vals={"lang": user["lang"]})


def pay_with(page, kind: str, number: str):
    """In the payment dialog: a cheque or bill over all that is open, due in ninety days."""
    asked = page.locator(".modal")
    choose(asked, "instrument_kind", kind)
    asked.locator("[name=instrument_row_ids] tr.o_data_row td[name=name]").click()
    fill(asked.locator("[name=instrument_row_ids]"), "name", number)
    asked.locator("[name=instrument_row_ids] tr.o_data_row td[name=maturity_date]").click()
    asked.locator("[name=instrument_row_ids] [name=maturity_date] input").fill(LATER.strftime("%m/%d/%Y"))
    asked.locator(".modal-title").click()
    apply(asked)


def refuses_again(debtor: Debtor, number: str, step: str, arguments: dict | None = None):
    """The step is refused also to whoever asks the server for it, and nothing was booked."""
    instrument, booked = debtor.instrument(number, "state"), debtor.booked()
    with pytest.raises(Json2Refused):
        debtor.controller.call("credit.instrument", step, [instrument["id"]], **(arguments or {}))
    assert debtor.instrument(number, "state") == instrument
    assert debtor.booked() == booked


def test_1_a_cheque_pays_an_invoice(cheque, browser_page, screenshot):
    """Entered in the payment dialog of the invoice: the debt is settled, the obligo stays."""
    assert cheque.figures() == {
        "receivable_amount": 1600.00,
        "credit_amount": 1600.00,
        "obligo_amount": 1600.00,
    }
    page = browser_page("controller")
    page.goto(f"/odoo/account.move/{cheque.invoice_ids[0]}")
    page.locator(".o_statusbar_buttons button[name=action_register_payment]:visible").click()
    pay_with(page, "Cheques", "70000001")
    paper = Paper(page)
    paper.wait_for_state("In Hand")
    assert paper.entry() == [(IN_HAND, "1,000.00 €", NOTHING), (OWED, NOTHING, "1,000.00 €")]
    screenshot(page, "cheque_1_in_hand")
    assert cheque.invoice(0) == (0, "paid")
    assert cheque.figures() == {
        "receivable_amount": 600.00,
        "instruments_amount": 1000.00,
        "credit_amount": 600.00,
        "obligo_amount": 1600.00,
    }


def test_2_to_the_bank_with_another(cheque, browser_page, screenshot):
    """Both are chosen in the portfolio and go to the bank on one slip."""
    cheque.receive("70000002", 600.00, LATER, invoice=1)
    page = browser_page("controller")
    page.goto("/odoo/instruments")
    page.locator(".o_searchview_input").fill(cheque.name)
    page.locator(".o_searchview_autocomplete .o-dropdown-item", has_text="Customer").first.click()
    row_with(page, "70000002")
    for number in ("70000001", "70000002"):
        row_with(page, number).locator("td.o_list_record_selector").click()
    screenshot(page, "cheque_2_portfolio")
    page.locator(".o_control_panel button", has_text="Deposit").click()
    apply(dialog(page, "Deposit"))
    page.locator(".o_arrow_button_current", has_text="Deposited").wait_for()
    assert page.locator(".o_field_widget[name=total]").inner_text().replace("\xa0", " ") == "1,600.00 €"
    assert page.locator("button[name=action_confirm]:visible").count() == 0
    screenshot(page, "cheque_3_deposit_slip")
    for number, amount in (("70000001", "1,000.00 €"), ("70000002", "600.00 €")):
        paper = Paper(page).open(cheque.instrument(number)["id"])
        paper.wait_for_state("Deposited")
        assert paper.entry() == [(AT_BANK, amount, NOTHING), (IN_HAND, NOTHING, amount)]
    refuses_again(cheque, "70000001", "action_deposit")


def test_3_one_clears_and_one_comes_back(cheque, browser_page, screenshot):
    """The one is money; the other bounces in one step, with what the bank took charged on: the debt is open again."""
    page = browser_page("controller")
    paper = Paper(page).open(cheque.instrument("70000002")["id"])
    paper.take("Clear")
    paper.wait_for_state("Cleared")
    assert paper.entry() == [(BANK, "600.00 €", NOTHING), (AT_BANK, NOTHING, "600.00 €")]
    assert paper.steps == {"Bounce", "Receipt"}
    refuses_again(cheque, "70000002", "action_clear")

    paper.open(cheque.instrument("70000001")["id"])
    asked = paper.ask("Bounce")
    fill(asked, "cost", "25.00")
    screenshot(page, "cheque_4_bounce")
    apply(asked)
    paper.wait_for_state("Bounced")
    assert paper.entry() == [
        (BANK, NOTHING, "25.00 €"),
        (AT_BANK, NOTHING, "1,000.00 €"),
        (OWED, "1,000.00 €", NOTHING),
        (OWED, "25.00 €", NOTHING),
    ]
    assert paper.steps == {"Renew", "Present Again", "Receipt"}
    refuses_again(cheque, "70000001", "action_bounce")
    assert (cheque.invoice(0), cheque.invoice(1)) == ((1000.00, "not_paid"), (0, "paid"))
    assert cheque.figures() == {
        "receivable_amount": 1025.00,
        "credit_amount": 1025.00,
        "obligo_amount": 1025.00,
    }


def test_4_presented_again_and_renewed(cheque, browser_page, screenshot):
    """In hand again it settles the invoice; a later one takes its place, over 15.00 of interest more."""
    page = browser_page("controller")
    paper = Paper(page).open(cheque.instrument("70000001")["id"])
    paper.take("Present Again")
    paper.wait_for_state("In Hand")
    assert paper.entry() == [(IN_HAND, "1,000.00 €", NOTHING), (OWED, NOTHING, "1,000.00 €")]
    assert cheque.invoice(0) == (0, "paid")

    until = (LATER + timedelta(days=30)).strftime("%m/%d/%Y")
    paper.take("Renew", maturity_date=until, number="70000003", cost="15.00")
    paper.wait_for_state("Renewed")
    screenshot(page, "cheque_5_renewed")
    assert paper.steps == {"Undo Renewal", "Receipt"}
    refuses_again(cheque, "70000001", "action_renew", {"maturity_date": LATER.isoformat()})
    paper.open(cheque.instrument("70000003")["id"])
    paper.wait_for_state("In Hand")
    assert paper.entry() == [(IN_HAND, "1,015.00 €", NOTHING), (OWED, NOTHING, "1,015.00 €")]
    screenshot(page, "cheque_6_replacement")
    assert cheque.invoice(0) == (0, "paid")


def test_5_what_is_left_of_it(cheque, browser_page, screenshot):
    """The fee is owed, the new cheque is at risk: so says the customer's form, and the ledger agrees."""
    page = browser_page("controller")
    page.goto(f"/odoo/res.partner/{cheque.id}")
    page.locator(".o_notebook .nav-link[name=credit]").click()
    shown = {
        name: page.locator(f".o_field_widget[name={name}]").first.inner_text().partition("€")[0].strip()
        for name in ("receivable_amount", "instruments_amount", "credit_amount", "obligo_amount")
    }
    screenshot(page, "cheque_7_customer")
    assert shown == {
        "receivable_amount": "25.00",
        "instruments_amount": "1,015.00",
        "credit_amount": "25.00",
        "obligo_amount": "1,040.00",
    }
    assert cheque.moved() == {IN_HAND: 1015.00, BANK: 575.00, OWED: -1575.00, INTEREST: -15.00}


def test_6_a_bill_over_several_invoices(bill, browser_page, screenshot):
    """From the customer's form, one bill pays all that he owes; it is printed."""
    page = browser_page("controller")
    page.goto(f"/odoo/res.partner/{bill.id}")
    page.locator(".o_notebook .nav-link[name=credit]").click()
    page.locator("button[name=action_register_instruments]").click()
    pay_with(page, "Bills of Exchange", "L-7001")
    paper = Paper(page)
    paper.wait_for_state("In Hand")
    assert page.locator("[name=invoice_ids] tr.o_data_row").count() == 3
    assert paper.entry() == [(IN_HAND, "1,000.00 €", NOTHING), (OWED, NOTHING, "1,000.00 €")]
    assert [bill.invoice(number) for number in range(3)] == [(0, "paid")] * 3
    assert bill.figures() == {"instruments_amount": 1000.00, "credit_amount": 0, "obligo_amount": 1000.00}
    screenshot(page, "bill_1_in_hand")
    with page.expect_download() as printed:
        page.locator(".o_statusbar_buttons button", has_text="Print Bill").click()
    assert printed.value.path().read_bytes().startswith(b"%PDF")


def test_7_discounted_and_paid_at_maturity(bill, browser_page, screenshot):
    """The bank gives 973.00 at once: 12.00 are its cost, 15.00 its 6 % for 90 days. At maturity nothing is left."""
    page = browser_page("controller")
    number = bill.instrument("L-7001")["id"]
    paper = Paper(page).open(number)
    asked = paper.ask("Discount")
    fill(asked, "cost", "12.00")
    fill(asked, "rate", "6")
    screenshot(page, "bill_2_discount")
    apply(asked)
    page.locator(".o_arrow_button_current", has_text="Discounted").wait_for()
    screenshot(page, "bill_3_discount_list")
    paper.open(number).wait_for_state("Discounted")
    assert paper.entry() == [
        (BANK, "973.00 €", NOTHING),
        (RECOURSE, NOTHING, "1,000.00 €"),
        (COST, "12.00 €", NOTHING),
        (DISCOUNT, "15.00 €", NOTHING),
    ]
    assert paper.steps.isdisjoint({"Deposit", "Discount", "Endorse"})
    refuses_again(bill, "L-7001", "action_discount")
    assert bill.figures()["obligo_amount"] == 1000.00, "the bank can still give it back"

    paper.take("Clear")
    paper.wait_for_state("Cleared")
    assert paper.entry() == [(RECOURSE, "1,000.00 €", NOTHING), (IN_HAND, NOTHING, "1,000.00 €")]
    assert "Clear" not in paper.steps
    refuses_again(bill, "L-7001", "action_clear")
    screenshot(page, "bill_4_cleared")
    assert bill.figures() == {"credit_amount": 0, "obligo_amount": 0}
    assert bill.moved() == {BANK: 973.00, COST: 12.00, DISCOUNT: 15.00, OWED: -1000.00}


def test_8_a_cheque_bounces_on_a_telephone(json2, hebrew, browser_page, screenshot):
    """In Hebrew, 360 px wide: taken for an invoice, to the bank, and back; the entry is read there too."""
    debtor = Debtor(Desk(json2), "Life on a Telephone, Lda.", 800.00)
    page = browser_page("controller", width=360, height=740)
    page.goto(f"/odoo/account.move/{debtor.invoice_ids[0]}")
    paper = Paper(page)
    paper.more("button[name=action_register_payment]").click()
    asked = page.locator(".modal")
    choose(asked, "instrument_kind", "שיקים")
    asked.locator("[name=instrument_row_ids] article.o_kanban_record").click()
    row = page.locator(".modal").last
    fill(row, "name", "80000001")
    assert overflow(page) <= 0
    screenshot(page, "cheque_360_1_row")
    row.locator(".o_form_button_save").click()
    page.locator(".modal").nth(1).wait_for(state="detached")
    screenshot(page, "cheque_360_2_payment")
    apply(asked)
    paper.wait_for_state("בתיק")
    page.locator(".o_statusbar_buttons button", has_text="הפקד").click()
    asked = dialog(page, "הפקד")
    screenshot(page, "cheque_360_3_deposit")
    apply(asked)
    paper.open(debtor.instrument("80000001")["id"]).wait_for_state("הופקד")
    paper.more("button", has_text="סמן כחוזר").click()
    asked = dialog(page, "סמן כחוזר")
    fill(asked, "cost", "10")
    assert page.locator(".o_datetime_picker").count() == 0
    assert overflow(page) <= 0
    screenshot(page, "cheque_360_4_bounce")
    apply(asked)
    paper.wait_for_state("חזר")
    screenshot(page, "cheque_360_5_bounced")
    page.locator(".o_notebook .nav-link[name=entries]").click()
    page.locator("[name=move_ids] article.o_kanban_record").first.click()
    cards = page.locator(".modal [name=line_ids] article.o_kanban_record")
    cards.first.wait_for()
    screenshot(page, "cheque_360_6_entry")
    # Odoo's cards of journal items name the accounts; the amounts are in the trial balance below.
    accounts = [text.strip().splitlines()[0].strip() for text in cards.all_inner_texts()]
    assert sorted(accounts) == sorted([OWED, OWED, AT_BANK, "בנק"])
    assert overflow(page) <= 0
    assert debtor.invoice(0) == (800.00, "not_paid")
    assert debtor.figures() == {"receivable_amount": 810.00, "credit_amount": 810.00, "obligo_amount": 810.00}
    assert debtor.moved() == {OWED: 10.00, BANK: -10.00}
