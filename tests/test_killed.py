"""The server is killed in the middle of what must not stay half done; started again, the rerun finishes it once."""

import pytest
from json2 import Json2Refused
from killing import Barrier, Work, kill_in_the_middle, mortal

from launcher import odoo_shell, prepared

# A company with books; cheques for a deposit slip, one cheque at the bank that settled an invoice, customers who are
# late, statements that wait to be sent, and agents with other periods whose commission is to be settled.
PREPARE = """
from datetime import timedelta
from odoo import Command, fields
company = env.company
env["account.chart.template"].try_loading("generic_coa", company, install_demo=False)
today = fields.Date.context_today(company)
bank = env["account.journal"].search([("type", "=", "bank"), ("company_id", "=", company.id)], limit=1)

def owe(name, amount, days):
    partner = env["res.partner"].create({"name": name, "is_company": True, "email": f"{name}@example.com"})
    line = {"name": "Goods", "price_unit": amount, "tax_ids": [Command.clear()]}
    invoice = env["account.move"].create({
        "move_type": "out_invoice", "partner_id": partner.id, "invoice_line_ids": [Command.create(line)],
        "invoice_date": today - timedelta(days=days), "invoice_date_due": today - timedelta(days=days),
    })
    invoice.action_post()
    return invoice

def cheque(name, invoice):
    instrument = env["credit.instrument"].create({
        "name": name, "partner_id": invoice.partner_id.id, "amount": invoice.amount_total,
        "currency_id": company.currency_id.id, "maturity_date": today + timedelta(days=30),
        "bank_journal_id": bank.id, "invoice_ids": [Command.set(invoice.ids)],
    })
    instrument.action_receive()
    return instrument

cheques = [cheque(f"S{number}", owe(f"slip{number}", 100 + number, 0)) for number in range(5)]
slip = env["credit.deposit.slip"].create({
    "bank_journal_id": bank.id, "instrument_ids": [Command.set([each.id for each in cheques])],
})
paid = owe("bounce", 750, 0)
bounced = cheque("B", paid)
bounced.action_deposit(bank.id)
late = env["res.partner"].union(*(owe(f"late{number}", 300, 30).partner_id for number in range(3)))
env["credit.collection.rule"].search([]).active = False
env["credit.collection.rule"].create({"company_id": company.id, "sends_letters": True})
env["credit.collection.case"]._cron_collect()
cases = env["credit.collection.case"].search([("partner_id", "in", late.ids)])
mails = env["credit.statement.mail"]
mails._queue(late, company, today - timedelta(days=90), today)
plan = env["agent.commission.plan"].create({"name": "Killed"})
agents = env["res.partner"].create([
    {"name": f"agent of a {period}", "is_agent": True, "commission_plan_id": plan.id, "settlement_period": period}
    for period in ("week", "month", "quarter")
])
for number, agent in enumerate(agents, 1):
    env["agent.commission.entry"]._adjust(
        agent, company, 10.0 * number, today - timedelta(days=400), "Killed", f"killed/{number}"
    )
user = env.ref("base.user_admin")
user.group_ids |= env.ref("crm_base.group_administrator") | env.ref("account.group_account_manager")
answer = {
    "key": env["res.users.apikeys"].with_user(user).sudo()._generate(
        "rpc", "tests", fields.Datetime.now() + timedelta(days=1)
    ),
    "slip": slip.id, "cheques": slip.instrument_ids.ids, "bounced": bounced.id, "paid": paid.id,
    "cases": cases.ids, "statements": mails.search([], order="id").ids,
    "letters_job": env.ref("crm_credit_control.cron_send_letters").id,
    "statements_job": env.ref("crm_credit_control.cron_send_statements").id,
    "agents": agents.ids, "settlements_job": env.ref("crm_agents.ir_cron_settle").id,
}
env.cr.commit()
"""


def confirm_slip(api, made):
    return api.call("credit.deposit.slip", "action_confirm", [made["slip"]])


def bounce(api, made):
    return api.call("credit.instrument", "action_bounce", [made["bounced"]])


def run_job(api, made, name):
    return api.call("ir.cron", "method_direct_trigger", [made[f"{name}_job"]])


@pytest.fixture(scope="module")
def made(database_server):
    """What was there before, and the name of the database on which a server died twice since."""
    with prepared.clone(database_server, prepared.addons(database_server), "killed") as database:
        made = odoo_shell.evaluate(database_server, database, PREPARE)
        third_cheque, second_case, second_mail = (
            made["cheques"][2],
            sorted(made["cases"])[1],
            made["statements"][1],
        )
        steps = Barrier("UPDATE", "credit_instrument", f"NEW.id = {third_cheque} AND NEW.state = 'deposited'")
        letter = Barrier(
            "INSERT",
            "mail_message",
            f"NEW.model = 'credit.collection.case' AND NEW.res_id = {second_case}",
        )
        invoice_opens = Barrier("DELETE", "account_partial_reconcile")
        statement = Barrier(
            "INSERT", "mail_message", f"NEW.model = 'credit.statement.mail' AND NEW.res_id = {second_mail}"
        )
        collected = Barrier("UPDATE", "agent_settlement_item", f"NEW.agent_id = {made['agents'][1]}")
        # A slip and a bounce wait for each other's entry number: they die one after the other.
        for works in (
            [
                Work(lambda api: confirm_slip(api, made), steps),
                Work(lambda api: run_job(api, made, "letters"), letter),
            ],
            [
                Work(lambda api: bounce(api, made), invoice_opens),
                Work(lambda api: run_job(api, made, "statements"), statement),
                Work(lambda api: run_job(api, made, "settlements"), collected),
            ],
        ):
            kill_in_the_middle(database_server, database, made["key"], works)
        yield {**made, "database": database}


