"""What is written as a card is read as the same contact, whatever its name holds."""

import vobject
from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

cards = load_logic("crm_visits", "contact_card")

texts = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]).filter(str.isprintable), max_size=90
).map(str.strip)
contacts = st.builds(
    cards.Contact,
    uid=st.just("7@obligo"),
    name=texts.filter(bool),
    company=texts,
    street=texts,
    city=texts,
    phone=st.sampled_from(["", "+351 21 234 56 78"]),
    is_company=st.booleans(),
)


@given(contacts)
def test_read_as_written(contact):
    """Another program finds the name, the place and the number that were written, in lines of at most 75 bytes."""
    text = cards.contact_card(contact)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    read = vobject.readOne(text)
    assert read.fn.value == contact.name
    assert read.uid.value == "7@obligo"
    if contact.phone:
        assert read.tel.value == contact.phone
    if contact.street or contact.city:
        assert (read.adr.value.street, read.adr.value.city) == (contact.street, contact.city)


@given(st.text())
def test_no_line_is_smuggled_in(text):
    """Line ends in a value never begin a property of their own."""
    card = cards.contact_card(cards.Contact("1", "A", company=text, street=text))
    names = {
        line.partition(":")[0].partition(";")[0] for line in card.split("\r\n") if line[:1] not in ("", " ")
    }
    assert names <= {"BEGIN", "VERSION", "UID", "FN", "N", "ORG", "ADR", "END"}


def test_ten_thousand():
    """A telephone gets all customers in one file."""
    many = cards.contact_cards(cards.Contact(str(number), f"Customer {number}") for number in range(10_000))
    assert many.count("BEGIN:VCARD\r\n") == 10_000
