from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_time

LEFT_OUT = [
    ("no_place", "Nobody knows where it is"),
    ("closed", "Closed by the time one is there"),
    ("too_far", "Too far to be back in time"),
    ("no_time", "No time left"),
]

DRIVEN = {"driven_sequence", "driven_kilometres", "driven_minutes"}


class CrmVisitRouteStop(models.Model):
    """A visit on a seller's route: its planned place in the day, and when it was really come to."""

    _name = "crm.visit.route.stop"
    _description = "Stop of a Route"
    _order = "route_id, is_planned desc, sequence, driven_sequence, id"
    _rec_name = "occurrence_id"

    route_id = fields.Many2one("crm.visit.route", required=True, index=True, ondelete="cascade")
    occurrence_id = fields.Many2one("crm.occurrence", required=True, index=True, ondelete="cascade")
    partner_id = fields.Many2one(related="occurrence_id.partner_id")
    contact_name = fields.Char(related="occurrence_id.contact_name")
    city = fields.Char(related="occurrence_id.city")
    state = fields.Selection(related="occurrence_id.state")
    has_fixed_hour = fields.Boolean(related="occurrence_id.has_fixed_hour")
    sequence = fields.Integer(string="No.", help="Place in the plan; 0 for a visit that was not planned.")
    is_planned = fields.Boolean(compute="_compute_is_planned", store=True)
    kilometres = fields.Float(string="Way (km)", readonly=True)
    minutes = fields.Float(string="Way (min)", readonly=True)
    lunch = fields.Datetime(string="Lunch At", readonly=True)
    start = fields.Datetime(string="Planned From", readonly=True)
    leave = fields.Datetime(string="To", readonly=True)
    left_out = fields.Selection(LEFT_OUT, string="Why Not", readonly=True)
    driven_sequence = fields.Integer(string="Driven", readonly=True)
    driven_kilometres = fields.Float(string="Driven (km)", readonly=True)
    driven_minutes = fields.Float(
        string="Since the Stop Before (min)", readonly=True, help="From its check-out to this check-in."
    )
    check_in_date = fields.Datetime(related="occurrence_id.check_in_date")
    check_out_date = fields.Datetime(related="occurrence_id.check_out_date")
    check_in_distance = fields.Float(related="occurrence_id.check_in_distance")

    planned_hours = fields.Char(string="Planned", compute="_compute_hours")
    driven_hours = fields.Char(string="Visited", compute="_compute_hours")

    _once = models.UniqueIndex("(route_id, occurrence_id)", "A visit is on a route once.")

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse what a check-in notes, also as a default in the context."""
        if not self.env.su:
            defaults = self.default_get(list(DRIVEN))
            if any({**defaults, **vals}.get(name) for vals in vals_list for name in DRIVEN):
                self._refuse_driven()
        return super().create(vals_list)

    def write(self, vals):
        """Refuse what a check-in notes, and keep what was driven where it was."""
        if not self.env.su:
            moved = {"route_id", "occurrence_id"} & vals.keys() and any(self.mapped("driven_sequence"))
            if moved or DRIVEN & vals.keys():
                self._refuse_driven()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_driven(self):
        if not self.env.su and any(self.mapped("driven_sequence")):
            self._refuse_driven()

    def _refuse_driven(self):
        raise AccessError(self.env._("What was driven follows from the check-ins; nobody writes it."))

    @api.depends("sequence")
    def _compute_is_planned(self):
        for stop in self:
            stop.is_planned = bool(stop.sequence)

    @api.depends("start", "leave", "check_in_date", "check_out_date")
    def _compute_hours(self):
        """From and to, by the seller's clock."""
        for stop in self:
            stop.planned_hours = stop._hours(stop.start, stop.leave)
            stop.driven_hours = stop._hours(stop.check_in_date, stop.check_out_date)

    def _hours(self, *moments):
        zone = self.route_id.user_id._time_zone().key
        return " - ".join(
            format_time(self.env, moment, tz=zone, time_format="short") for moment in moments if moment
        )

    def _forget_driven(self):
        """Take back what a check-in noted; a stop that was never planned goes."""
        self.filtered(lambda stop: not stop.sequence).unlink()
        self.exists().write({"driven_sequence": 0, "driven_kilometres": 0, "driven_minutes": 0})
