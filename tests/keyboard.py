"""A buyer without a mouse: the moves, and what every page must give a keyboard and a screen reader."""

FOCUSED = "selector => document.activeElement.matches(selector)"
# What can be reached by Tab and tells a screen reader nothing.
NAMELESS = """() => {
    const shown = el => el.offsetParent !== null && getComputedStyle(el).visibility !== 'hidden';
    const named = el =>
        (el.labels && [...el.labels].some(label => label.textContent.trim())) ||
        el.getAttribute('aria-label') || el.title || el.textContent.trim() || el.alt ||
        (el.getAttribute('aria-labelledby') || '').split(' ').some(
            id => id && document.getElementById(id)?.textContent.trim()) ||
        [...el.querySelectorAll('img[alt], [aria-label], [title]')].some(
            inner => inner.alt || inner.title || inner.getAttribute('aria-label'));
    return [...document.querySelectorAll('#wrap input, #wrap select, #wrap textarea, #wrap button, #wrap a[href]')]
        .filter(el => el.type !== 'hidden' && el.tabIndex >= 0 && shown(el) && !named(el))
        .map(el => el.outerHTML.slice(0, 160));
}"""


def tab_to(page, selector: str, most: int = 150) -> None:
    """Press Tab until the element of that selector has the focus."""
    for _press in range(most):
        if page.evaluate(FOCUSED, selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{most} times Tab do not lead to {selector} on {page.url}")


def nameless(page) -> list[str]:
    """The elements of the page that Tab reaches and that have no name."""
    return page.evaluate(NAMELESS)


def overflow(page) -> int:
    """By how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
