"""Rules for views and data: what Odoo 19 has replaced."""

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
