"""The register of contacts by its keys: F7 includes, F2 changes, F11 prints, F3 deletes; nothing without the right."""

import re

import pytest

SUBJECT = "Entered by its keys"


@pytest.fixture
def register(json2):
    """Whatever contacts have the subject, as the office sees them."""
    office = json2("administrator")

    def found() -> list[int]:
        return office.call("crm.occurrence", "search", domain=[("name", "=", SUBJECT)])

    yield found
    office.call("crm.occurrence", "unlink", found())


def test_from_include_to_delete(browser_page, json2, register):
    """A seller includes a contact, changes and prints it, and deletes it from the list."""
    page = browser_page("seller")
    page.goto("/odoo/occurrences")
    page.locator(".o_data_row").first.wait_for()
    page.keyboard.press("F3")
    page.locator(".o_notification", has_text="Mark the contacts first").wait_for()
    page.keyboard.press("F7")
    customer = page.locator(".o_form_view [name=partner_id] input")
    customer.wait_for()
    page.keyboard.press("F2")
    page.keyboard.type("Construnorte")
    page.locator(".o-autocomplete--dropdown-item", has_text="Construnorte").first.click()
    page.locator("[name=name] input").fill(SUBJECT)
    page.locator(".o_form_button_save").click()
    page.locator(".o_form_saved, .o_form_view:has([name=id])").first.wait_for(state="attached")
    page.wait_for_url(re.compile(r"/occurrences/\d+"))
    (contact,) = register()

    with page.expect_request("**/report/download") as printed:
        page.keyboard.press("F11")
    assert "crm_visits.report_occurrence" in printed.value.post_data
    assert str(contact) in printed.value.post_data

    page.goto("/odoo/occurrences")
    page.locator(".o_searchview_input").fill(SUBJECT)
    page.locator(".o_searchview_autocomplete .o-dropdown-item", has_text="Subject").first.click()
    row = page.locator(".o_data_row", has_text=SUBJECT)
    row.locator(".o_list_record_selector input").click()
    page.keyboard.press("F3")
    page.locator(".modal .btn-primary").click()
    row.wait_for(state="detached")
    assert register() == []


def test_who_may_not_delete_does_not_by_a_key(browser_page, json2, register):
    """The credit controller reads and writes contacts, and deletes none."""
    (customer,) = json2("seller").call(
        "res.partner", "search", domain=[("name", "=like", "Construnorte%"), ("parent_id", "=", False)]
    )
    values = {"partner_id": customer, "kind": "call", "name": SUBJECT}
    (contact,) = json2("seller").call("crm.occurrence", "create", vals_list=[values])
    page = browser_page("controller")
    page.goto(f"/odoo/occurrences/{contact}")
    page.locator(".o_form_view [name=partner_id]").wait_for()
    page.keyboard.press("F3")
    page.wait_for_timeout(500)
    assert page.locator(".modal").count() == 0
    assert register() == [contact]
