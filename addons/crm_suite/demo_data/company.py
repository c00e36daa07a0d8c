"""Who the demo distributor is: address, chart of accounts, currencies, languages, warehouses."""

import base64
from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tools import file_open

LANGUAGES = ("pt_PT", "pt_BR", "es_ES", "he_IL")
# Units of a currency for one euro, by days before today: the move gives exchange differences.
RATES = {"BRL": {400: 6.10, 120: 6.35}, "ILS": {400: 4.00, 120: 3.90}}


def prepare(env):
    """Turn the main company into the demo distributor."""
    company = env.ref("base.main_company")
    _activate_languages(env)
    _name(env, company)
    _load_chart(env, company)
    _set_rates(env, company)
    _set_warehouses(env, company)
    # As letters are addressed in Portugal: without the number of the district.
    env.ref("base.pt").address_format = "%(street)s\n%(street2)s\n%(zip)s %(city)s\n%(country_name)s"


def _activate_languages(env):
    """Switch on the customers' languages with the texts of every module installed so far."""
    languages = env["res.lang"].with_context(active_test=False).search([("code", "in", LANGUAGES)])
    missing = languages.filtered(lambda language: not language.active)
    if missing:
        wizard = env["base.language.install"].create(
            {"lang_ids": [Command.set(missing.ids)], "overwrite": False}
        )
        wizard.lang_install()


def _name(env, company):
    with file_open("crm_suite/static/img/demo_logo.png", "rb") as logo:
        image = base64.b64encode(logo.read())
    company.write(
        {
            "name": "Distribuidora Serra & Mar, Lda.",
            "logo": image,
            "street": "Rua do Carvalhido 210",
            "zip": "4250-098",
            "city": "Porto",
            "state_id": env.ref("base.state_pt_pt-13").id,
            "country_id": env.ref("base.pt").id,
            "phone": "+351 220 550 300",
            "email": "geral@serraemar.example",
            "website": "https://www.serraemar.example",
            "vat": "PT501984631",
            "portal_show_credit": True,
        }
    )


def _load_chart(env, company):
    """Load the Portuguese chart, unless entries already rest on another one."""
    if company._existing_accounting():
        return
    company.currency_id = env.ref("base.EUR")
    # Installing accounting leaves its default chart pending until all modules are loaded; it would then be
    # laid over this one.
    if hasattr(env.registry, "_auto_install_template"):
        del env.registry._auto_install_template
    env["account.chart.template"]._load("pt", company, install_demo=False)


def _set_rates(env, company):
    """Switch on the customers' currencies with two rates each in the last year."""
    env["res.currency.rate"].search([("company_id", "in", (False, company.id))]).unlink()
    today = fields.Date.context_today(company)
    for name, rates in RATES.items():
        currency = env.ref(f"base.{name}")
        currency.active = True
        env["res.currency.rate"].create(
            [
                {
                    "currency_id": currency.id,
                    "company_id": company.id,
                    "name": today - timedelta(days=days),
                    "rate": rate,
                }
                for days, rate in rates.items()
            ]
        )


def _set_warehouses(env, company):
    """Name the first warehouse and open a second one."""
    warehouses = env["stock.warehouse"].search([("company_id", "=", company.id)], limit=2)
    warehouses[0].write({"name": "Armazém Porto", "code": "OPO"})
    if len(warehouses) == 1:
        warehouses += env["stock.warehouse"].create(
            {"name": "Armazém Lisboa", "code": "LIS", "company_id": company.id}
        )
    for name, warehouse in zip(("warehouse_porto", "warehouse_lisboa"), warehouses, strict=True):
        env["ir.model.data"]._update_xmlids(
            [{"xml_id": f"crm_suite.{name}", "record": warehouse, "noupdate": True}]
        )
    env.ref("base.group_user").implied_ids = [Command.link(env.ref("stock.group_stock_multi_locations").id)]