@pytest.fixture(scope="module")
def api(database_server, made):
    """The server started again."""
    with mortal(database_server, made["database"], made["key"]) as api:
        yield api


def read(api, model, ids, *names):
    """Values of these fields, record after record; a relation as its ids."""
    rows = api.call(model, "read", ids, fields=list(names), load=None)
    rows.sort(key=lambda row: row["id"])
    return [row[names[0]] if len(names) == 1 else tuple(row[name] for name in names) for row in rows]


def instruments(api, ids):
    """State and number of entries of each instrument."""
    return [(state, len(moves)) for state, moves in read(api, "credit.instrument", ids, "state", "move_ids")]


def test_deposit_slip_is_deposited_as_a_whole_or_not_at_all(api, made):
    assert read(api, "credit.deposit.slip", [made["slip"]], "state") == ["draft"]
    assert instruments(api, made["cheques"]) == [("in_hand", 1)] * 5
    confirm_slip(api, made)
    assert read(api, "credit.deposit.slip", [made["slip"]], "state") == ["deposited"]
    assert instruments(api, made["cheques"]) == [("deposited", 2)] * 5
    with pytest.raises(Json2Refused):
        confirm_slip(api, made)
    assert instruments(api, made["cheques"]) == [("deposited", 2)] * 5


def test_bounced_cheque_reopens_the_debt_with_its_entry_or_not_at_all(api, made):
    assert instruments(api, [made["bounced"]]) == [("deposited", 2)]
    assert read(api, "account.move", [made["paid"]], "amount_residual") == [0]
    bounce(api, made)
    assert instruments(api, [made["bounced"]]) == [("bounced", 3)]
    assert read(api, "account.move", [made["paid"]], "amount_residual") == [750]
    with pytest.raises(Json2Refused):
        bounce(api, made)
    assert instruments(api, [made["bounced"]]) == [("bounced", 3)]
    assert read(api, "account.move", [made["paid"]], "amount_residual") == [750]


def letters(api, made):
    """The letters of each case: (case, level, its e-mail)."""
    domain = [["case_id", "in", made["cases"]]]
    ids = api.call("credit.collection.letter", "search", domain=domain)
    return read(api, "credit.collection.letter", ids, "case_id", "level_id", "mail_id")


def outgoing(api, model, ids):
    """Ids of the e-mails about these records that are on their way."""
    return api.call("mail.mail", "search", domain=[["model", "=", model], ["res_id", "in", ids]])


def test_each_late_customer_gets_his_letter_once(api, made):
    before = letters(api, made)
    assert len(made["cases"]) == 3
    # Those before the one it died at went out, and of that one nothing is there.
    assert len(before) < 3
    assert sorted(made["cases"])[1] not in {case for case, _level, _mail in before}
    assert sorted(mail for *_which, mail in before) == sorted(
        outgoing(api, "credit.collection.case", made["cases"])
    )
    for _run in range(2):
        run_job(api, made, "letters")
        after = letters(api, made)
        assert sorted(case for case, _level, _mail in after) == sorted(made["cases"])
        assert set(before) <= set(after), "what was sent is not sent again"
        mails = outgoing(api, "credit.collection.case", made["cases"])
        assert sorted(mail for *_which, mail in after) == sorted(mails)
        assert len(mails) == 3


def test_each_customer_gets_his_statement_once(api, made):
    model, ids = "credit.statement.mail", made["statements"]
    assert read(api, model, ids, "state") == ["sent", "waiting", "waiting"]
    first = outgoing(api, model, ids)
    assert read(api, "mail.mail", first, "res_id") == ids[:1]
    for _run in range(2):
        run_job(api, made, "statements")
        assert read(api, model, ids, "state") == ["sent"] * 3
        mails = outgoing(api, model, ids)
        assert set(first) <= set(mails)
        assert sorted(read(api, "mail.mail", mails, "res_id")) == ids
        attachments = read(api, "mail.mail", mails, "attachment_ids")
        assert [len(each) for each in attachments] == [1] * 3


def test_each_agent_is_settled_once(api, made):
    def settled():
        domain = [("agent_id", "in", made["agents"])]
        fields = ["agent_id", "amount", "entry_count"]
        rows = api.call("agent.settlement", "search_read", domain=domain, fields=fields, load=None)
        return sorted((row["agent_id"], row["amount"], row["entry_count"]) for row in rows)

    assert made["agents"][1] not in [agent for agent, _amount, _count in settled()]
    wanted = [(agent, 10.0 * number, 1) for number, agent in enumerate(made["agents"], 1)]
    for _time in range(2):
        run_job(api, made, "settlements")
        assert settled() == wanted
