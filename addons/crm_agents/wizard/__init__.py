from . import (
    agent_handover,
    agent_price_detach,
    agent_price_simulation,
    agent_price_supplier,
    agent_sales_report,
    agent_settlement_adjustment,
    agent_settlement_answer,
    agent_settlement_run,
    agent_target_copy,
    agent_target_copy_line,
    agent_target_spread,
    crm_import_agent_target,
)
