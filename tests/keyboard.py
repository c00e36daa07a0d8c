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

# Letters and placeholders fainter than 4.5 to 1 before what is behind them, large ones than 3 to 1 (WCAG AA).
PALE = r"""() => {
    const rgba = colour => { const part = colour.match(/[\d.]+/g).map(Number); return [...part, 1].slice(0, 4); };
    const onto = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
    const light = colour => colour.slice(0, 3).map(part => part / 255)
        .map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
    const parents = el => el ? [el, ...parents(el.parentElement)] : [];
    const behind = el => parents(el).map(one => rgba(getComputedStyle(one).backgroundColor))
        .reduceRight((below, top) => onto(top, below), [255, 255, 255, 1]);
    const isPale = (el, hint) => {
        const style = getComputedStyle(el, hint), back = behind(el), [red, green, blue, clear] = rgba(style.color);
        const faded = parents(el).reduce((all, one) => all * getComputedStyle(one).opacity, hint ? style.opacity : 1);
        const both = [back, onto([red, green, blue, clear * faded], back)].map(colour => light(colour) + 0.05);
        const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
        return Math.max(...both) / Math.min(...both) < (large ? 3 : 4.5);
    };
    const shown = el => el.getClientRects().length && getComputedStyle(el).visibility !== 'hidden' &&
        !el.closest('.visually-hidden, [disabled]');
    const words = [...document.querySelectorAll('#wrap *:not(option, script, style)')].filter(el => shown(el) &&
        [...el.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim()));
    const hints = [...document.querySelectorAll('#wrap [placeholder]')].filter(
        el => shown(el) && +getComputedStyle(el, '::placeholder').opacity);
    return [...words.filter(el => isPale(el)), ...hints.filter(el => isPale(el, '::placeholder'))]
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


def pale(page) -> list[str]:
    """The elements of the page whose letters are too faint to be read by everybody."""
    return page.evaluate(PALE)


def overflow(page) -> int:
    """By how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
