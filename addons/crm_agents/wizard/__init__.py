from . import (
    agent_handover,
    agent_settlement_run,
    agent_target_copy,
    agent_target_copy_line,
    agent_target_spread,
    crm_import_agent_target,
)
