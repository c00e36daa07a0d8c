"""A client of Odoo's JSON-2 interface, as a program of another company would write it."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass


class Json2Refused(Exception):
    """The server said no: its HTTP status, the name of the exception and its message."""

    def __init__(self, status: int, name: str, message: str):
        super().__init__(f"{status} {name}: {message}")
        self.status, self.name, self.message = status, name, message


@dataclass(frozen=True)
class Json2:
    """One user's access: the server's address and his API key."""

    url: str
    key: str

    def call(self, model: str, method: str, ids: list[int] | None = None, **arguments):
        """Call a method with named arguments; raises Json2Refused when the server refuses.

        `call("res.partner", "search_read", domain=[], fields=["name"])`, `call("sale.order", "action_confirm", [7])`
        """
        body = {**arguments, **({} if ids is None else {"ids": ids})}
        headers = {"Authorization": f"bearer {self.key}", "Content-Type": "application/json"}
        request = urllib.request.Request(
            f"{self.url}/json/2/{model}/{method}", json.dumps(body).encode(), headers
        )
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            text = error.read().decode(errors="replace")
            raise _refused(error.code, text) from error


def _refused(status: int, text: str) -> Json2Refused:
    try:
        content = json.loads(text)
    except ValueError:
        return Json2Refused(status, "", text[:300])
    return Json2Refused(status, content.get("name", ""), content.get("message", ""))
