"""The steps of the month-end story that happen off the screen: an agent, a customer, invoices, what is paid of them."""

from datetime import date, timedelta

from story_steps import Desk

AGENT_PASSWORD = "month-end-agent"


class MonthEnd:
    """An outside agent with 60 % of one customer, at 5 % on receipts; all dates lie in the month before this one."""

    def __init__(self, desk: Desk):
        self.desk, self.office = desk, desk("administrator")
        self.last_day = date.today().replace(day=1) - timedelta(days=1)
        self.settlement_id = None
        (seller,) = self.office.search("res.users", [("login", "=", "seller")], ["id"])
        self.plan_id = self._create(
            "agent.commission.plan",
            name="Month end: 5 % on receipts",
            basis="receipt",
            rule_ids=[[0, 0, {"rate": 5}]],
        )
        self.agent_id = self._create(
            "res.partner",
            name="Month-End Agent",
            email="month.end@example.com",
            is_agent=True,
            commission_plan_id=self.plan_id,
            user_id=seller["id"],
        )
        self.customer_id = self._create(
            "res.partner", name="Month-End Customer", is_company=True, user_id=seller["id"]
        )
        self._create("agent.assignment", partner_id=self.customer_id, agent_id=self.agent_id, share=60)
        self._give_portal()

    def _create(self, model: str, **values) -> int:
        (record,) = self.office.call(model, "create", vals_list=[values])
        return record

    def _give_portal(self):
        """The agent's log-in in the portal."""
        admin = self.desk("admin")
        (group,) = admin.search(
            "ir.model.data", [("module", "=", "base"), ("name", "=", "group_portal")], ["res_id"]
        )
        admin.call(
            "res.users",
            "create",
            vals_list=[
                {
                    "partner_id": self.agent_id,
                    "login": AGENT_PASSWORD,
                    "password": AGENT_PASSWORD,
                    "group_ids": [[6, 0, [group["res_id"]]]],
                }
            ],
        )

    def day(self, number: int) -> str:
        """A day of the month that is closed."""
        return self.last_day.replace(day=number).isoformat()

    def post(self, day: int, untaxed: float, move_type: str = "out_invoice", **values) -> int:
        """A posted document of one line, without tax."""
        line = {"name": "Goods", "quantity": 1, "price_unit": untaxed, "tax_ids": [[5]]}
        move = self._create(
            "account.move",
            move_type=move_type,
            partner_id=self.customer_id,
            invoice_date=self.day(day),
            date=self.day(day),
            invoice_line_ids=[[0, 0, line]],
            **values,
        )
        self.office.call("account.move", "action_post", [move])
        return move

    def pay(self, move: int, day: int | str, amount: float):
        """Register money received for a document, or given back."""
        context = {"active_model": "account.move", "active_ids": [move], "active_id": move}
        wizard = self.office.call(
            "account.payment.register",
            "create",
            vals_list=[{"amount": amount, "payment_date": self.day(day) if isinstance(day, int) else day}],
            context=context,
        )
        self.office.call("account.payment.register", "action_create_payments", wizard, context=context)

    def settlement(self, *fields: str) -> dict:
        """Fields of the agent's settlement."""
        return self.office.read("agent.settlement", self.settlement_id, *fields)

    def entries(self) -> list[tuple[str, float]]:
        """(kind, amount) of the agent's ledger, the oldest first."""
        rows = self.desk("manager").call(
            "agent.commission.entry",
            "search_read",
            domain=[("agent_id", "=", self.agent_id)],
            fields=["kind", "amount"],
            order="date, id",
        )
        return [(row["kind"], row["amount"]) for row in rows]
