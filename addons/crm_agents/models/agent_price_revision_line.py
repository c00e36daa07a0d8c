from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..logic.prices import change_percent, revise

# What a new rule has of its own; all else it takes from the rule that it follows.
OWN_COLUMNS = {
    "company_id",
    "create_date",
    "create_uid",
    "date_end",
    "date_start",
    "fixed_price",
    "id",
    "price_precedence",
    "price_revision_line_id",
    "product_id",
    "product_tmpl_id",
    "write_date",
    "write_uid",
}
NAMED_IN_REFUSAL = 3


class AgentPriceRevisionLine(models.Model):
    """An old price and the new one. A list has some ten thousand of them, so they are written in SQL, all at once."""

    _name = "agent.price.revision.line"
    _description = "Price of a Price Revision"
    _order = "change_size desc, id"
    _rec_name = "product_tmpl_id"

    revision_id = fields.Many2one("agent.price.revision", required=True, index=True, ondelete="cascade")
    currency_id = fields.Many2one(related="revision_id.currency_id")
    old_item_id = fields.Many2one(
        "product.pricelist.item", string="Former Rule", index="btree_not_null", ondelete="set null"
    )
    product_tmpl_id = fields.Many2one(
        "product.template", string="Product", required=True, index=True, ondelete="cascade"
    )
    product_id = fields.Many2one(
        "product.product", string="Variant", index="btree_not_null", ondelete="cascade"
    )
    min_quantity = fields.Float(string="From Quantity", digits="Product Unit", aggregator=None)
    old_price = fields.Float(min_display_digits="Product Price", aggregator=None)
    new_price = fields.Float(min_display_digits="Product Price", aggregator=None)
    old_date_end = fields.Datetime(string="Former End")
    change_percent = fields.Float(string="Change %", digits=(16, 2), aggregator="avg")
    change_size = fields.Float(
        digits=(16, 2), aggregator=None, help="The change in percent without its sign."
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_applied(self):
        if any(line.revision_id.state == "applied" for line in self):
            raise UserError(self.env._("An applied price revision holds the former prices: undo it first."))

    def _insert(self, revision, prices):
        """Add the lines whose price changes.

        :param prices: dicts from `agent.price.revision._found_prices`
        """
        change, rounding = revision._change(), revision._rounding()
        digits = self.env["decimal.precision"].precision_get("Product Price")
        rows = []
        for found in prices:
            old = Decimal(str(found["old_price"]))
            new = revise(old, change, rounding, digits)
            if (new == old and found["item"]) or (not new and not found["item"]):
                continue
            percent = float(change_percent(old, new))
            rows.append((*found.values(), float(new), percent, abs(percent)))
        if not rows:
            return
        columns = [list(column) for column in zip(*rows, strict=True)]
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO agent_price_revision_line (
                    revision_id, create_uid, create_date, write_uid, write_date,
                    old_item_id, product_tmpl_id, product_id, min_quantity, old_price, old_date_end,
                    new_price, change_percent, change_size
                )
                SELECT %(revision)s, %(user)s, now() AT TIME ZONE 'UTC', %(user)s, now() AT TIME ZONE 'UTC', found.*
                  FROM unnest(
                    %(items)s::int[], %(templates)s::int[], %(variants)s::int[], %(quantities)s::numeric[],
                    %(olds)s::float8[], %(ends)s::timestamp[], %(news)s::float8[], %(percents)s::numeric[],
                    %(sizes)s::numeric[]
                  ) AS found
                """,
                revision=revision.id,
                user=self.env.uid,
                **dict(
                    zip(
                        (
                            "items",
                            "templates",
                            "variants",
                            "quantities",
                            "olds",
                            "ends",
                            "news",
                            "percents",
                            "sizes",
                        ),
                        columns,
                        strict=True,
                    )
                ),
            )
        )
        revision.invalidate_recordset(["line_ids"])

    def _refuse_given_away(self, revision):
        """Refuse a preview in which something that costs money would cost nothing."""
        self._refuse_if(
            revision,
            SQL("line.old_price > 0 AND line.new_price = 0"),
            self.env._("Goods would be had for nothing. Lower the prices by less."),
        )

    def _apply(self, revision):
        """End the former rules and begin the new ones. The caller has checked who may."""
        self.env.flush_all()
        self._refuse_if(
            revision,
            SQL(
                """
                %(change)s AND (
                    old.id IS NULL
                    OR old.compute_price <> 'fixed'
                    OR old.fixed_price <> line.old_price
                    OR old.date_end IS DISTINCT FROM line.old_date_end
                    OR old.date_end <= %(starts)s
                )
                """,
                starts=revision.starts_on,
                change=revision.operation == "change",
            ),
            self.env._("Prices have been changed since the preview. Compute it anew."),
        )
        seed = self._seed(revision)
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                WITH ended AS (
                    UPDATE product_pricelist_item item
                       SET date_end = %(starts)s - INTERVAL '1 second',
                           write_uid = %(user)s, write_date = now() AT TIME ZONE 'UTC'
                      FROM agent_price_revision_line line
                     WHERE line.revision_id = %(revision)s AND item.id = line.old_item_id
                )
                INSERT INTO product_pricelist_item (
                    %(columns)s, company_id, product_tmpl_id, product_id, fixed_price, date_start, date_end,
                    price_precedence, price_revision_line_id, create_uid, create_date, write_uid, write_date
                )
                SELECT %(copied)s, COALESCE(list.company_id, template.company_id), line.product_tmpl_id,
                       line.product_id, line.new_price, %(starts)s, line.old_date_end,
                       CASE WHEN line.old_item_id IS NOT NULL
                            THEN COALESCE(NULLIF(source.price_precedence, 0), source.id) END,
                       line.id, %(user)s, now() AT TIME ZONE 'UTC', %(user)s, now() AT TIME ZONE 'UTC'
                  FROM agent_price_revision_line line
                  JOIN product_pricelist_item source ON source.id = COALESCE(line.old_item_id, %(seed)s)
                  JOIN product_pricelist list ON list.id = source.pricelist_id
                  JOIN product_template template ON template.id = line.product_tmpl_id
                 WHERE line.revision_id = %(revision)s
                 ORDER BY line.id
                """,
                starts=revision.starts_on,
                user=self.env.uid,
                revision=revision.id,
                seed=seed.id or None,
                **self._copied_columns(),
            )
        )
        self.env.invalidate_all()
        seed.unlink()

    def _seed(self, revision):
        """For products that are added: one rule as Odoo makes it, which the others take their columns from."""
        rules = self.env["product.pricelist.item"]
        added = self.search([("revision_id", "=", revision.id), ("old_item_id", "=", False)], limit=1)
        if revision.operation != "add" or not added:
            return rules
        return rules.create(
            {
                "pricelist_id": revision.pricelist_id.id,
                "applied_on": "1_product",
                "product_tmpl_id": added.product_tmpl_id.id,
                "compute_price": "fixed",
            }
        )

    def _copied_columns(self):
        fields_ = self.env["product.pricelist.item"]._fields.values()
        names = sorted(field.name for field in fields_ if field.store and field.column_type)
        copied = [name for name in names if name not in OWN_COLUMNS]
        return {
            "columns": SQL(", ").join(SQL.identifier(name) for name in copied),
            "copied": SQL(", ").join(SQL.identifier("source", name) for name in copied),
        }

    def _undo(self, revision):
        """Remove the new rules and let the former ones go on as before. The caller has checked who may."""
        self.env.flush_all()
        self._refuse_if(
            revision,
            SQL(
                """
                new.id IS NULL
                OR new.compute_price <> 'fixed'
                OR (new.fixed_price, new.date_start, new.product_tmpl_id)
                   IS DISTINCT FROM (line.new_price, %(starts)s::timestamp, line.product_tmpl_id)
                OR (new.date_end, new.product_id, COALESCE(new.min_quantity, 0))
                   IS DISTINCT FROM (line.old_date_end, line.product_id, COALESCE(line.min_quantity, 0))
                OR (%(change)s AND (
                    old.id IS NULL
                    OR old.compute_price <> 'fixed'
                    OR old.fixed_price <> line.old_price
                    OR old.date_end IS DISTINCT FROM %(starts)s::timestamp - INTERVAL '1 second'
                ))
                """,
                starts=revision.starts_on,
                change=revision.operation == "change",
            ),
            self.env._("This revision cannot be undone as a whole: prices have been changed since."),
        )
        parameters = {"revision": revision.id, "user": self.env.uid}
        self.env.cr.execute(
            SQL(
                """
                WITH removed AS (
                    DELETE FROM product_pricelist_item item
                     USING agent_price_revision_line line
                     WHERE line.revision_id = %(revision)s AND item.price_revision_line_id = line.id
                )
                UPDATE product_pricelist_item item
                   SET date_end = line.old_date_end, write_uid = %(user)s, write_date = now() AT TIME ZONE 'UTC'
                  FROM agent_price_revision_line line
                 WHERE line.revision_id = %(revision)s AND item.id = line.old_item_id
                """,
                **parameters,
            )
        )
        self.env.invalidate_all()

    def _refuse_if(self, revision, condition, text):
        """Refuse when `condition` holds for any line, naming the first products."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT line.product_tmpl_id, count(*) OVER ()
                  FROM agent_price_revision_line line
                  LEFT JOIN product_pricelist_item old ON old.id = line.old_item_id
                  LEFT JOIN product_pricelist_item new ON new.price_revision_line_id = line.id
                 WHERE line.revision_id = %(revision)s AND (%(condition)s)
                 ORDER BY line.id
                 LIMIT %(named)s
                """,
                revision=revision.id,
                condition=condition,
                named=NAMED_IN_REFUSAL,
            )
        )
        if rows:
            products = self.env["product.template"].browse(dict.fromkeys(row[0] for row in rows))
            raise UserError(
                self.env._(
                    "%(reason)s %(count)s prices, among them: %(products)s.",
                    reason=text,
                    count=rows[0][1],
                    products=", ".join(products.mapped("display_name")),
                )
            )
