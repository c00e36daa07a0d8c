def pre_init_hook(env):
    """Names are compared by their letter groups, which PostgreSQL does with an extension it brings along."""
    env.cr.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")


def post_init_hook(env):
    """Contacts that were there before the modules get their marks of identity and their activity status."""
    env["res.partner"]._refresh_duplicate_keys()
    env["res.partner"]._refresh_activity_status()


def uninstall_hook(env):
    """Odoo keeps the index of a field that it no longer indexes itself; ours on its customers go with us."""
    env.cr.execute("DROP INDEX IF EXISTS res_partner__industry_id_index, res_partner__state_id_index")
