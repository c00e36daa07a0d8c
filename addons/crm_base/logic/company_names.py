"""One normal form for a company's name: no accents, no legal form, no punctuation, words in alphabetical
order.
"""

import re
import unicodedata

# Each legal form is what remains of it when points are dropped and other punctuation becomes a space.
_LEGAL_FORMS_TEXT = """
lda limitada unipessoal ltda eireli epp mei sa sgps cia companhia sl slu sau scoop srl spa sas sarl eurl
snc sccl cb gmbh ag kg ohg ug mbh ev bv nv vof ab oy as aps ltd limited llc llp lp inc incorporated corp
corporation co company plc pty בעמ חלצ שותפות חברה
"""
_LEGAL_FORMS = frozenset(_LEGAL_FORMS_TEXT.split())
# Words that are left out of some spellings and not of others.
_FILLERS_TEXT = """
e y i and und et & the o a os as la el los las de da do dos das del di du le
"""
_FILLERS = frozenset(_FILLERS_TEXT.split())
_HEBREW_FINALS = str.maketrans("ךםןףץ", "כמנפצ")
_LETTERS_WITHOUT_DECOMPOSITION = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"}  # noqa: RUF001
)
# Points, apostrophes and Hebrew quotation marks stand inside abbreviations: S.A., O'Neill, בע"מ.
_INSIDE_WORDS = re.compile(r"[.'’‘`´\"״׳]")  # noqa: RUF001
_SEPARATORS = re.compile(r"[\W_]+")
_SHORTEST = 3


def normal_name(text: str | None) -> str:
    """The words of a name that tell it from others, sorted; empty when too little is left to compare.

    >>> normal_name("Padaria São João, Lda.") == normal_name("SAO JOAO PADARIA") == "joao padaria sao"
    True
    >>> normal_name("Müller & Söhne GmbH"), normal_name("Distribuciones García y Hijos, S.L.U.")
    ('muller sohne', 'distribuciones garcia hijos')
    >>> normal_name('מאפיית שלום בע"מ') == normal_name("שלום מאפיית")
    True
    >>> normal_name("Padaria Central S. A.") == normal_name("Padaria Central, SA")
    True
    >>> normal_name("S.A."), normal_name(None)
    ('', '')
    """
    folded = plain_letters(text)
    words = _SEPARATORS.sub(" ", _INSIDE_WORDS.sub("", folded)).split()
    telling = [
        word for word in _joined_abbreviation(words) if word not in _LEGAL_FORMS and word not in _FILLERS
    ]
    name = " ".join(sorted(telling))
    return name if len(name.replace(" ", "")) >= _SHORTEST else ""


def _joined_abbreviation(words: list[str]) -> list[str]:
    """The words with a legal form at their end that is spelt letter by letter made one word.

    >>> _joined_abbreviation(["padaria", "e", "s", "a"]), _joined_abbreviation(["vitamina", "e"])
    (['padaria', 'e', 'sa'], ['vitamina', 'e'])
    """
    for count in (4, 3, 2):
        letters = words[-count:]
        if all(len(letter) == 1 for letter in letters) and "".join(letters) in _LEGAL_FORMS:
            return [*words[:-count], "".join(letters)]
    return words


def plain_letters(text: str | None) -> str:
    """Lower case without accents, Hebrew vowel points and Hebrew final letters.

    >>> plain_letters("Coração"), plain_letters("שָׁלוֹם") == plain_letters("שלומ")
    ('coracao', True)
    """
    # Decomposing turns letters of mathematics and such into capitals, hence folding comes after it.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text or "").casefold())
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return letters.translate(_LETTERS_WITHOUT_DECOMPOSITION).translate(_HEBREW_FINALS)
