from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..logic.ageing import MAX_BOUNDS, BoundsError, read_bounds


class ResCompany(models.Model):
    """The buckets in which a company looks at the age of debt."""

    _inherit = "res.company"

    ageing_bounds = fields.Char(
        "Ageing Buckets",
        default="30, 60, 90, 120",
        required=True,
        groups="base.group_user",
        help="Upper bounds of the buckets, in days past the due date.",
    )

    @api.constrains("ageing_bounds")
    def _check_ageing_bounds(self):
        for company in self:
            company._read_ageing_bounds(company.ageing_bounds)

    def _read_ageing_bounds(self, text):
        """The bounds in `text` as numbers, those of the company when there is none; refuses what cannot be used."""
        try:
            return read_bounds(text or self.ageing_bounds)
        except BoundsError as error:
            raise ValidationError(
                self.env._(
                    "“%(text)s” cannot be used as buckets: write one to %(count)s numbers of days, "
                    "each larger than the one before, such as 30, 60, 90, 120.",
                    text=text,
                    count=MAX_BOUNDS,
                )
            ) from error
