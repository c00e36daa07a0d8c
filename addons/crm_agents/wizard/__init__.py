from . import agent_settlement_run
