"""The demo company: masters come from the files in `demo/`, documents are written by this package.

Everything is deterministic: the same plan gives the same quantities and amounts on every machine; only the
dates move with the day of installation.
"""

from odoo.modules.loading import load_demo
from odoo.modules.module_graph import ModuleGraph


def install(env):
    """Load the demo company into a database installed without demo data.

    Odoo loads a module's demo data only when every app below it carries its own, and those would drown
    the demo company in other companies' customers and orders.
    """
    module = env.ref("base.module_crm_suite")
    if module.demo:
        return
    graph = ModuleGraph(env.cr)
    graph.extend(env["ir.module.module"].search([("state", "=", "installed")]).mapped("name"))
    if not load_demo(env, graph["crm_suite"], {}, "init"):
        raise RuntimeError("The demo company could not be loaded; the log says why.")
    module.demo = True
    module._update_translations()
