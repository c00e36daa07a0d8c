from . import (
    account_payment_register,
    account_payment_register_instrument,
    credit_ceiling_raise_refusal,
    credit_exposure_day_choice,
    credit_ageing_wizard,
    credit_instrument_step,
    crm_import,
    crm_import_ceiling,
    crm_import_group_ceiling,
    crm_import_instrument,
    crm_import_opening_balance,
    sale_authorization_decision,
)
