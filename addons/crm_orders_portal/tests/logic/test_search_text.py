import pytest
from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

search = load_logic("crm_orders_portal", "search_text")
WORDS = st.text(alphabet="abcdefghij", min_size=4, max_size=12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chávena AZUL", "chavena azul"),
        ("Ação  Çedilha", "acao cedilha"),
        ("Straße", "strasse"),
        ("שָׁלוֹם", "שלום"),
        ("", ""),
    ],
)
def test_plain(text, expected):
    assert search.plain(text) == expected


VOCABULARY = ["plate-1", "white", "plate", "cup-1", "chavena", "azul", "blue", "cup", "porcelain", "teapot"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("pltae", ["plate", "plate-1"]),
        ("chvena", ["chavena"]),
        ("whte", ["white"]),
        ("plat", ["plat"]),
        ("cup-2", []),
        ("cpu-1", ["cup-1"]),
        ("red", []),
        ("cap", []),
        ("porcelian", ["porcelain"]),
        ("taepot", ["teapot"]),
        ("porcl", ["porcelain"]),
    ],
)
def test_near(typed, expected):
    assert search.near_words(typed, VOCABULARY) == expected


@given(WORDS, st.lists(WORDS, max_size=20))
def test_near_words_are_of_the_vocabulary_or_the_word(word, vocabulary):
    near = search.near_words(word, vocabulary)
    assert near == [word] or set(near) <= set(vocabulary)


@given(WORDS, WORDS)
def test_distance_is_a_distance(one, other):
    assert search.distance(one, other) == search.distance(other, one)
    assert (search.distance(one, other) == 0) == (one == other)
    assert search.distance(one, other) <= max(len(one), len(other))


@given(WORDS, st.integers(0, 11))
def test_one_letter_left_out_is_alike(word, at):
    at %= len(word)
    assert search.distance(word, word[:at] + word[at + 1 :]) == 1


@given(st.text(max_size=200))
def test_words_are_few_and_whole(text):
    words = search.search_words(text)
    assert len(words) <= search.MOST_WORDS
    assert all(word and not word.isspace() for word in words)
