"""The pictures of the documentation, taken anew from the demo company as `docs/pictures.toml` lists them."""

import contextlib
import tomllib

from . import browsing, paths, prepared, serving
from .console import Failure, say
from .postgres import Server

LIST = paths.ROOT / "docs" / "pictures.toml"
FOLDER = paths.ROOT / "docs" / "pictures"


def take(server: Server, names: list[str]) -> int:
    """Take the pictures named, or all of them; each entry says role, path, and what to wait for and click."""
    if not LIST.exists():
        raise Failure("There is no docs/pictures.toml that says which pictures to take.")
    wanted = tomllib.loads(LIST.read_text())["picture"]
    unknown = set(names) - {picture["name"] for picture in wanted}
    if unknown:
        raise Failure(f"docs/pictures.toml names no {', '.join(sorted(unknown))}.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        database = stack.enter_context(prepared.clone(server, prepared.demo(server), "pictures"))
        port, log = serving.free_port(), paths.LOGS / "screenshots.log"
        stack.enter_context(serving.serving(server, database, port, log, ["--max-cron-threads=0"]))
        started = stack.enter_context(browsing.browser())
        for picture in wanted:
            if not names or picture["name"] in names:
                _take(started, f"http://127.0.0.1:{port}", picture)
    return 0


def _take(browser, url: str, picture: dict) -> None:
    viewport = {"width": picture.get("width", 1400), "height": picture.get("height", 900)}
    context = browser.new_context(base_url=url, viewport=viewport)
    page = context.new_page()
    browsing.log_in(page, picture["role"])
    page.goto(picture["path"])
    page.wait_for_selector(picture.get("wait", ".o_main_navbar, #wrapwrap"))
    for selector in picture.get("click", []):
        page.click(selector)
        browsing.settle(page)
    browsing.settle(page)
    file = FOLDER / f"{picture['name']}.png"
    page.screenshot(path=file)
    context.close()
    say(f"docs/pictures/{file.name}")
