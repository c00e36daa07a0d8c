from odoo.tests import freeze_time, new_test_user

from .complaint_common import ComplaintCommon

NOW, DAY = "2026-06-16 10:00:00", "2026-06-16"


class RpcWorld(ComplaintCommon):
    """At least one record of every model, all of team A, and those who have no business with any of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(NOW))
        create = {name: cls.env[name].create for name in cls._models()}
        own = {"partner_id": cls.customer_a.id}
        goods = cls._create_goods("Widget")
        cls.order, cls.delivery, cls.invoice = cls._sell(cls.customer_a, goods)
        cls.cadence = create["crm.visit.cadence"]({"name": "Secret plan", **own, "days": 7})
        cls.lead = cls._create_lead(name="Secret prospect", phone="+351912345678", city="Braga")
        cls.visit = cls._create_occurrence(date=NOW, notes="Secret notes", kind=cls.cadence.kind)
        for day in ("2026-05-05 10:00:00", "2026-06-02 10:00:00"):
            cls._create_occurrence(date=day, state="done", kind=cls.cadence.kind)
        cls._create_occurrence(date=NOW, kind="service")
        cls.complaint = cls._create_complaint(name="Secret complaint", step_ids=[(0, 0, {"name": "Look"})])
        cls.route = create["crm.visit.route"]({"user_id": cls.seller_a.id, "date": DAY})
        create["crm.visit.route.stop"](
            {"route_id": cls.route.id, "occurrence_id": cls.visit.id, "sequence": 1}
        )
        create["crm.visit.stand.in"](
            {"user_id": cls.seller_a.id, "stand_in_id": cls.manager.id, "date_from": DAY}
        )
        competitor = create["crm.competitor"]({"name": "Rival"})
        create["crm.competitor.note"]({**own, "competitor_id": competitor.id, "price": 5})
        create["crm.customer.product"]({**own, "name": "Secret product"})
        create["crm.manager.comment"]({**own, "text": "Secret comment", "user_id": cls.manager.id})
        asked = cls.env["crm.help.request"].with_user(cls.seller_a).create({**own, "text": "Secret help"})
        cls.help_request = asked.with_user(cls.env.user)
        create["crm.geocoding"]({"address": "Secret street"})
        create["crm.visit.rule"]({"name": "After a delivery"})
        create["crm.caller.lookup"]({"user_id": cls.seller_a.id})
        create["crm.visit.delivery"]({"user_id": cls.seller_a.id, "token": "secret-token", "step": "done"})
        cls.visit.activity_schedule("mail.mail_activity_data_todo", user_id=cls.seller_a.id)
        cls.secrets = ("Alfa Lda", "Secret", "+351912345678", cls.order.name, cls.invoice.name)
        cls.env.flush_all()
        portal = {"groups": "base.group_portal", "partner_id": cls.contact_b.id}
        cls.portal_customer = new_test_user(cls.env, "portal_b", **portal)
        cls.strangers = cls.portal_customer + cls.seller_b + cls.other_manager

    def _owned(self):
        """{model: domain of the records of team A}."""
        of_seller = [("user_id", "=", self.seller_a.id)]
        special = {
            "crm.complaint.step": [("complaint_id", "=", self.complaint.id)],
            "crm.geocoding": [("address", "=", "Secret street")],
            "crm.visit.route": of_seller,
            "crm.visit.route.stop": [("route_id", "=", self.route.id)],
        }
        return {
            name: special[name]
            if name in special
            else [("partner_id", "child_of", self.customer_a.id)]
            if "partner_id" in self.env[name]._fields
            else of_seller
            if "user_id" in self.env[name]._fields
            else []
            for name in self._stored_models()
        }

    def _wizards(self):
        """{wizard: what the seller or the manager of team A has typed into it}."""
        return {
            "crm.complaint.report": {},
            "crm.complaint.return": {"complaint_id": self.complaint.id, "note": "Secret"},
            "crm.contact.frequency.report": {},
            "crm.customer.overview": {"partner_id": self.customer_a.id},
            "crm.help.answer": {"request_id": self.help_request.id, "answer": "Secret"},
            "crm.visit.feed": {},
            "crm.visit.reassign": {
                "user_id": self.seller_a.id,
                "successor_id": self.manager.id,
                "reason": "departure",
            },
        }

    def _arguments(self):
        """{(model, method): what it is called with after the ids}; none elsewhere."""
        return {
            ("crm.complaint", "action_return_solution"): ["Because"],
            ("crm.help.request", "action_answer"): ["No"],
            ("crm.occurrence", "action_skip"): ["absent"],
            ("crm.visit.day", "add_stop"): [self.customer_a.id],
            ("crm.visit.day", "near"): [38.7, -9.1, "all"],
            ("crm.visit.day", "page"): ["today", self.route.id],
            ("crm.visit.delivery", "deliver"): [
                [
                    {"token": f"strange-{step}", "step": step, "occurrence_id": self.visit.id, "notes": "x"}
                    for step in ("check_in", "note", "done")
                ]
            ],
            ("crm.visit.route", "plan_my_day"): [DAY],
        }
