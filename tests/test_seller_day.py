"""A seller's day on a telephone 360 px wide, in Portuguese and in Hebrew, in a cellar without a network for a while."""

from datetime import UTC, datetime

import pytest
from keyboard import overflow
from seller_day_steps import LANGUAGES, PHOTO, Phone, SellerDay


@pytest.fixture(scope="module", params=LANGUAGES, ids=lambda language: language.code)
def day(request, json2):
    """Three visits of today in one language; the seller has his own back afterwards."""
    day = SellerDay(json2, request.param)
    yield day
    day.restore()


@pytest.fixture
def phone(day, server, browser):
    """The seller's telephone, which stands at the first customer's door."""
    with Phone(day, server.url, browser) as phone:
        yield phone


def test_a_day_in_and_out_of_the_network(day, phone, screenshot):
    """Order the stops, check in, photograph, note and check out without a network; with one all is sent once."""
    page = phone.open_day()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.o_visit_day')).direction")
        == day.language.direction
    )
    text = page.locator(".o_visit_day").inner_text()
    assert not [english for english in ("Check in", "Order the stops", "Tomorrow") if english in text]
    assert overflow(page) <= 0
    screenshot(page, f"seller_day_{day.language.code}_1")

    page.locator(".o_visit_plan").click()
    page.locator(".o_visit_plan:not([disabled])").wait_for()
    card = phone.card(0)
    card.locator(".o_visit_check_in").click()
    card.locator(".o_visit_check_out").wait_for()
    phone.wait_until_sent()
    visit = day.visit(0, "state", "check_in_distance", "check_in_date")
    assert visit["state"] == "in_progress"
    assert visit["check_in_distance"] < 50

    phone.lose_network()
    phone.photograph(card, "shelf.png", PHOTO)
    phone.photograph(card, "label.png", PHOTO)
    card.locator(".o_visit_photos", has_text="2").wait_for()
    phone.photograph(card, "photo.heic", b"....ftypheic....")
    page.locator(".o_notification:has(.bg-danger)").wait_for()
    screenshot(page, f"seller_day_{day.language.code}_2_offline")
    assert overflow(page) <= 0
    phone.note(card, "Prateleira vazia")
    phone.check_out(card, "Quer a lista nova")
    assert card.locator(".o_visit_waiting").count(), "it says that it is not sent yet"
    assert day.visit(0, "state")["state"] == "in_progress"
    assert day.photos(0) == []

    phone.find_network()
    phone.wait_until_sent()
    screenshot(page, f"seller_day_{day.language.code}_3_sent")
    visit = day.visit(0, "state", "notes", "check_out_date", "duration")
    assert (visit["state"], visit["notes"]) == ("done", "Prateleira vazia\nQuer a lista nova")
    assert day.photos(0) == ["image/jpeg", "image/jpeg"]
    assert datetime.fromisoformat(visit["check_out_date"]) <= datetime.now(UTC).replace(tzinfo=None)


def test_an_answer_that_got_lost(day, phone):
    """The server has the photo, the telephone never heard so: it sends it again, and there is one."""
    page = phone.open_day()
    phone.lose_answers()
    phone.photograph(phone.card(1), "shelf.png", PHOTO)
    phone.card(1).locator(".o_visit_photos", has_text="1").wait_for()
    phone.wait_for_lost_answer()
    assert day.photos(1) == ["image/jpeg"]
    assert phone.card(1).locator(".o_visit_waiting").count()
    page.reload()
    phone.wait_until_sent()
    assert day.photos(1) == ["image/jpeg"]


def test_the_rest_of_the_day(day, phone, screenshot):
    """An order in one tap, one visit to tomorrow, one skipped with a reason, the map, and what is overdue."""
    page = phone.open_day()
    phone.card(1).locator("button:has(.fa-shopping-cart)").click()
    customer = page.locator(".o_form_view .o_field_widget[name=partner_id] input")
    customer.wait_for()
    assert day.names[1] in customer.input_value()
    phone.open_day()
    phone.card(1).locator(".o_visit_tomorrow").click()
    phone.card(1).wait_for(state="detached")
    phone.card(2).locator(".o_visit_skip").click()
    page.locator(".modal .btn").nth(1).click()
    phone.card(2).locator(".text-bg-info").wait_for()
    phone.wait_until_sent()
    page.locator(".o_visit_tab_map").click()
    page.locator(".o_visit_map_mark").first.wait_for()
    assert overflow(page) <= 0
    screenshot(page, f"seller_day_{day.language.code}_4_map")
    page.locator(".o_visit_tab_tomorrow").click()
    phone.card(1).wait_for()
    page.locator(".o_visit_tab_overdue").click()
    page.locator(".o_visit_card, .o_visit_day_empty").first.wait_for()
    assert overflow(page) <= 0
    assert day.visit(1, "state")["state"] == "planned"
    assert day.visit(2, "state")["state"] == "missed"
