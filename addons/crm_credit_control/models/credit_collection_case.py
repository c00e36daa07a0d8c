from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

CAUSES = ("over_ceiling", "overdue", "bounced")
ACTIVITY = "crm_credit_control.mail_activity_type_collect"
SYSTEM_FIELDS = {"partner_id", "company_id", "date_opened", "date_closed"}


class CreditCollectionCase(models.Model):
    """The work of collecting what one customer owes to one company.

    Rules open and close it, so that nobody is forgotten and nobody is chased for what he has paid.
    """

    _name = "credit.collection.case"
    _description = "Collection Case"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_closed desc, priority desc, date_opened, id"
    _rec_name = "partner_id"
    _rec_names_search = ["partner_id"]
    # Sellers tell what a customer said; they change nothing else.
    _mail_post_access = "read"

    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True, ondelete="cascade")
    currency_id = fields.Many2one(related="company_id.currency_id")
    stage_id = fields.Many2one(
        "credit.collection.stage",
        required=True,
        index=True,
        tracking=True,
        group_expand="_read_group_stage_ids",
        default=lambda self: self._first_stage(closing=False),
    )
    user_id = fields.Many2one(
        "res.users", "Responsible", index=True, tracking=True, domain=[("share", "=", False)]
    )
    salesperson_id = fields.Many2one(
        related="partner_id.user_id", string="Salesperson", store=True, index=True
    )  # fmt: skip
    priority = fields.Selection([("0", "Normal"), ("1", "Urgent")], default="0")
    date_opened = fields.Date(
        "Opened", required=True, readonly=True, default=lambda self: self.env.company._today()
    )
    date_closed = fields.Date("Closed", readonly=True, index="btree_not_null", tracking=True)
    cause_over_ceiling = fields.Boolean("Over a Ceiling", readonly=True, tracking=True)
    cause_overdue = fields.Boolean("Overdue", readonly=True, tracking=True)
    cause_bounced = fields.Boolean("Bounced Instrument", readonly=True, tracking=True)
    promise_ids = fields.One2many("credit.promise", "case_id", "Promises")
    letter_ids = fields.One2many("credit.collection.letter", "case_id", "Letters", readonly=True)
    next_promise_date = fields.Date("Next Promise", compute="_compute_next_promise_date", store=True)
    has_broken_promise = fields.Boolean("Broken Promise", compute="_compute_next_promise_date", store=True)

    _one_open_per_customer = models.UniqueIndex(
        "(partner_id, company_id) WHERE date_closed IS NULL", "This customer already has an open case."
    )

    @api.depends("promise_ids.state", "promise_ids.date_due")
    def _compute_next_promise_date(self):
        for case in self:
            waiting = case.promise_ids.filtered(lambda promise: promise.state == "open")
            case.next_promise_date = min(waiting.mapped("date_due"), default=False)
            case.has_broken_promise = bool({"broken", "partly"} & set(case.promise_ids.mapped("state")))

    @api.model
    def _read_group_stage_ids(self, stages, _domain):
        return stages.search([])  # pylint: disable=no-search-all

    @api.model
    def _first_stage(self, closing):
        """The first of the stages that do, or do not, close a case."""
        return self.env["credit.collection.stage"].search([("is_closing", "=", closing)], limit=1)

    def write(self, vals):
        """Who moves a case to a closing stage closes it, which its causes may forbid."""
        if not self.env.su and SYSTEM_FIELDS & vals.keys():
            raise UserError(self.env._("A case is opened and closed by its rule."))
        stage = self.env["credit.collection.stage"].browse(vals.get("stage_id"))
        if stage and not self.env.su:
            self._refuse_wrong_stage(stage)
        ending = self.filtered(lambda case: stage.is_closing and not case.date_closed)
        result = super().write(vals)
        if ending:
            for company, cases in ending.grouped("company_id").items():
                super(CreditCollectionCase, cases).write({"date_closed": company._today()})
            # sudo: what people were still asked to do is over, whoever was asked.
            ending.sudo().activity_ids.unlink()
        return result

    def _refuse_wrong_stage(self, stage):
        """A cause that still holds would open the case again tomorrow; a closed case is history."""
        for case in self:
            if case.date_closed and not stage.is_closing:
                raise UserError(
                    self.env._("A closed case stays closed: a new one opens with the next cause.")
                )
            if stage.is_closing and not case.date_closed and case._current_causes():
                raise UserError(
                    self.env._(
                        "%(customer)s: the cause of this case still holds, it closes by itself.",
                        customer=case.partner_id.display_name,
                    )
                )

    def _current_causes(self):
        """Causes that hold now, by the rule of the case's company; found past the user's rights on documents."""
        self.ensure_one()
        rule = self.env["credit.collection.rule"].sudo()._for_company(self.company_id)
        return rule._causes(self.company_id, self.partner_id).get(self.partner_id.id, [])

    def _check_promises(self):
        """Compare the promises of these cases with the money that came."""
        self.promise_ids._check()

    @api.model
    def _ask_responsible(self, activity, wanted):
        """An activity of this type for who is responsible for each case; nobody is asked twice for the same.

        :param wanted: pairs of (case, summary)
        """
        wanted = [(case, summary) for case, summary in wanted if case.user_id]
        cases = self.concat(*(case for case, _summary in wanted))
        asked = {(one.res_id, one.user_id, one.summary) for one in cases.activity_search([activity])}
        kind = self.env.ref(activity)
        # An activity keeps the name of its record, which Odoo would look up one by one.
        cases.mapped("display_name")
        # Without an e-mail for each: the board and the activity menu show who has what to do.
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "activity_type_id": kind.id,
                    "summary": summary,
                    "automated": True,
                    "date_deadline": case.company_id._today(),
                    "res_model_id": self.env["ir.model"]._get_id(self._name),
                    "res_id": case.id,
                    "user_id": case.user_id.id,
                }
                for case, summary in wanted
                if (case.id, case.user_id, summary) not in asked
            ]
        )

    def action_check(self):
        """Look now at what the daily job looks at: promises, causes, and whether the case is over."""
        self.check_access("write")
        # sudo: the ledger that tells whether a promise was kept need not be the user's to read.
        for company, cases in (
            self.sudo().filtered(lambda case: not case.date_closed).grouped("company_id").items()
        ):
            rule = self.env["credit.collection.rule"].sudo()._for_company(company)
            cases._settle(rule._causes(company, cases.partner_id))

    def action_send_letter(self):
        """Send the letter that follows the last one, whatever the interval; refuse when there is none."""
        self.check_access("write")
        for case in self:
            # sudo: templates and mail are not the controller's to configure, sending is.
            if not case.sudo()._send_next_letter(interval=0):
                raise UserError(
                    self.env._("%(customer)s: no letter is due.", customer=case.partner_id.display_name)
                )

    def action_open_items(self):
        """Open what the overdue amount is made of, disputed invoices left out."""
        self.ensure_one()
        action = self.env["credit.exposure.item"]._open(self._overdue_domain(), "receivable_amount")
        return action | {"name": self.env._("Overdue")}

    def action_open_partner(self):
        """Open the customer."""
        self.ensure_one()
        return self.partner_id.get_formview_action()

    def _overdue_domain(self):
        """Domain of the documents in exposure that are overdue, and of the credits that are taken off."""
        self.ensure_one()
        today = self.company_id._today()
        return (
            Domain("kind", "=", "receivable")
            & Domain("partner_id", "=", self.partner_id.id)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("move_line_id.move_id.is_disputed", "=", False)
            & (Domain("receivable_amount", "<", 0) | Domain("date_due", "<", today))
        )
