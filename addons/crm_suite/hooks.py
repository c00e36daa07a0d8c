# Whoever has a role of Obligo finds in the apps of Odoo and OCA what the role needs of them.
IMPLIED = {
    "crm_base.group_seller": ("project.group_project_user", "hr_timesheet.group_hr_timesheet_user"),
    "crm_base.group_sales_manager": (
        "hr_timesheet.group_hr_timesheet_approver",
        "mass_mailing.group_mass_mailing_campaign",
        "mass_mailing.group_mass_mailing_user",
    ),
    "crm_base.group_credit_controller": ("account_payment_batch_oca.group_account_payment",),
    "crm_base.group_administrator": (
        "account.group_account_manager",
        "hr.group_hr_manager",
        "hr_timesheet.group_timesheet_manager",
        "product.group_product_manager",
        "project.group_project_manager",
        "purchase.group_purchase_manager",
        "stock.group_stock_manager",
    ),
}


def post_init_hook(env):
    """Let each role imply the groups of the apps that it works with."""
    for role, groups in _roles(env):
        role.implied_ids |= groups


def uninstall_hook(env):
    """Take that back: the roles stay when this module goes."""
    for role, groups in _roles(env):
        role.implied_ids -= groups


def _roles(env):
    for role, groups in IMPLIED.items():
        yield env.ref(role), env["res.groups"].union(*(env.ref(group) for group in groups))
