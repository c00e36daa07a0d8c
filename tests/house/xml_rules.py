"""Rules for views and data: what Odoo 19 has replaced, and what breaks a page only once it has rows."""

import re
from collections.abc import Iterator

OLD = {
    r"<tree\b": "<list>",
    r"view_mode\">[^<]*\btree\b": "list in view_mode",
    r"\sattrs=": "invisible, readonly and required as expressions",
    r"<field[^>]*\sstates=": "invisible as an expression",
    r"t-(esc|raw)=": "t-out",
    r"t-name=\"kanban-box\"": 't-name="card"',
    r"oe_chatter": "<chatter/>",
    r"<data\s+noupdate": "<odoo noupdate>",
    r"<group[^>]*expand=": "a bare <group>",
    r"name=\"(numbercall|doall)\"": "nothing: scheduled jobs have no such field",
    r"name=\"groups_id\"": "group_ids",
    r"publicWidget": "an Interaction",
}


def old_xml(text: str) -> Iterator[tuple[int, str]]:
    """Nothing that Odoo 19 has replaced."""
    for number, line in enumerate(text.splitlines(), 1):
        for pattern, instead in OLD.items():
            if re.search(pattern, line):
                yield number, f"{pattern}: now {instead}"


def unread_fields(text: str) -> Iterator[tuple[int, str]]:
    """A card asks only for fields that its kanban names: of others the browser has no value, and the page fails."""
    for kanban in re.finditer(r"<kanban\b.*?</kanban>", text, re.DOTALL):
        named = set(re.findall(r"<field\b[^>]*?\bname=\"(\w+)\"", kanban[0]))
        for asked in re.finditer(r"(?<![.\w])record\.(\w+)", kanban[0]):
            if asked[1] not in named:
                line = text.count("\n", 0, kanban.start() + asked.start()) + 1
                yield line, f"record.{asked[1]}: the kanban has no such field"
