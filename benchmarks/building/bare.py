"""Tables without their foreign keys and indexes while millions of rows are added, and with all of them again after it.

Checking each row's keys and keeping thirty indexes in order takes most of the time of a large copy; reckoned once at
the end, both are a matter of seconds a million rows. All of it is one transaction: nobody sees a table bare.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from odoo.tools import SQL

MEMORY = "1GB"  # for the sorts of an index
CHECKS = """
    SELECT relation.relname, link.conname, pg_get_constraintdef(link.oid)
      FROM pg_constraint link
      JOIN pg_class relation ON relation.oid = link.conrelid
     WHERE link.contype = 'f' AND relation.relname = ANY(%(tables)s)
       AND relation.relnamespace = current_schema::regnamespace
"""
# Those of primary keys and other constraints stay: they are what tells one row from another.
INDEXES = """
    SELECT entry.relname, pg_get_indexdef(entry.oid)
      FROM pg_index
      JOIN pg_class entry ON entry.oid = pg_index.indexrelid
      JOIN pg_class relation ON relation.oid = pg_index.indrelid
     WHERE relation.relname = ANY(%(tables)s) AND relation.relnamespace = current_schema::regnamespace
       AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = pg_index.indexrelid)
"""


@contextmanager
def bare(env, tables: Iterable[str]) -> Iterator[None]:
    """Take foreign keys and indexes off `tables` for the length of the block."""
    env.flush_all()
    env.cr.execute(CHECKS, {"tables": list(tables)})
    checks = env.cr.fetchall()
    env.cr.execute(INDEXES, {"tables": list(tables)})
    indexes = env.cr.fetchall()
    for table, check, _definition in checks:
        env.cr.execute(SQL("ALTER TABLE %s DROP CONSTRAINT %s", SQL.identifier(table), SQL.identifier(check)))
    for index, _definition in indexes:
        env.cr.execute(SQL("DROP INDEX %s", SQL.identifier(index)))
    yield
    env.cr.execute(SQL("SET LOCAL maintenance_work_mem = %s", MEMORY))
    for _index, definition in indexes:
        env.cr.execute(definition)
    for table, check, definition in checks:
        env.cr.execute(
            SQL(
                "ALTER TABLE %s ADD CONSTRAINT %s %s",
                SQL.identifier(table),
                SQL.identifier(check),
                SQL(definition.replace("%", "%%")),
            )
        )
