from odoo.tools import split_every

from . import controllers, models, report, wizard

BATCH = 1000


def post_init_hook(env):
    """Date the stages that existing orders have reached by their own documents, not by the day of installation."""
    orders = env["sale.order"].search([])
    for ids in split_every(BATCH, orders.ids):
        orders.browse(ids)._rebuild_milestones()
        # A year of orders does not fit into memory at once.
        env.flush_all()
        env.invalidate_all()
