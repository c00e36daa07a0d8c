def uninstall_hook(env):
    """Let nobody see a customer for being its agent any more, nor everybody an agent for being one.

    Put away the price lists that belong to customers.
    """
    # Odoo keeps the index of a field that it no longer indexes itself.
    env.cr.execute("DROP INDEX IF EXISTS account_move__invoice_user_id_index")
    env["agent.assignment"].search([]).unlink()
    env["res.partner"].search([("is_agent", "=", True)]).is_agent = False
    # Without this module nothing says whose they are, and Odoo would give them to anybody.
    env["product.pricelist"].search([("customer_id", "!=", False)]).active = False
