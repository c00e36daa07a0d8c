"""Commission of 7,000 customers and 40 agents: entering it, settling 42,000 entries, sales and targets by agent."""

from functools import partial

from odoo import Command, fields
from odoo.tools import SQL

from .building import commission
from .frame import Measure

CUSTOMERS = 7_000
PRODUCTS = 1_000
UNKNOWN = 100  # invoices entered at once

# By hand: every open entry into the settlement of its agent, in the columns that OCA's settlement lines have. The table
# has the keys and the two indexes that anybody would give it, and nothing is looked at twice.
PLAIN_SETTLE = """
    INSERT INTO bench_settlement_line
           (settlement_id, entry_id, agent_id, company_id, date, amount, create_uid, write_uid, create_date, write_date)
    SELECT settlement.id, entry.id, entry.agent_id, entry.company_id, entry.date, entry.amount, 1, 1, now(), now()
      FROM agent_commission_entry entry
      JOIN agent_settlement settlement USING (agent_id, company_id)
      JOIN agent_settlement_item item ON item.id = entry.id
     WHERE settlement.name = 'Bench' AND entry.date <= settlement.date_to AND item.settlement_id IS NULL
"""
PLAIN_TABLE = """
    CREATE TABLE IF NOT EXISTS bench_settlement_line (
        id serial PRIMARY KEY,
        settlement_id integer NOT NULL REFERENCES agent_settlement,
        entry_id integer NOT NULL REFERENCES agent_commission_entry,
        agent_id integer REFERENCES res_partner,
        company_id integer REFERENCES res_company,
        date date, amount numeric,
        create_uid integer REFERENCES res_users, write_uid integer REFERENCES res_users,
        create_date timestamp, write_date timestamp);
    CREATE INDEX ON bench_settlement_line (settlement_id);
    CREATE INDEX ON bench_settlement_line (entry_id);
"""
PLAIN_HEADS = """
    INSERT INTO agent_settlement (name, agent_id, company_id, date_to, state)
    SELECT 'Bench', id, %s, %s, 'draft' FROM res_partner WHERE id = ANY(%s)
"""
# By hand: one rate for everything, of every product line, for every agent of the invoice.
PLAIN_ENTER = """
    INSERT INTO agent_commission_entry
           (agent_id, company_id, date, kind, partner_id, move_id, move_line_id, reference, product_id, plan_id,
            base, rate, share, amount, source, create_uid, write_uid, create_date, write_date)
    SELECT share.agent_id, move.company_id, move.invoice_date, 'invoice', move.commercial_partner_id, move.id, line.id,
           move.name, line.product_id, agent.commission_plan_id, -line.balance, %(rate)s, share.share,
           round(-line.balance * %(rate)s * share.share / 10000, 2), 'bench/' || line.id, 1, 1, now(), now()
      FROM account_move move
      JOIN account_move_line line ON line.move_id = move.id AND line.display_type = 'product'
      JOIN account_move_agent share ON share.move_id = move.id
      JOIN res_partner agent ON agent.id = share.agent_id
     WHERE move.id = ANY(%(moves)s)
"""
# By hand: what was sold by agent, and beside the targets; all invoices in one currency and unit, none of them credited.
PLAIN_SALES = """
    SELECT share.agent_id, SUM(-line.balance * share.share / 100), SUM(line.quantity * share.share / 100),
           SUM((-line.balance - COALESCE(line.sold_cost, 0)) * share.share / 100)
      FROM account_move move
      JOIN account_move_line line ON line.move_id = move.id AND line.display_type = 'product'
      JOIN account_move_agent share ON share.move_id = move.id
     WHERE move.state = 'posted' AND move.move_type IN ('out_invoice', 'out_refund') AND line.date >= %(day)s
     GROUP BY share.agent_id
"""
PLAIN_TARGETS = """
    SELECT COALESCE(target.agent_id, sold.agent_id), SUM(target.amount), SUM(sold.amount)
      FROM (SELECT agent_id, month, categ_id, SUM(amount) AS amount FROM agent_target GROUP BY 1, 2, 3) target
      FULL JOIN (
            SELECT share.agent_id, date_trunc('month', line.date)::date AS month, template.categ_id,
                   SUM(-line.balance * share.share / 100) AS amount
              FROM account_move move
              JOIN account_move_line line ON line.move_id = move.id AND line.display_type = 'product'
              JOIN account_move_agent share ON share.move_id = move.id
              JOIN product_product product ON product.id = line.product_id
              JOIN product_template template ON template.id = product.product_tmpl_id
             WHERE move.state = 'posted' AND move.move_type IN ('out_invoice', 'out_refund')
             GROUP BY 1, 2, 3
           ) sold USING (agent_id, month, categ_id)
     GROUP BY 1
"""
# By hand: what the page of a month shows of everybody, each list as its six first rows.
PLAIN_DASHBOARD = (
    """
    SELECT SUM(amount_untaxed), COUNT(*) FROM sale_order
     WHERE state = 'sale' AND date_order BETWEEN %(first)s AND %(last)s
    """,
    """
    WITH sold AS (
        SELECT share.agent_id, move.commercial_partner_id AS partner_id,
               SUM(-line.balance) FILTER (WHERE line.date >= %(first)s) AS amount,
               SUM(-line.balance) FILTER (WHERE line.date < %(first)s) AS before
          FROM account_move move
          JOIN account_move_line line ON line.move_id = move.id AND line.display_type = 'product'
          JOIN account_move_agent share ON share.move_id = move.id
         WHERE move.state = 'posted' AND move.move_type IN ('out_invoice', 'out_refund')
           AND (line.date BETWEEN %(first)s AND %(last)s
                OR line.date BETWEEN %(first)s::date - interval '1 year' AND %(last)s::date - interval '1 year')
         GROUP BY 1, 2)
    SELECT * FROM (SELECT agent_id, SUM(amount), SUM(before) FROM sold GROUP BY 1) AS by_agent
     UNION ALL (SELECT partner_id, SUM(amount), SUM(before) FROM sold GROUP BY 1 ORDER BY 2 DESC LIMIT 6)
    """,
    """
    SELECT SUM(partial.amount)
      FROM account_partial_reconcile partial
      JOIN account_move_line money ON money.id = partial.credit_move_id
      JOIN account_move receipt ON receipt.id = money.move_id
     WHERE receipt.origin_payment_id IS NOT NULL AND partial.max_date BETWEEN %(first)s AND %(last)s
    """,
    """
    WITH item AS (
        SELECT line.partner_id, line.amount_residual, line.date_maturity
          FROM account_move_line line JOIN account_account account ON account.id = line.account_id
         WHERE account.account_type = 'asset_receivable' AND line.parent_state = 'posted' AND NOT line.reconciled)
    SELECT NULL, SUM(amount_residual), SUM(amount_residual) FILTER (WHERE date_maturity <= %(last)s) FROM item
     UNION ALL (SELECT partner_id, SUM(amount_residual), NULL FROM item WHERE date_maturity < now()
                 GROUP BY 1 ORDER BY 2 DESC LIMIT 6)
    """,
    """
    SELECT SUM(entry.amount) FILTER (WHERE entry.date BETWEEN %(first)s AND %(last)s),
           SUM(entry.amount) FILTER (WHERE item.settlement_id IS NULL)
      FROM agent_commission_entry entry JOIN agent_settlement_item item ON item.id = entry.id
    """,
)
# By hand: the bars of a running period, of the first six who have targets.
PLAIN_BARS = """
    SELECT partner.complete_name, SUM(target.amount), SUM(sold.amount)
      FROM (
            SELECT agent_id, month, categ_id, SUM(amount) AS amount
              FROM agent_target WHERE month BETWEEN %(first)s AND %(last)s GROUP BY 1, 2, 3
           ) target
      JOIN res_partner partner ON partner.id = target.agent_id
 LEFT JOIN (
            SELECT share.agent_id, date_trunc('month', line.date)::date AS month, template.categ_id,
                   SUM(-line.balance * share.share / 100) AS amount
              FROM account_move move
              JOIN account_move_line line ON line.move_id = move.id AND line.display_type = 'product'
              JOIN account_move_agent share ON share.move_id = move.id
              JOIN product_product product ON product.id = line.product_id
              JOIN product_template template ON template.id = product.product_tmpl_id
             WHERE move.state = 'posted' AND move.move_type IN ('out_invoice', 'out_refund')
               AND line.date BETWEEN %(first)s AND %(last)s
             GROUP BY 1, 2, 3
           ) sold USING (agent_id, month, categ_id)
     GROUP BY 1 ORDER BY 1 LIMIT 6
"""


