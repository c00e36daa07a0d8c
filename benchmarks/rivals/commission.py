"""Commission as OCA's `account_commission_oca` knows it, on the very invoices of our database.

Every term of ours becomes an agent line of theirs, with the amount their module reckons for it; what we have settled is
in a settlement of theirs. `verify` asks the module itself whether those are the amounts it would have come to.
"""

from odoo import fields

from ..building import commission

KEEP = """
    CREATE TABLE bench_agent_line AS
    SELECT entry.move_line_id, entry.agent_id, entry.date, item.settlement_id IS NOT NULL AS settled
      FROM agent_commission_entry entry JOIN agent_settlement_item item ON item.id = entry.id;
    CREATE TABLE bench_agent_customer AS SELECT partner_id, agent_id FROM agent_assignment;
    DROP TABLE bench_settlement_line
"""
COLUMNS = """
    ALTER TABLE account_move ADD COLUMN commission_total double precision;
    ALTER TABLE account_move_line ADD COLUMN commission_free boolean
"""
AGENTS = """
    UPDATE res_partner SET agent = TRUE, agent_type = 'agent', settlement = 'monthly', commission_id = %s
     WHERE id IN (SELECT agent_id FROM bench_agent_customer)
"""
CUSTOMERS = """
    INSERT INTO partner_agent_rel (partner_id, agent_id) SELECT partner_id, agent_id FROM bench_agent_customer
"""
LINES = """
    INSERT INTO account_invoice_line_agent
           (object_id, agent_id, commission_id, amount, invoice_id, invoice_date, settled, company_id,
            create_uid, write_uid, create_date, write_date)
    SELECT line.id, kept.agent_id, %s, round(line.price_subtotal * %s / 100, 2), line.move_id, kept.date,
           kept.settled, line.company_id, 1, 1, now(), now()
      FROM bench_agent_line kept JOIN account_move_line line ON line.id = kept.move_line_id
"""
SETTLEMENTS = """
    INSERT INTO commission_settlement
           (agent_id, date_from, date_to, company_id, currency_id, settlement_type, state,
            create_uid, write_uid, create_date, write_date)
    SELECT line.agent_id, date_trunc('month', line.invoice_date),
           date_trunc('month', line.invoice_date) + interval '1 month' - interval '1 day', line.company_id,
           company.currency_id, 'sale_invoice', 'settled', 1, 1, now(), now()
      FROM account_invoice_line_agent line JOIN res_company company ON company.id = line.company_id
     WHERE line.settled
     GROUP BY 1, 2, 3, 4, 5
"""
SETTLED = """
    INSERT INTO commission_settlement_line
           (settlement_id, date, agent_id, settled_amount, currency_id, commission_id, company_id,
            invoice_agent_line_id, create_uid, write_uid, create_date, write_date)
    SELECT settlement.id, line.invoice_date, line.agent_id, line.amount, settlement.currency_id, line.commission_id,
           line.company_id, line.id, 1, 1, now(), now()
      FROM account_invoice_line_agent line
      JOIN commission_settlement settlement ON settlement.agent_id = line.agent_id
           AND line.invoice_date BETWEEN settlement.date_from AND settlement.date_to
     WHERE line.settled
"""


def leave(env) -> None:
    """Before our modules go: who earns on which line, and whose agent he is, in tables that stay."""
    env.cr.execute(KEEP)


def join(env) -> None:
    """Before OCA's modules come: the stored fields they would reckon, one invoice line after the other."""
    env.cr.execute(COLUMNS)


def verify(env) -> None:
    """After OCA's modules came: their rows, and some of the amounts asked for again."""
    rate = env["commission"].create({"name": "Bench", "commission_type": "fixed", "fix_qty": commission.RATE})
    env.flush_all()
    env.cr.execute(AGENTS, [rate.id])
    env.cr.execute(CUSTOMERS)
    env.cr.execute(LINES, [rate.id, commission.RATE])
    env.cr.execute(SETTLEMENTS)
    env.cr.execute(SETTLED)
    env.invalidate_all()
    lines = env["account.invoice.line.agent"].search([("settled", "=", False)], limit=300)
    before = lines.mapped("amount")
    env.add_to_compute(lines._fields["amount"], lines)
    if lines.mapped("amount") != before or not any(before):
        raise ValueError("The commission of invoice lines was not filled in as the module reckons it.")


def ways(env) -> dict:
    """What can be asked of a rival, as its users ask for it."""
    first_day = fields.Date.add(commission.last_day(env), days=1)

    def settle():
        # Agent by agent, as their wizard goes through all of them; but that it keeps in memory what it read of each,
        # and ends for want of it where there are ten times as many lines. It takes no longer so.
        for agent in env["res.partner"].search([("agent", "=", True)]):
            wizard = env["commission.make.settle"].create(
                {"date_to": first_day, "settlement_type": "sale_invoice", "agent_ids": agent.ids}
            )
            wizard.action_settle()
            env.flush_all()
            env.invalidate_all()

    def enter():
        env["account.move"].search([("name", "=like", "UNKNOWN-%")]).recompute_lines_agents()
        env.flush_all()

    return {"settle": settle, "enter": enter}
