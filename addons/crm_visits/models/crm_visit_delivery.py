import base64
import re
from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.crm_base.logic.record_ids import LARGEST_ID
from odoo.exceptions import UserError

from ..logic.uploads import UploadError, kind_of

TOKEN = re.compile(r"[A-Za-z0-9-]{8,64}\Z")
KEPT_DAYS = 60
MOST = 200  # steps in one delivery
LONGEST_NOTE = 10_000
PLACE = ("latitude", "longitude", "accuracy")


class CrmVisitDelivery(models.Model):
    """A step that a telephone sent: each once, however often a bad network made it send it.

    The token is made by the telephone with the step. What was refused is kept as refused; it is not tried again.
    """

    _name = "crm.visit.delivery"
    _description = "Step Sent by a Telephone"
    _order = "id desc"
    _rec_name = "token"

    token = fields.Char(required=True, readonly=True)
    user_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="cascade")
    occurrence_id = fields.Many2one(
        "crm.occurrence", readonly=True, index="btree_not_null", ondelete="set null"
    )
    step = fields.Char(required=True, readonly=True)
    refusal = fields.Char(readonly=True)

    _once = models.UniqueIndex("(user_id, token)", "This step was sent already.")

    @api.model
    def deliver(self, steps):
        """Do the steps of a telephone that were not done yet, in their order; returns what became of each.

        :param steps: `[{token, step, occurrence_id, at, ...}]`, `at` as "YYYY-MM-DD HH:MM:SS" in UTC
        :return: `[{token, refusal}]`, a refusal of "" when the step is done
        """
        self.env["crm.visit.day"]._check_role()
        if not isinstance(steps, list) or len(steps) > MOST:
            raise UserError(self.env._("A telephone sends at most %(count)d steps at once.", count=MOST))
        return [self._deliver(step) for step in steps]

    @api.model
    def _deliver(self, step):
        if not isinstance(step, dict) or not TOKEN.match(str(step.get("token") or "")):
            return {"token": "", "refusal": self.env._("This step has no token.")}
        token = step["token"]
        # sudo: nobody reads or writes this register but through here
        register = self.sudo()
        known = register.search([("user_id", "=", self.env.uid), ("token", "=", token)])
        if known:
            return {"token": token, "refusal": known.refusal or ""}
        refusal = ""
        occurrence = self.env["crm.occurrence"]
        try:
            with self.env.cr.savepoint():
                occurrence = occurrence.browse(self._id_of(step, "occurrence_id")).exists()
                if not occurrence:
                    raise UserError(self.env._("This visit is not there any more."))
                occurrence.check_access("write")
                self._do(occurrence, step)
                self.env.flush_all()
        except (UserError, ValueError, TypeError, OverflowError) as error:
            self.env.invalidate_all(flush=False)
            refusal = str(error) if isinstance(error, UserError) else self.env._("This step makes no sense.")
        register.create(
            {
                "token": token,
                "user_id": self.env.uid,
                "occurrence_id": occurrence.id,
                "step": str(step.get("step"))[:20],
                "refusal": refusal[:500],
            }
        )
        return {"token": token, "refusal": refusal}

    @api.model
    def _do(self, occurrence, step):
        """Do one step on a visit."""
        does = {
            "check_in": self._check_in,
            "check_out": self._check_out,
            "done": self._done,
            "reason": lambda one, given: one.write({"check_in_reason": str(given["reason"])[:200]}),
            "photo": self._photo,
            "note": lambda one, given: one._add_note(str(given["notes"])[:LONGEST_NOTE]),
            "skip": lambda one, given: one.action_skip(given["reason"]),
            "postpone": lambda one, given: one.with_context(days=int(given["days"])).action_postpone(),
        }.get(step.get("step"))
        if not does:
            raise ValueError
        does(occurrence, step)

    @api.model
    def _check_in(self, occurrence, step):
        moment = occurrence._moment_told(self._moment_of(step))
        occurrence.with_context(moment_told=moment).action_check_in(*(step.get(name) for name in PLACE))

    @api.model
    def _check_out(self, occurrence, step):
        occurrence.write(self._outcome(occurrence, step))
        moment = occurrence._moment_told(self._moment_of(step))
        occurrence.with_context(moment_told=moment).action_check_out(*(step.get(name) for name in PLACE))

    @api.model
    def _done(self, occurrence, step):
        occurrence.write(self._outcome(occurrence, step))
        occurrence.action_done()

    @api.model
    def _photo(self, occurrence, step):
        """Keep a photo with the visit, named after the moment it was taken."""
        try:
            data = base64.b64decode(step.get("data") or "", validate=True)
            kind = kind_of(data)
            if not kind.is_image:
                raise UploadError("kind")
        except UploadError as error:
            raise UserError(self._why_no_photo(error.code)) from error
        moment = occurrence._moment_told(self._moment_of(step))
        moment = fields.Datetime.context_timestamp(occurrence.with_context(tz=self.env.user.tz), moment)
        self.env["ir.attachment"].create(
            {
                "name": f"{moment:%Y-%m-%d %H.%M.%S}{kind.ending}",
                "raw": data,
                "res_model": occurrence._name,
                "res_id": occurrence.id,
            }
        )

    @api.model
    def _why_no_photo(self, code):
        return {
            "empty": self.env._("A photo got lost: the telephone has thrown it away. Take it again."),
            "large": self.env._("A photo is too large to be kept. Take it again."),
            "kind": self.env._(
                "A photo is no picture that can be shown: JPEG, PNG, GIF or WebP. Take it again."
            ),
        }[code]

    @api.model
    def _outcome(self, occurrence, step):
        """Values of what came of a visit, and what comes next."""
        occurrence._add_note(str(step.get("notes") or "")[:LONGEST_NOTE])
        values = {}
        if step.get("result_id"):
            result = self.env["crm.occurrence.result"].browse(self._id_of(step, "result_id"))
            result.check_access("read")
            values["result_id"] = result.id
        if step.get("next_date"):
            values["next_date"] = fields.Date.to_date(step["next_date"])
        return values

    @api.model
    def _id_of(self, step, name):
        number = int(step.get(name) or 0)
        if not 0 < number <= LARGEST_ID:
            raise ValueError
        return number

    @api.model
    def _moment_of(self, step):
        return fields.Datetime.to_datetime(step.get("at")) if step.get("at") else None

    @api.autovacuum
    def _gc_deliveries(self):
        """Forget steps that no telephone will send again."""
        old = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        self.search([("create_date", "<", old)], limit=10_000).unlink()