def prepare(env, times=1):
    """Customers with agents and invoices; and a table for the settlement by hand."""
    commission.build(env, CUSTOMERS * times, PRODUCTS * times, UNKNOWN)
    env.cr.execute(PLAIN_TABLE)
    seller = env["res.partner"].search([("name", "=", "Bench agent 7")])
    for login, group, partner in (
        ("bench_administrator", "crm_base.group_administrator", {"name": "Bench administrator"}),
        ("bench_seller", "crm_base.group_seller", {"partner_id": seller.id}),
    ):
        groups = {"group_ids": [Command.set(env.ref(group).ids)]}
        env["res.users"].with_context(no_reset_password=True).create({"login": login, **groups, **partner})
    env["res.partner"]._refresh_allowed_users()


def measures(env, rivals):
    """Ours beside plain SQL and beside OCA's commission on the same invoices."""
    yield from _settling(env, rivals)
    yield from _entering(env, rivals)
    yield from _looking(env)
    yield from _dashboard(env)


def _settling(env, rivals):
    agents = env["res.partner"].search([("name", "=like", "Bench agent %")])
    day = commission.last_day(env)
    count = env["agent.commission.entry"].search_count([("settlement_id", "=", False), ("date", "<=", day)])

    def ours():
        env["agent.settlement"]._settle(agents, env.company, day)
        env.flush_all()

    def plain():
        env.cr.execute(PLAIN_HEADS, [env.company.id, day, agents.ids])
        env.cr.execute(PLAIN_SETTLE)

    name = f"settling {count:,} entries of {len(agents)} agents"
    yield Measure(name, ours, plain, against="plain INSERT ... SELECT", at_most=3)
    yield Measure(name, ours, lambda: rivals["oca"].go("settle"), against="OCA commission", at_least=20)


