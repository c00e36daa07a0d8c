from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date


class CreditExposureDayChoice(models.TransientModel):
    """Which past day to look at."""

    _name = "credit.exposure.day.choice"
    _description = "Exposure on a Past Day"

    day = fields.Date(
        required=True,
        default=lambda self: fields.Date.subtract(
            fields.Date.start_of(self.env.company._today(), "month"), days=1
        ),
        help="The figures are those of the end of this day.",
    )

    @api.constrains("day")
    def _check_day(self):
        for choice in self:
            if choice.day > self.env.company._today():
                raise ValidationError(
                    self.env._("%(day)s is still to come: see the forecast.", day=choice.day)
                )

    def action_open(self):
        """The exposure of all customers at the end of the chosen day."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_credit_control.action_credit_exposure_day"
        )
        name = self.env._("Credit and Obligo on %(day)s", day=format_date(self.env, self.day))
        return {
            **action,
            "name": name,
            # The web client prefers this one.
            "display_name": name,
            "context": {
                "exposure_day": fields.Date.to_string(self.day),
                "search_default_group_partner": 1,
            },
        }
