"""A buyer's day without a mouse, in Portuguese and in Hebrew, on a screen and on a telephone."""

import pytest
from keyboard import nameless, overflow, pale, tab_to

CODE = "FER-BER13"
PAGES = (
    "",
    "/catalogue",
    "/quick-order",
    "/basket",
    "/baskets",
    "/bought",
    "/lists",
    "/orders",
    "/approvals",
    "/contacts",
    "/mails",
    "/account/statement",
)


def test_orders_by_keyboard_alone(browser_page, screenshot):
    """From the first page to the order and the account, with Tab, Enter and figures."""
    page = browser_page("customer")
    page.goto("/pt/my")
    tab_to(page, "a[href$='/my/quick-order']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/my/quick-order")
    tab_to(page, ".o_obligo_rows input[name=code]")
    for text in (CODE, "2"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    tab_to(page, "button[name=do][value=check]")
    page.keyboard.press("Enter")
    page.locator("button[name=do][value=add]").wait_for()
    tab_to(page, "button[name=do][value=add]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/my/basket")
    tab_to(page, "#o_obligo_reference")
    page.keyboard.type("TECLADO 1")
    screenshot(page, "keyboard_basket")
    tab_to(page, "button[name=do][value=send]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/my/orders/*ordered=1*")
    assert page.locator("[role=status]").first.inner_text().strip(), (
        "a screen reader says that it has arrived"
    )
    assert "TECLADO 1" in page.locator("#wrap").inner_text()
    page.goto("/pt/my/account/statement")
    tab_to(page, "button[formaction='/my/account/statement.xlsx']")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".xlsx")


@pytest.mark.parametrize("width", [1400, 360])
@pytest.mark.parametrize(
    ("role", "language"), [("customer", "pt"), ("customer_he", "he"), ("customer", "en")]
)
def test_every_page_is_named_and_fits(browser_page, screenshot, role, language, width):
    """Whatever Tab reaches has a name; letters are dark enough; nothing sticks out; Hebrew runs from right to left."""
    page = browser_page(role, width=width)
    for path in PAGES:
        answer = page.goto(f"/{language}/my{path}".replace("/en/", "/"))
        if answer.status == 404 and path in ("/contacts", "/approvals"):
            continue  # not everybody's page
        assert answer.status == 200, path
        screenshot(page, f"portal_{language}_{width}{path.replace('/', '_')}", full_page=True)
        assert nameless(page) == [], path
        assert pale(page) == [], path
        assert overflow(page) <= 0, path
        if language == "he":
            assert page.evaluate("getComputedStyle(document.querySelector('#wrap')).direction") == "rtl", path


def test_a_colleague_approves_on_the_telephone(browser_page, screenshot):
    """What the counter orders beyond its limit waits; purchasing declines it, with a reason that the counter reads."""
    counter = browser_page("customer_counter")
    counter.goto("/pt/my/quick-order")
    counter.locator("#o_obligo_paste").fill(f"{CODE};8")
    counter.locator("button[name=do][value=check]").first.click()
    counter.locator("button[name=do][value=add]").click()
    counter.wait_for_url("**/my/basket")
    counter.locator("button[name=do][value=send]").click()
    counter.wait_for_url("**/my/approvals/*")
    chief = browser_page("customer", width=360)
    chief.goto(counter.url.replace("/pt_BR/", "/pt/"))
    screenshot(chief, "approval_phone")
    assert overflow(chief) <= 0
    chief.locator("textarea[name=note]").fill("Já encomendámos ontem")
    chief.locator("form[action$='/decline'] button[type=submit]").click()
    chief.locator("q").wait_for()
    counter.reload()
    assert "Já encomendámos ontem" in counter.locator("#wrap").inner_text()
    screenshot(counter, "approval_declined")
