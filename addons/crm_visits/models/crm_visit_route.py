from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_date

from ..logic.places import local_moment

# What the stops add up to.
FIGURES = {
    "driven_count",
    "driven_kilometres",
    "driven_minutes",
    "is_as_planned",
    "left_out_count",
    "planned_count",
    "planned_kilometres",
    "planned_minutes",
}


class CrmVisitRoute(models.Model):
    """A seller's day on the road: the order that was planned, and the one that was driven.

    The driven one is made of check-ins. Where somebody was between them is recorded nowhere.
    """

    _name = "crm.visit.route"
    _description = "Route of a Day"
    _order = "date desc, user_id"

    user_id = fields.Many2one(
        "res.users",
        string="Seller",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
    )
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    date = fields.Date(required=True, index=True, default=fields.Date.context_today)
    stop_ids = fields.One2many(
        "crm.visit.route.stop", "route_id", string="Stops", domain=[("left_out", "=", False)]
    )
    left_out_ids = fields.One2many(
        "crm.visit.route.stop", "route_id", string="Not on the Route", domain=[("left_out", "!=", False)]
    )
    planned_on = fields.Datetime(readonly=True, copy=False)
    roads = fields.Selection(
        [("server", "By the road server"), ("estimate", "Estimated")], readonly=True, copy=False
    )
    has_start = fields.Boolean(string="Start Is Known", readonly=True, copy=False)
    home_kilometres = fields.Float(string="Way Home (km)", readonly=True, copy=False, aggregator=None)
    home_minutes = fields.Float(readonly=True, copy=False, aggregator=None)
    home_arrival = fields.Datetime(string="Back At", readonly=True, copy=False)
    planned_kilometres = fields.Float(
        string="Planned (km)", compute="_compute_planned", store=True, help="The way home included."
    )
    planned_minutes = fields.Float(string="Planned on the Road (min)", compute="_compute_planned", store=True)
    planned_count = fields.Integer(string="Stops Planned", compute="_compute_planned", store=True)
    driven_kilometres = fields.Float(
        string="Driven (km)",
        compute="_compute_driven",
        store=True,
        help="From check-in to check-in, by the same measure as planned; the way home is not recorded.",
    )
    driven_minutes = fields.Float(string="Between Visits (min)", compute="_compute_driven", store=True)
    driven_count = fields.Integer(string="Visited", compute="_compute_driven", store=True)
    is_as_planned = fields.Boolean(
        string="In the Planned Order", compute="_compute_driven", store=True, help="What was driven so far."
    )
    left_out_count = fields.Integer(string="Left Out", compute="_compute_planned", store=True)

    _once_a_day = models.UniqueIndex("(user_id, date)", "This seller has a route for this day already.")

    @api.model_create_multi
    def create(self, vals_list):
        """Take figures from the stops only."""
        if not self.env.su and any(FIGURES & vals.keys() for vals in vals_list):
            self._refuse_figures()
        return super().create(vals_list)

    def write(self, vals):
        """Take figures from the stops only; a day that was driven stays its seller's, and that day."""
        if not self.env.su:
            moved = {"user_id", "date"} & vals.keys() and any(self.mapped("driven_count"))
            if moved or FIGURES & vals.keys():
                self._refuse_figures()
        return super().write(vals)

    def _refuse_figures(self):
        raise AccessError(self.env._("A route's figures follow from its stops, and what was driven stays."))

    @api.depends("user_id", "date")
    def _compute_display_name(self):
        for route in self:
            route.display_name = f"{route.user_id.name} · {format_date(self.env, route.date)}"

    @api.depends(
        "home_kilometres",
        "home_minutes",
        "stop_ids.sequence",
        "stop_ids.kilometres",
        "stop_ids.minutes",
        "stop_ids.left_out",
        "left_out_ids.left_out",
    )
    def _compute_planned(self):
        for route in self:
            planned = route.stop_ids.filtered("sequence")
            route.planned_count = len(planned)
            route.planned_kilometres = sum(planned.mapped("kilometres")) + route.home_kilometres
            route.planned_minutes = sum(planned.mapped("minutes")) + route.home_minutes
            route.left_out_count = len(route.left_out_ids)

    @api.depends(
        "stop_ids.sequence",
        "stop_ids.driven_sequence",
        "stop_ids.driven_kilometres",
        "stop_ids.driven_minutes",
    )
    def _compute_driven(self):
        for route in self:
            driven = route.stop_ids.filtered("driven_sequence").sorted("driven_sequence")
            route.driven_count = len(driven)
            route.driven_kilometres = sum(driven.mapped("driven_kilometres"))
            route.driven_minutes = sum(driven.mapped("driven_minutes"))
            sequences = driven.mapped("sequence")
            route.is_as_planned = bool(driven) and sequences == sorted(sequences) and all(sequences)

    def action_view_map(self):
        """Show the day's stops and ways on a map."""
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "crm_visits.day",
            "name": self.display_name,
            "params": {"route_id": self.id, "tab": "map"},
        }

    @api.model
    def _of_day(self, user, day):
        """Return the route of a seller and a day, made when there is none."""
        return self.search([("user_id", "=", user.id), ("date", "=", day)]) or self.create(
            {"user_id": user.id, "date": day, "company_id": (user.company_id or self.env.company).id}
        )

    def _bounds(self):
        """Return the first moment of the route's day in the seller's time zone, and of the next, both in UTC."""
        zone = self.user_id._time_zone()
        return local_moment(self.date, 0, zone), local_moment(self.date + timedelta(days=1), 0, zone)

    def _occurrences(self):
        """The contacts of the day that somebody drives to, whatever became of them."""
        begin, end = self._bounds()
        return self.env["crm.occurrence"].search(
            [
                ("user_id", "=", self.user_id.id),
                ("kind", "in", ("visit", "meeting", "service")),
                ("state", "in", ("planned", "in_progress", "done")),
                ("date", ">=", begin),
                ("date", "<", end),
            ],
            order="date, id",
        )
