from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

TEMPLATE = "crm_visits.mail_template_complaint_answer"


class CrmComplaint(models.Model):
    """The end: the customer reads the answer, and is asked whether he is content."""

    _inherit = "crm.complaint"

    def action_close(self):
        """Move to the first stage that is an end; only what was checked gets there."""
        stage = self.env["crm.complaint.stage"].search([("is_closed", "=", True)], limit=1)
        if not stage:
            raise UserError(self.env._("No stage is the end of complaints. Ask your administrator."))
        self.write({"stage_id": stage.id})

    def action_open_again(self):
        """Take a closed complaint up again; its solution is to be checked anew."""
        stage = self.env["crm.complaint.stage"].search([("is_closed", "=", False)], limit=1)
        self.filtered("is_closed").write({"stage_id": stage.id})

    def _tell_customer(self):
        """Mail the answer with the question how content he is, and leave a note of it, or of why it was not sent.

        The mail itself stays out of the thread: whoever has its link can answer for the customer.
        """
        template = self.env.ref(TEMPLATE, raise_if_not_found=False)
        for complaint in self:
            wanted = not complaint.category_id or complaint.category_id.answers_by_mail
            if not template or not wanted:
                continue
            customer = complaint.partner_id.name
            if not complaint.partner_id.email:
                complaint._message_log(
                    body=self.env._(
                        "The answer was not sent: %(customer)s has no e-mail address.", customer=customer
                    )
                )
                continue
            # sudo: a seller may neither make mails nor tokens of ratings
            template.sudo().send_mail(complaint.id, email_values={"model": False, "res_id": False})
            complaint._message_log(body=self.env._("The answer was sent to %(customer)s.", customer=customer))

    def _rating_get_operator(self):
        return self.user_id.partner_id

    def _read_group_select(self, aggregate_spec, query):
        """Average the satisfaction of those who answered: Odoo keeps 0 for who did not."""
        aggregate = super()._read_group_select(aggregate_spec, query)
        if aggregate_spec != "rating_last_value:avg":
            return aggregate
        rating = self._field_to_sql(self._table, "rating_last_value", query)
        return SQL("%s FILTER (WHERE %s > 0)", aggregate, rating)
