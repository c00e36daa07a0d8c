from . import credit_instrument_step, sale_authorization_decision
