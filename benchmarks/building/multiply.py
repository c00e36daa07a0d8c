"""Large data from a few real documents: rows copied in SQL with shifted ids, following foreign keys inside the set.

What the ORM would take hours to create stands in minutes, and each copy is a whole document as Odoo left it.
"""

from dataclasses import dataclass, field

from odoo.tools import SQL


@dataclass
class Template:
    """The rows that make one document: table → ids. `changed` holds what differs between copies.

    A change is SQL in which `n` is the number of the copy, from 1, and `source` the row that is copied.
    """

    rows: dict[str, list[int]]
    changed: dict[tuple[str, str], SQL] = field(default_factory=dict)


def multiply(env, template: Template, copies: int, followed=None) -> dict[str, int]:
    """Copy the template so many times; returns the first new id of each table.

    The k-th copy (from 1) of the row at place p of a table with r rows has the id first + (k - 1) * r + p.

    :param followed: what `references` found, for tables that have lost their foreign keys since
    """
    env.flush_all()
    followed = followed or references(env, template)
    # A foreign key's check is planned once, on the few rows there are at first, and would then scan ever more of them.
    env.cr.execute("SET LOCAL enable_seqscan = off; DISCARD PLANS")
    firsts = {table: _reserve(env, table, copies * len(ids)) for table, ids in template.rows.items()}
    for table in template.rows:
        _copy(env, table, template, copies, firsts, followed[table])
    env.cr.execute("SET LOCAL enable_seqscan = on")
    env.invalidate_all()
    return firsts


def references(env, template: Template) -> dict[str, dict[str, str]]:
    """For each table of the template its columns that point into the template: `{table: {column: table}}`."""
    return {table: _references(env, table, template) for table in template.rows}


def _reserve(env, table: str, count: int) -> int:
    [(first,)] = env.execute_query(SQL("SELECT COALESCE(max(id), 0) + 1 FROM %s", SQL.identifier(table)))
    env.execute_query(SQL("SELECT setval(%s, %s)", f"{table}_id_seq", first + count))
    return first


def _copy(env, table: str, template: Template, copies: int, firsts: dict[str, int], followed: dict) -> None:
    columns, values = [], []
    for column in _columns(env, table):
        change = template.changed.get((table, column))
        if column == "id":
            value = _shifted(template, firsts, table, SQL("source.id"))
        elif change is not None:
            value = change
        elif column in followed:
            value = _shifted(template, firsts, followed[column], SQL("source.%s", SQL.identifier(column)))
        else:
            value = SQL("source.%s", SQL.identifier(column))
        columns.append(SQL.identifier(column))
        values.append(value)
    env.cr.execute(
        SQL(
            "INSERT INTO %s (%s) SELECT %s FROM %s source, generate_series(1, %s) n WHERE source.id = ANY(%s)",
            SQL.identifier(table),
            SQL(", ").join(columns),
            SQL(", ").join(values),
            SQL.identifier(table),
            copies,
            template.rows[table],
        )
    )


def _shifted(template: Template, firsts: dict[str, int], table: str, column: SQL) -> SQL:
    ids = template.rows[table]
    return SQL(
        "COALESCE(%s + (n - 1) * %s + array_position(%s::int[], %s) - 1, %s)",
        firsts[table],
        len(ids),
        ids,
        column,
        column,
    )


def _columns(env, table: str) -> list[str]:
    rows = env.execute_query(
        SQL(
            "SELECT column_name FROM information_schema.columns "
            "WHERE table_name = %s AND table_schema = current_schema AND is_generated = 'NEVER'",
            table,
        )
    )
    return [name for (name,) in rows]


def _references(env, table: str, template: Template) -> dict[str, str]:
    """Columns of the table that point to a table of the template."""
    rows = env.execute_query(
        SQL(
            """
            SELECT attribute.attname, target.relname
              FROM pg_constraint link
              JOIN pg_class source ON source.oid = link.conrelid
              JOIN pg_class target ON target.oid = link.confrelid
              JOIN pg_attribute attribute ON attribute.attrelid = source.oid AND attribute.attnum = link.conkey[1]
             WHERE link.contype = 'f' AND source.relname = %s AND cardinality(link.conkey) = 1
            """,
            table,
        )
    )
    return {column: target for column, target in rows if target in template.rows}
