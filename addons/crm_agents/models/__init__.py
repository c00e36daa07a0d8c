from . import agent_document_mixin, agent_share_mixin  # before those who inherit from them

# isort: split
from . import account_move_cost  # before account_move: commission on margin needs the cost frozen

# isort: split
from . import (
    account_move,
    account_move_agent,
    account_move_line,
    account_move_line_cost,
    account_partial_reconcile,
    agent_assignment,
    agent_commission_entry,
    agent_commission_plan,
    agent_commission_rule,
    agent_commission_term,
    agent_sales_analysis,
    agent_sales_analysis_query,
    agent_sales_source,
    agent_settlement,
    agent_settlement_entry,
    agent_settlement_item,
    res_partner,
    res_partner_sales,
    res_users,
    res_users_sales,
    sale_order,
    sale_order_agent,
    stock_picking,
)
