"""What was decided about every model and public method of this module: who may do what by RPC.

A model or method that is not here fails `test_rpc_sweep` until somebody has decided about it.
"""

from odoo.addons.crm_base.tests.rpc_sweep import OPENS, REFUSED

# {model: (portal user, seller, sales manager)}: r reads, w writes, c creates, u unlinks, of what his rules let him see.
RIGHTS = {
    "account.move.agent": ("", "r", "rwcu"),
    "agent.assignment": ("", "r", "rwcu"),
    "agent.commission.entry": ("", "r", "r"),
    "agent.commission.plan": ("", "r", "r"),
    "agent.commission.rule": ("", "", "r"),
    "agent.commission.term": ("", "r", "r"),
    "agent.commission.tier": ("", "r", "r"),
    "agent.commission.volume": ("", "r", "r"),
    "agent.commission.what.if": ("", "", "rwcu"),
    "agent.commission.what.if.line": ("", "", "r"),
    "agent.handover": ("", "", "rwcu"),
    "agent.price.detach": ("", "", "rwcu"),
    "agent.price.revision": ("", "", "rwcu"),
    "agent.price.revision.line": ("", "", "ru"),
    "agent.price.simulation": ("", "rwcu", "rwcu"),
    "agent.price.supplier": ("", "", "rwcu"),
    "agent.product.line": ("", "r", "r"),
    "agent.receivable": ("", "r", "r"),
    "agent.sales.analysis": ("", "r", "r"),
    "agent.sales.report": ("", "rwcu", "rwcu"),
    "agent.settlement": ("", "r", "r"),
    "agent.settlement.adjustment": ("", "", "rwcu"),
    "agent.settlement.answer": ("", "", "rwcu"),
    "agent.settlement.item": ("", "", ""),
    "agent.settlement.objection": ("", "rc", "rc"),
    "agent.settlement.run": ("", "", "rwcu"),
    "agent.target": ("", "r", "rwcu"),
    "agent.target.analysis": ("", "r", "r"),
    "agent.target.copy": ("", "", "rwcu"),
    "agent.target.copy.line": ("", "", "rwcu"),
    "agent.target.progress": ("", "r", "r"),
    "agent.target.season": ("", "", "rwcu"),
    "agent.target.sheet": ("", "", "rwcu"),
    "agent.target.spread": ("", "", "rwcu"),
    "agent.target.year": ("", "r", "rwcu"),
    "sale.order.agent": ("", "r", "rwcu"),
}

# Records that are nobody's, and why.
SHARED = {
    "agent.product.line": "which families and brands go together, whoever sells them",
    "agent.target.season": "how sales lie over the months of a year, without figures or names",
}

# {model: {public method of this module: outcome}}; those of Odoo that it extends ask what Odoo's ask.
METHODS = {
    "agent.commission.entry": {"action_object": REFUSED},
    "agent.commission.plan": {"action_view_agents": OPENS},
    "agent.commission.term": {"action_open_document": REFUSED},
    "agent.commission.volume": {"action_open_entries": REFUSED},
    "agent.commission.what.if": {"action_compute": REFUSED},
    "agent.commission.what.if.line": {"action_open_document": REFUSED},
    "agent.dashboard": {"figures": OPENS},
    "agent.handover": {"action_hand_over": REFUSED},
    "agent.price.detach": {"action_detach": REFUSED},
    "agent.price.revision": {
        "action_apply": REFUSED,
        "action_preview": REFUSED,
        "action_undo": REFUSED,
        "action_view_lines": OPENS,
    },
    "agent.price.supplier": {"action_create_rules": REFUSED},
    "agent.product.line": {"action_view_assignments": OPENS},
    "agent.receivable": {"action_open_document": REFUSED},
    "agent.sales.analysis": {"action_open_document": REFUSED},
    "agent.sales.report": {"action_export": REFUSED, "action_print": REFUSED, "action_show": REFUSED},
    "agent.settlement": {
        "action_approve": REFUSED,
        "action_bill": REFUSED,
        "action_cancel": REFUSED,
        "action_export": REFUSED,
        "action_mail": REFUSED,
        "action_pay_payroll": REFUSED,
        "action_review": REFUSED,
        "action_undo_payroll": REFUSED,
        "action_update": REFUSED,
        "action_view_bill": REFUSED,
    },
    "agent.settlement.adjustment": {"action_adjust": REFUSED},
    "agent.settlement.answer": {"action_accept": REFUSED, "action_refuse": REFUSED},
    "agent.settlement.run": {"action_settle": REFUSED},
    "agent.target.analysis": {
        "action_open_documents": REFUSED,
        "action_open_last_year": REFUSED,
        "action_open_orders": REFUSED,
    },
    "agent.target.copy": {"action_propose": REFUSED, "action_set": REFUSED},
    "agent.target.progress": {"action_open_analysis": REFUSED},
    "agent.target.sheet": {"action_export": REFUSED, "action_import": OPENS, "action_template": OPENS},
    "agent.target.spread": {"action_spread": REFUSED},
    "res.partner": {
        "action_detach_prices": OPENS,
        "action_price_conditions": REFUSED,
        "action_price_followers": OPENS,
        "action_price_simulation": OPENS,
        "action_view_commission": OPENS,
        "action_view_targets": REFUSED,
    },
}
