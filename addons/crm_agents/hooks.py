def uninstall_hook(env):
    """Let nobody see a customer for being its agent any more, nor everybody an agent for being one."""
    env["agent.assignment"].search([]).unlink()
    env["res.partner"].search([("is_agent", "=", True)]).is_agent = False
