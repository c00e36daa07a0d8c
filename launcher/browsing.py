"""A browser on a running Obligo: for the stories of the tests and for the pictures of the documentation."""

import contextlib
import shutil
from collections.abc import Iterator

from .console import Failure

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
# The web client never falls idle (its bus keeps talking), so wait for what the eye would wait for.
SETTLED = """document.fonts.status === 'loaded' && !document.querySelector('.o_loading_indicator, .o_blockUI')
    && [...document.images].every(image => image.complete || image.getBoundingClientRect().top > innerHeight)"""


@contextlib.contextmanager
def browser() -> Iterator:
    """Chromium, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if not program:
        raise Failure("No Chromium here. On Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        yield started
        started.close()


def log_in(page, login: str) -> None:
    """Enter through the log-in form; the demo users' passwords are their log-ins."""
    page.goto("/web/login")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", login)
    page.click("form.oe_login_form button[type=submit]")
    page.wait_for_url(lambda url: "/web/login" not in url)


def settle(page) -> None:
    """Wait until the page looks as it will stay."""
    page.wait_for_function(SETTLED)
    page.wait_for_timeout(300)