def _entering(env, rivals):
    """What posting a batch of invoices enters.

    By hand one rate is multiplied; ours finds the rule of each line and agent, keeps the terms with why they are so,
    opens the entries for settlement and takes from no invoice twice, in as many queries for many as for few. No target
    was ever set: twenty-five times says what all that may cost, OCA has no terms either and is to be five times slower.
    """
    moves = env["account.move"].search([("name", "=like", "UNKNOWN-%")])

    def ours():
        env["agent.commission.entry"]._record_posting(moves)
        env.flush_all()

    def plain():
        env.execute_query(SQL(f"{PLAIN_ENTER} RETURNING id", rate=commission.RATE, moves=moves.ids))

    name = f"entering what {len(moves)} invoices earn"
    yield Measure(name, ours, plain, against="plain INSERT ... SELECT", at_most=25)
    yield Measure(name, ours, lambda: rivals["oca"].go("enter"), against="OCA commission", at_least=5)


def _looking(env):
    """The analyses beside the plainest query that comes to the same sums on these data.

    Nothing else answers these questions, and no target was ever set: three times says what currencies, units, credit
    notes, sellers without shares and targets of any breadth, which the query by hand leaves out, may cost.
    """
    sales, targets = env["agent.sales.analysis"], env["agent.target.analysis"]
    day = fields.Date.subtract(fields.Date.start_of(commission.last_day(env), "month"), months=1)
    figures = ["amount:sum", "quantity:sum", "margin:sum"]
    yield Measure(
        "sales of two months by agent",
        ours=lambda: sales._read_group([("date", ">=", day)], ["agent_id"], figures),
        other=lambda: env.execute_query(SQL(PLAIN_SALES, day=day)),
        against="plain SQL aggregate",
        at_most=3,
    )
    yield Measure(
        "targets and sales by agent",
        ours=lambda: targets._read_group([], ["agent_id"], ["target_amount:sum", "actual_amount:sum"]),
        other=lambda: env.execute_query(SQL(PLAIN_TARGETS)),
        against="plain SQL aggregate",
        at_most=3,
    )


def _dashboard(env):
    """The page of last month, and of its year, beside the plainest queries of what is on everybody's.

    Of a running period both add up what the bars toward the targets show. Ours also looks for activities, visits, whom
    the user may choose and what a click opens, with his rights, in some sixty queries that take the same time whatever
    was sold, and adds up margins: everybody's page may take two and a half times the sums by hand. A seller's looks at
    his own documents only, so it may take one and a half times what everybody's sums do, which is for those queries; on
    ten times the data it takes a part of them.
    """
    last = commission.last_day(env)
    today = fields.Date.context_today(env.user)
    for span, offset in (("month", -1), ("year", last.year - today.year)):
        days = {"first": fields.Date.start_of(last, span), "last": fields.Date.end_of(last, span)}
        for login, whose, limit in (("administrator", "everybody", 2.5), ("seller", "one seller", 1.5)):
            user = env["res.users"].search([("login", "=", f"bench_{login}")])
            yield Measure(
                f"dashboard of {whose}, a {span}",
                ours=partial(env["agent.dashboard"].with_user(user).figures, period=span, offset=offset),
                other=partial(_plain_dashboard, env, days, is_running=not offset),
                against="plain SQL of everybody",
                at_most=limit,
            )


def _plain_dashboard(env, days, *, is_running):
    for query in (*PLAIN_DASHBOARD, *([PLAIN_BARS] if is_running else [])):
        env.cr.execute(query, days)
        env.cr.fetchall()
