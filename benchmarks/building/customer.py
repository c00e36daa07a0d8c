"""One customer at his browser: pages, forms, and how long each answer took."""

import http.client
import re
import time
from urllib.parse import urlencode

TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')


class Customer:
    """A logged-in customer with a connection of his own; `times` are seconds by page, `errors` what went wrong."""

    def __init__(self, port: int, session: str):
        self._port = port
        self._cookie = f"session_id={session}"
        self._connection = None
        self.times: dict[str, list[float]] = {}
        self.errors: list[str] = []

    def get(self, page: str, path: str) -> bytes:
        """Ask for a page and return it."""
        return self._ask(page, "GET", path)[1]

    def post(self, page: str, path: str, values: dict, seen: bytes) -> str:
        """Send a form of the page `seen`; returns where the answer leads."""
        token = TOKEN.search(seen)
        if not token:
            self.errors.append(f"{page}: no form to send")
            return ""
        return self._ask(page, "POST", path, {"csrf_token": token[1].decode(), **values})[0]

    def _ask(self, page, method, path, values=None):
        headers = {"Cookie": self._cookie}
        body = None
        if values is not None:
            body, headers["Content-Type"] = urlencode(values), "application/x-www-form-urlencoded"
        start = time.perf_counter()
        try:
            self._connection = self._connection or http.client.HTTPConnection(
                "127.0.0.1", self._port, timeout=120
            )
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
            text = response.read()
        except (OSError, http.client.HTTPException) as error:
            self._connection = None
            self.errors.append(f"{page}: {error!r}")
            return "", b""
        self.times.setdefault(page, []).append(time.perf_counter() - start)
        if response.status not in (200, 303):
            self.errors.append(f"{page}: {response.status}")
        if response.getheader("Connection", "").lower() == "close":
            self._connection = None
        return response.getheader("Location", ""), text
