from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL

from ..logic import order_status

MILESTONES_DUE = "crm_orders_portal.milestones_due"


def _exact(quantity):
    return Decimal(str(round(quantity, 6)))


class SaleOrder(models.Model):
    """How far an order has come, and when it reached each stage."""

    _inherit = "sale.order"

    order_status = fields.Selection(
        selection=lambda self: self.env["sale.order.milestone"]._selection_stage(),
        compute="_compute_order_status",
        store=True,
        index=True,
        group_expand=True,
        help="The furthest stage the order has reached, over its goods and its invoices.",
    )
    milestone_ids = fields.One2many("sale.order.milestone", "order_id", groups="base.group_user", copy=False)

    @api.depends(lambda self: self._order_status_dependencies())
    def _compute_order_status(self):
        for order in self:
            order.order_status = order._status_progress().status

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        # Lists are sorted by how far orders have come; by Odoo alone, by the letters of the stages' keys.
        if field_name == "order_status":
            status = self._field_to_sql(alias, field_name, query)
            query._order_groupby.append(status)
            return SQL("%s %s %s", self._stage_rank(status), direction, nulls)
        return super()._order_field_to_sql(alias, field_name, direction, nulls, query)

    def _read_group_orderby(self, order, groupby_terms, query):
        # The same for groups: the columns of a pivot, the groups of a list.
        status = groupby_terms.get("order_status")
        if not status:
            return super()._read_group_orderby(order, groupby_terms, query)
        ranked = {**groupby_terms, "order_status": self._stage_rank(status)}
        result = super()._read_group_orderby(order, ranked, query)
        groupby_terms.update({**ranked, "order_status": status})
        return result

    def _stage_rank(self, status):
        return SQL("array_position(%s::varchar[], %s)", list(order_status.STAGES), status)

    def _order_status_dependencies(self):
        return [
            "state",
            "portal_sent_on",
            "order_line.product_uom_qty",
            "order_line.qty_delivered",
            "order_line.qty_invoiced_posted",
            "order_line.move_ids.state",
            *self._awaiting_check_fields(),
        ]

    def _status_progress(self):
        """Where the order stands on each track, as a `logic.order_status.Progress`."""
        self.ensure_one()
        return order_status.progress(
            [
                line._status_facts()
                for line in self.order_line
                if not (line.display_type or line.is_downpayment)
            ],
            is_sent=self.state == "sent" or bool(self.portal_sent_on),
            is_taken_in=self.state in ("draft", "sent") and self._is_awaiting_check(),
            is_confirmed=self.state == "sale",
            is_cancelled=self.state == "cancel",
        )

    def _compute_field_value(self, field):
        # Stages are dated at the end of the transaction, like tracked values: until then an order may pass
        # through figures that nobody ever saw.
        result = super()._compute_field_value(field)
        if field.name == "order_status" and self.ids:
            precommit = self.env.cr.precommit
            if MILESTONES_DUE not in precommit.data:
                precommit.data[MILESTONES_DUE] = set()
                precommit.add(self.env["sale.order"].sudo()._record_due_milestones)
            precommit.data[MILESTONES_DUE].update(self.ids)
        return result

    def _record_due_milestones(self):
        due = self.env.cr.precommit.data.pop(MILESTONES_DUE, ())
        self.browse(sorted(due)).exists()._record_milestones()

    def _record_milestones(self):
        """Date the stages newly reached, by their documents, and mark those taken back."""
        now = fields.Datetime.now()
        standing = self.env["sale.order.milestone"].search(
            [("order_id", "in", self.ids), ("undone_on", "=", False)]
        )
        standing_by_order = standing.grouped("order_id")
        values = []
        for order in self:
            progress = order._status_progress()
            rows = standing_by_order.get(order, standing.browse())
            gone = order_status.undone(rows.mapped("stage"), progress)
            rows.filtered(lambda row, gone=gone: row.stage in gone).undone_on = now
            known = set(rows.mapped("stage"))
            values += [
                {"order_id": order.id, "stage": stage, "date": min(order._document_date(stage) or now, now)}
                for stage in order._stages_to_date(progress)
                if stage not in known
            ]
        standing.create(values)._tell_contacts()

    def _stages_to_date(self, progress):
        # What was opened and sent by the customer in one go passed through both stages.
        early = ["open", *(["sent"] if self.portal_sent_on and self.state != "draft" else [])]
        return [stage for stage in order_status.STAGES if stage in {*early, *progress.stages}]

    def _rebuild_milestones(self):
        """Write the milestones anew from the dates of the orders' documents, for orders that came from elsewhere."""
        # Nobody may write milestones by hand.
        milestones = self.env["sale.order.milestone"].sudo()
        milestones.search([("order_id", "in", self.ids)]).unlink()
        milestones.create(
            [
                {
                    "order_id": order.id,
                    "stage": stage,
                    "date": order._document_date(stage) or order.write_date or order.date_order,
                }
                for order in self.sudo()
                for stage in order._stages_to_date(order._status_progress())
            ]
        )

    def _document_date(self, stage):
        """When `stage` was reached, told from the order, its deliveries and its invoices; False if they do not say.

        An invoice of today tells no time of day, so it says nothing: its stage is dated with the moment.
        """
        self.ensure_one()
        first_or_last = min if stage.endswith("partial") else max
        if stage.startswith("shipped"):
            done = self.picking_ids.filtered(lambda picking: picking.state == "done").mapped("date_done")
            return first_or_last(filter(None, done), default=False)
        if stage.startswith("invoiced"):
            posted = self.invoice_ids.filtered(lambda move: move.state == "posted").mapped("invoice_date")
            day = first_or_last(filter(None, posted), default=False)
            return fields.Datetime.to_datetime(day) if day and day < self.company_id._today() else False
        dates = {
            "open": min(self.create_date, self.date_order),
            "sent": self.portal_sent_on,
            "received": self.date_order,
        }
        return dates.get(stage, False)
