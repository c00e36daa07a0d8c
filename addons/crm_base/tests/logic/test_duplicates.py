"""Marks of identity are the same however a customer is typed, and never the same for two that differ."""

from hypothesis import assume, given
from hypothesis import strategies as st

from logic_loader import load_logic

duplicates = load_logic("crm_base", "duplicates")
company_names = load_logic("crm_base", "company_names")
email_addresses = load_logic("crm_base", "email_addresses")
phone_numbers = load_logic("crm_base", "phone_numbers")
tax_ids = load_logic("crm_base", "tax_ids")

WORDS = st.sampled_from(
    ["Padaria", "Açor", "Müller", "García", "Coração", "Norte", "שלום", "מאפייה", "Ltda", "&", "e"]
)
LEGAL_FORMS = ["Lda", "Lda.", "S.A.", "S. A.", "SL", "S.L.U.", "GmbH", "Ltd.", "Ltda", 'בע"מ', "בע״מ"]
SEPARATORS = st.sampled_from(["", " ", "-", ".", "/", " - ", "\u00a0"])


@given(st.lists(WORDS, min_size=1, max_size=5), st.randoms(), st.sampled_from(LEGAL_FORMS))
def test_word_order_case_and_legal_form_do_not_change_a_name(words, random, legal_form):
    """Shuffled, upper case and with a legal form behind, a name stays the same."""
    shuffled = random.sample(words, len(words))
    expected = company_names.normal_name(" ".join(words))
    assert company_names.normal_name(" ".join(shuffled).upper()) == expected
    assert company_names.normal_name(f"{' '.join(shuffled)}, {legal_form}") == expected


@given(st.text(max_size=60))
def test_normal_name_is_stable(text):
    """Taking the normal form of a normal form changes nothing: stored and typed names meet."""
    once = company_names.normal_name(text)
    # Sorting may put single letters together that then spell a legal form.
    assume(all(len(word) > 1 for word in once.split()))
    assert company_names.normal_name(once) == once


@given(st.integers(200_000_000, 299_999_999), st.lists(SEPARATORS, min_size=9, max_size=9))
def test_a_number_is_the_same_nationally_and_internationally(number, separators):
    """However its digits are grouped, and with or without the calling code."""
    grouped = "".join(digit + separator for digit, separator in zip(str(number), separators, strict=True))
    expected = f"351{number}"
    for typed in (grouped, f"+351 {grouped}", f"00351{grouped}", f"351 {grouped}", f"+351 (0) {grouped}"):
        assert phone_numbers.normal_phone(typed, 351) == expected


@given(st.integers(20_000_000, 99_999_999), st.sampled_from([31, 33, 39, 44, 49, 972]))
def test_trunk_zero_is_not_part_of_a_number(number, code):
    """Written at home with its zero or from abroad without, it is one number."""
    assert phone_numbers.normal_phone(f"0{number}", code) == phone_numbers.normal_phone(f"+{code} {number}")


@given(
    st.integers(100_000_000, 999_999_999),
    st.sampled_from(["PT", "IL", "PL"]),
    st.lists(SEPARATORS, min_size=9, max_size=9),
)
def test_a_tax_number_is_the_same_with_its_country_in_front_or_beside(number, country, separators):
    """`PT501442600` without a country and `501 442 600` of a customer in Portugal."""
    grouped = "".join(digit + separator for digit, separator in zip(str(number), separators, strict=True))
    beside = tax_ids.normal_tax_id(grouped, country)
    assert tax_ids.normal_tax_id(f"{country} {grouped}") == beside


@given(
    st.text(max_size=40),
    st.text(max_size=40),
    st.text(max_size=40),
    st.text(max_size=40),
    st.text(max_size=40),
)
def test_any_text_gives_keys_and_no_error(name, tax_id, phone, email, website):
    """Fields hold what people and old systems put there; keys are sorted, unique and never empty."""
    identity = duplicates.Identity(name, tax_id, phone, email, website, "PT", 351)
    keys = duplicates.identity_keys(identity)
    assert list(keys) == sorted(set(keys))
    assert all(key.kind in duplicates.KINDS and key.value for key in keys)


def test_public_mail_says_nothing_about_the_company():
    """Two customers at a public provider share no domain, but the same address is the same customer."""
    keys = {key.kind for key in duplicates.identity_keys(duplicates.Identity(email="acme.lda@gmail.com"))}
    assert keys == {"email"}


def test_different_companies_keep_different_names():
    """Removing fillers and legal forms leaves what tells them apart."""
    names = ["Padaria Central, Lda", "Padaria do Norte, Lda", "Central de Bebidas, S.A.", "Norte & Central"]
    assert len({company_names.normal_name(name) for name in names}) == len(names)


def test_final_consumer_numbers_are_nobody():
    """The number printed for unnamed buyers would make half the file duplicates."""
    assert tax_ids.normal_tax_id("PT999999990") is None
    assert tax_ids.normal_tax_id("111111111", "PT") is None
