"""How a page of a list finds the records of the customers that a seller has among all (design: within 1.3 x).

PostgreSQL cannot know how soon a page is full: for a seller with a fiftieth of all customers its own choice takes ten
times as long as the best. All three ways give the same rows.
"""

from math import sqrt

GATHER, REMEMBER, ASK = "gather", "remember", "ask"

# Measured with 200,000 partners, orders and invoices in PostgreSQL 18, in microseconds: gathering costs 1.1 for each
# record of a visible partner; walking 0.35 for each record looked at, with 0.13 for each visible partner remembered, or
# with 1.0 for each record asked about. A page of 80 is full after 80 x everything / visible records. So the ways are
# equal at these multiples of the square root of `everything`. Customers by name cost the same as documents by date:
# an index holds all that their page is found by.
GATHERED_BELOW = 5.2
ASKED_ABOVE = 25.0


def page_strategy(visible: int, everything: float) -> str:
    """The quickest way to a page of a list in its order.

    GATHER all records of the visible partners and sort them; or walk through all records in order until the page is
    full, and either REMEMBER the visible partners, or ASK the stored pairs about each record.

    :param visible: number of partners that the user sees
    :param everything: number of all partners; PostgreSQL says -1 of a table that it has never looked at

    >>> page_strategy(200, 200_000), page_strategy(4_000, 200_000), page_strategy(40_000, 200_000)
    ('gather', 'remember', 'ask')
    >>> page_strategy(5, -1), page_strategy(0, 0)
    ('gather', 'gather')
    """
    share = visible / sqrt(max(everything, visible, 1))
    if share < GATHERED_BELOW:
        return GATHER
    return REMEMBER if share < ASKED_ABOVE else ASK


def count_strategy(visible: int, everything: float) -> str:
    """The quickest way to count up to a few pages, in no order.

    >>> count_strategy(4_000, 200_000), count_strategy(40_000, 200_000)
    ('gather', 'ask')
    """
    return ASK if page_strategy(visible, everything) == ASK else GATHER
