from . import (
    agent_document_mixin,
    agent_item_row_mixin,
    agent_ledger_mixin,
    agent_share_mixin,
)  # before those who inherit from them

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
    agent_commission_entry_limit,
    agent_commission_entry_recording,
    agent_commission_entry_tier,
    agent_commission_entry_trace,
    agent_commission_entry_what_if,
    agent_commission_plan,
    agent_commission_rule,
    agent_commission_term,
    agent_commission_term_advance,
    agent_commission_term_credit,
    agent_commission_term_sale,
    agent_commission_tier,
    agent_commission_volume,
    agent_dashboard,
    agent_dashboard_figures,
    agent_dashboard_lists,
    agent_receivable,
    agent_sales_analysis,
    agent_sales_analysis_query,
    agent_sales_source,
    agent_settlement,
    agent_settlement_bill,
    agent_settlement_entry,
    agent_settlement_item,
    agent_settlement_mail,
    agent_settlement_making,
    agent_settlement_objection,
    agent_settlement_statement,
    agent_settlement_steps,
    agent_target,
    agent_target_analysis,
    agent_target_analysis_bounds,
    agent_target_progress,
    agent_target_season,
    agent_target_source,
    agent_target_source_orders,
    agent_target_year,
    agent_target_year_writing,
    product_category,
    product_product,
    product_template,
    res_company,
    res_company_working_days,
    res_config_settings,
    res_partner,
    res_partner_agent,
    res_partner_sales,
    res_partner_target,
    res_users,
    res_users_sales,
    sale_order,
    sale_order_agent,
    sale_order_commission,
    sale_order_line,
    stock_picking,
)

# isort: split
# Prices.
from . import (
    agent_price_revision,
    agent_price_revision_line,
    agent_price_revision_search,
    product_pricelist,
    product_pricelist_item_brand,
    product_pricelist_item_days,
    product_template_prices,
    res_partner_prices,
    res_users_prices,
    sale_order_prices,
)

# isort: split
# After the brand and the partner's prices, whose methods they call.
from . import product_pricelist_item, product_pricelist_item_supplier, res_partner_price_head
