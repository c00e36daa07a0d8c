from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .complaint_common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestComplaintReview(ComplaintCommon):
    """Scenario 13: nobody closes what he has solved himself; a second pair of eyes comes first."""

    def test_13_reviewer_is_not_the_author(self):
        complaint = self._create_complaint()
        own = complaint.with_user(self.manager)
        own.write({"resolution": "Carrier changed.", "public_answer": "It comes tomorrow."})
        own.action_submit_solution()
        self.assertFalse(own.may_check)
        with self.assertRaisesRegex(AccessError, "not written on it"):
            own.action_approve_solution()
        with self.assertRaisesRegex(AccessError, "A manager"):
            complaint.with_user(self.seller_a).action_approve_solution()
        self.assertEqual(complaint.review_state, "waiting")
        with self.assertRaisesRegex(ValidationError, "has not been checked"):
            own.action_close()
        complaint.with_user(self.controller).action_approve_solution()
        self.assertEqual((complaint.review_state, complaint.checked_by_id), ("approved", self.controller))
        own.action_close()
        self.assertTrue(complaint.is_closed)

    def test_13_two_managers_cannot_play_it_to_each_other(self):
        second = self._create_user("second_manager", "crm_base.group_sales_manager")
        self.team_a.user_id = second
        complaint = self._create_complaint()
        complaint.with_user(self.seller_a).resolution = "First"
        complaint.with_user(second).resolution = "Second"
        complaint.with_user(self.seller_a).action_submit_solution()
        with self.assertRaises(AccessError):
            complaint.with_user(second).action_approve_solution()
        self.assertEqual(complaint.resolution_author_ids, self.seller_a + second)

    def test_13_forged_by_write_create_and_context(self):
        complaint = self._create_complaint()
        own = complaint.with_user(self.seller_a)
        own.resolution = "Carrier changed."
        for values in (
            {"review_state": "approved"},
            {"resolution_author_ids": [(5,)]},
            {"checked_by_id": self.manager.id},
            {"review_state": "approved", "stage_id": self.closed.id},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                own.write(values)
        with self.assertRaises(ValidationError):
            own.stage_id = self.closed
        forged = {"review_state": "approved", "checked_by_id": self.manager.id, "escalation_level": 2}
        defaults = {f"default_{name}": value for name, value in forged.items()}
        for context, values in (({}, forged), (defaults, {})):
            created = self.env["crm.complaint"].with_user(self.seller_a).with_context(**context).create(
                {"name": "Forged", "partner_id": self.customer_a.id, "resolution": "Mine", **values}
            )  # fmt: skip
            self.assertRecordValues(
                created, [{"review_state": "draft", "checked_by_id": False, "escalation_level": 0}]
            )
            self.assertEqual(created.resolution_author_ids, self.seller_a)
        self.assertEqual((complaint.review_state, complaint.is_closed), ("draft", False))

    def test_13_copy_is_not_checked(self):
        complaint = self._create_complaint()
        self._solve(complaint)
        copy = complaint.with_user(self.seller_a).copy()
        self.assertRecordValues(copy, [{"review_state": "draft", "checked_by_id": False}])
        self.assertNotEqual(copy.number, complaint.number)

    def test_changed_after_the_check_is_checked_again(self):
        complaint = self._create_complaint()
        self._solve(complaint)
        complaint.with_user(self.seller_a).public_answer = "It comes next month."
        self.assertRecordValues(complaint, [{"review_state": "draft", "checked_by_id": False}])
        with self.assertRaises(ValidationError):
            complaint.with_user(self.seller_a).action_close()
        self.assertFalse(complaint.is_closed)

    def test_closed_stays_as_checked_until_opened_again(self):
        complaint = self._create_complaint()
        self._solve(complaint)
        complaint.with_user(self.seller_a).action_close()
        with self.assertRaisesRegex(UserError, "Open the complaint again"):
            complaint.with_user(self.manager).resolution = "Something else"
        self.assertEqual(complaint.resolution, "Carrier changed.")
        complaint.with_user(self.seller_a).action_open_again()
        self.assertEqual((complaint.is_closed, complaint.review_state), (False, "draft"))

    def test_how_late_it_was_stays_as_it_was_once_closed(self):
        complaint = self._create_complaint(date="2026-03-02")
        deadline = complaint.deadline
        self._solve(complaint)
        complaint.action_close()
        other = self.env.ref("crm_visits.category_quality")
        for user in (self.seller_a, self.manager):
            for values in ({"deadline": "2099-01-01"}, {"date": "2099-01-01"}, {"category_id": other.id}):
                with self.assertRaisesRegex(UserError, "Open the complaint again"):
                    complaint.with_user(user).write(values)
            with self.assertRaises(AccessError):
                complaint.with_user(user).closed_date = "2026-03-02"
        self.assertRecordValues(complaint, [{"deadline": deadline, "category_id": self.category.id}])
        complaint.with_user(self.manager).action_open_again()
        self.assertFalse(complaint.closed_date)
        complaint.with_user(self.manager).deadline = "2099-01-01"
        self.assertEqual(str(complaint.deadline), "2099-01-01")

    def test_whoever_closes_reads_that_no_answer_could_be_sent(self):
        self.contact_a.email = False
        complaint = self._create_complaint(partner_id=self.contact_a.id)
        self._solve(complaint)
        mails = self.env["mail.mail"].sudo().search_count([])
        complaint.with_user(self.seller_a).action_close()
        self.assertEqual(self.env["mail.mail"].sudo().search_count([]), mails)
        self.assertIn("was not sent", "".join(map(str, complaint.message_ids.mapped("body"))))

    def test_a_stage_does_not_become_the_end_over_unchecked_complaints(self):
        self._create_complaint(stage_id=self.examined.id)
        with self.assertRaisesRegex(ValidationError, "nobody has checked"):
            self.examined.is_closed = True

    def test_sent_back_with_a_reason(self):
        complaint = self._create_complaint()
        complaint.with_user(self.seller_a).resolution = "Said sorry."
        complaint.with_user(self.seller_a).action_submit_solution()
        self.assertEqual(complaint.activity_ids.user_id, self.manager)
        wizard = self.env["crm.complaint.return"].with_user(self.manager)
        wizard.create({"complaint_id": complaint.id, "note": "And the carrier?"}).action_return()
        self.assertRecordValues(complaint, [{"review_state": "returned", "review_note": "And the carrier?"}])
        self.assertEqual(complaint.activity_ids.user_id, self.seller_a)
        self._solve(complaint)
        self.assertEqual(complaint.review_state, "approved")

    def test_category_names_further_checkers(self):
        quality = self._create_user("quality", "crm_base.group_seller")
        self._create_customer_group("Quality", sellers=[quality], customers=[self.customer_a])
        self.category.checker_ids = quality
        complaint = self._create_complaint()
        complaint.with_user(self.seller_a).resolution = "Carrier changed."
        complaint.with_user(self.seller_a).action_submit_solution()
        self.assertEqual(complaint.activity_ids.user_id, quality)
        complaint.with_user(quality).action_approve_solution()
        self.assertEqual(complaint.checked_by_id, quality)

    def test_nothing_to_check_without_a_solution(self):
        complaint = self._create_complaint()
        with self.assertRaisesRegex(UserError, "write what was done"):
            complaint.with_user(self.seller_a).action_submit_solution()
        with self.assertRaisesRegex(UserError, "no solution that waits"):
            complaint.with_user(self.manager).action_approve_solution()
