from . import agent_handover, agent_settlement_run
