"""What was decided about every model, public method and field of this module: who may do what by RPC.

What is not here fails `test_rpc_sweep` until somebody has decided about it.
"""

from odoo.addons.crm_base.tests.rpc_sweep import OPENS, REFUSED

# {model: (portal user, employee without a role, seller, sales manager, credit controller)}: r reads, w writes,
# c creates, u unlinks, of what his rules let him see.
RIGHTS = {
    "account.payment.register.instrument": ("", "", "", "", "rwcu"),
    "credit.ageing": ("", "", "r", "r", "r"),
    "credit.ageing.wizard": ("", "", "rwcu", "rwcu", "rwcu"),
    "credit.ceiling": ("", "", "r", "r", "rwcu"),
    "credit.ceiling.raise": ("", "", "rc", "rc", "rc"),
    "credit.ceiling.raise.refusal": ("", "", "", "rwcu", "rwcu"),
    "credit.collection.case": ("", "", "r", "r", "rw"),
    "credit.collection.letter": ("", "", "r", "r", "r"),
    "credit.collection.level": ("", "r", "r", "r", "rwcu"),
    "credit.collection.rule": ("", "", "", "", "rwcu"),
    "credit.collection.stage": ("", "r", "r", "r", "rwcu"),
    "credit.deposit.slip": ("", "", "", "", "rwcu"),
    "credit.discount": ("", "", "", "", "rwcu"),
    "credit.discount.line": ("", "", "", "", "rwcu"),
    "credit.endorsement": ("", "", "", "", "rwcu"),
    "credit.exposure": ("", "", "r", "r", "r"),
    "credit.exposure.day": ("", "", "r", "r", "r"),
    "credit.exposure.day.choice": ("", "", "rwc", "rwc", "rwc"),
    "credit.exposure.forecast": ("", "", "r", "r", "r"),
    "credit.exposure.item": ("", "", "r", "r", "r"),
    "credit.instrument": ("", "", "r", "r", "rwcu"),
    "credit.instrument.step": ("", "", "", "", "rwcu"),
    "credit.lock": ("", "", "", "", ""),
    "credit.promise": ("", "", "rc", "rc", "rwcu"),
    "credit.statement": ("", "", "r", "r", "r"),
    "credit.statement.mail": ("", "", "r", "r", "rc"),
    "credit.statement.wizard": ("", "", "rwcu", "rwcu", "rwcu"),
    "credit.suspension": ("", "", "r", "rwc", "rwc"),
    "credit.suspension.rule": ("", "r", "r", "r", "rwcu"),
    "sale.authorization": ("", "", "r", "r", "r"),
    "sale.authorization.decision": ("", "", "", "rwcu", "rwcu"),
    "sale.authorization.deputy": ("", "", "r", "rwcu", "rwcu"),
    "sale.authorization.level": ("", "r", "r", "r", "r"),
    "sale.authorization.rule": ("", "r", "r", "r", "r"),
}

# Records that are nobody's, and why.
SHARED = {
    "credit.collection.level": "after how many days which letter goes out, whoever owes",
    "credit.collection.rule": "when a case is opened, whoever owes; only the controller reads it",
    "credit.collection.stage": "a list of words",
    "credit.suspension.rule": "when a customer is suspended, whoever he is",
    "sale.authorization.deputy": "who decides while an approver is away: sellers know whom they wait for",
    "sale.authorization.level": "who releases how much; nobody but the administrator changes it",
    "sale.authorization.rule": "what orders wait for; nobody but the administrator changes it",
}

# {model: {public method of this module: outcome}}; those of Odoo that it extends ask what Odoo's ask.
METHODS = {
    "account.move": {"action_open_instruments": REFUSED},
    "credit.ageing": {"action_open_document": REFUSED},
    "credit.ageing.wizard": {"action_export": REFUSED, "action_print": REFUSED, "action_show": REFUSED},
    "credit.ceiling.raise": {"action_approve": REFUSED, "action_refuse": REFUSED, "action_withdraw": REFUSED},
    "credit.ceiling.raise.refusal": {"action_refuse": REFUSED},
    "credit.collection.case": {
        "action_check": REFUSED,
        "action_open_items": REFUSED,
        "action_open_partner": REFUSED,
        "action_send_letter": REFUSED,
    },
    "credit.collection.letter": {"action_print": OPENS},
    "credit.dashboard": {"figures": OPENS},
    "credit.deposit.slip": {"action_cancel": REFUSED, "action_confirm": REFUSED},
    "credit.discount": {"action_cancel": REFUSED, "action_confirm": REFUSED},
    "credit.endorsement": {"action_cancel": REFUSED, "action_confirm": REFUSED},
    "credit.exposure": {"action_open_documents": REFUSED, "action_open_partner": REFUSED},
    "credit.exposure.day": {"action_open_document": REFUSED},
    "credit.exposure.day.choice": {"action_open": REFUSED},
    "credit.exposure.forecast": {"action_open_document": REFUSED},
    "credit.exposure.item": {"action_open_document": REFUSED},
    "credit.instrument": {
        "action_ask_step": REFUSED,
        "action_bounce": REFUSED,
        "action_clear": REFUSED,
        "action_deposit": REFUSED,
        "action_discount": REFUSED,
        "action_endorse": REFUSED,
        "action_present": REFUSED,
        "action_receive": REFUSED,
        "action_reinstate": REFUSED,
        "action_renew": REFUSED,
        "action_return": REFUSED,
        "action_take_back": REFUSED,
        "action_withdraw": REFUSED,
    },
    "credit.instrument.step": {"action_apply": REFUSED},
    "credit.statement": {"action_open_document": REFUSED},
    "credit.statement.mail": {"action_retry": REFUSED},
    "credit.statement.wizard": {"action_print": REFUSED, "action_send": REFUSED, "action_show": REFUSED},
    "credit.suspension": {"action_lift": REFUSED},
    "res.partner": {
        "action_open_collection_cases": REFUSED,
        "action_open_exposure_documents": OPENS,
        "action_open_instruments": OPENS,
        "action_register_instruments": REFUSED,
    },
    "sale.authorization": {"action_refuse": REFUSED, "action_release": REFUSED},
    "sale.authorization.decision": {"action_decide": REFUSED},
    "sale.order": {"action_open_authorizations": OPENS},
}

# {model of another module: fields of ours that an employee without a role reads of what he sees of it}.
OPEN_TO_EMPLOYEES = {
    "account.account": {"is_instrument_portfolio"},
    "crm.team": {"collector_id"},
    "res.company": {
        "ageing_bounds",
        "default_credit_ceiling",
        "default_obligo_ceiling",
        "has_default_credit_ceiling",
        "has_default_obligo_ceiling",
        "instrument_auto_clear",
        "instrument_clearing_days",
        "instrument_collection_account_id",
        "instrument_cost_account_id",
        "instrument_discount_account_id",
        "instrument_interest_account_id",
        "instrument_interest_document",
        "instrument_interest_product_id",
        "instrument_journal_id",
        "instrument_portfolio_account_id",
        "instrument_recourse_account_id",
    },
    # That somebody is suspended, so that nobody promises him anything; the reason is in records closed to them.
    "res.partner": {"is_suspended", "suspension_ids"},
}

# The same of a portal user.
OPEN_TO_PORTAL = {}

# {role: {model of another module: stored fields of ours that he types}}; the others are found by the system.
TYPED = {
    "seller_a": {},
    "manager": {},
    "controller": {"account.move": {"dispute_reason", "is_disputed"}},
}
