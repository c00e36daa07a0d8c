from . import (
    account_move_reversal,
    crm_complaint_report,
    crm_complaint_return,
    crm_contact_frequency_report,
    crm_customer_overview,
    crm_help_answer,
    crm_visit_feed,
    crm_visit_reassign,
    stock_return_picking,
)
