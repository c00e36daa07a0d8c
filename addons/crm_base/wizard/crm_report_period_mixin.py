from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmReportPeriodMixin(models.AbstractModel):
    """A report of one company and a period, both days included; until today unless another day is chosen.

    To be taken up beside `crm.report.mixin`, not on it: Odoo forgets to remove a link that leads over two modules.
    """

    _name = "crm.report.period.mixin"
    _description = "Report of a period"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    date_from = fields.Date("From", required=True, default=lambda self: self._first_day())
    date_to = fields.Date("Until", required=True, default=lambda self: self._today())

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        if any(wizard.date_from > wizard.date_to for wizard in self):
            raise ValidationError(self.env._("The period ends before it begins."))

    @api.model
    def _first_day(self):
        """The day that the period begins on unless another is chosen: that of the month."""
        return fields.Date.start_of(self._today(), "month")

    @api.model
    def _today(self):
        return fields.Date.context_today(self)

    def _within_period(self, name="date"):
        """Domain of the documents whose date field of that name lies in the period."""
        return fields.Domain(name, ">=", self.date_from) & fields.Domain(name, "<=", self.date_to)
