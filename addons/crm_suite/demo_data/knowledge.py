"""What sellers know of their customers: competitors, what customers make, managers' comments, help asked."""

from datetime import timedelta

from odoo import fields

COMPETITORS = {
    "Ferragens Atlântico": ("pt", "Delivers within a day.", "Few brands."),
    "Suministros Ibéricos": ("es", "Low prices on large quantities.", "Long waits for small orders."),
    "Baufix Direct": ("de", "Sells on the internet.", "No advice, no credit."),
}
# Competitor, customer, our product, his product, his price as a part of our list price, share of purchases, days ago.
NOTES = (
    ("Ferragens Atlântico", "customer_casa_minho", "hid_tor01", "Mixer tap, chrome", 0.94, 30, 12),
    ("Ferragens Atlântico", "customer_construnorte", "fer_ber13", "Drill 13 mm", 1.05, 20, 40),
    ("Suministros Ibéricos", "customer_vigo", "lum_tom02", "Socket, white", 0.88, 45, 25),
    ("Suministros Ibéricos", "customer_madrid", "cor_bra15", "Wall paint 15 l", 0.91, 50, 70),
    ("Baufix Direct", "customer_tejo", "cor_bra15", "White paint 15 l", 0.97, 10, 8),
    ("Baufix Direct", "customer_sado", "pro_cap01", "Helmet", 1.1, 15, 100),
)
MADE = (
    ("customer_construnorte", "Prefabricated bathrooms", "7308", 240, "Taps, pipes, sealant"),
    ("customer_construnorte", "Steel stairs", "7308", 60, "Anchors, paint"),
    ("customer_vigo", "Boat interiors", "9403", 35, "Hinges, varnish"),
    ("customer_casa_minho", "Kitchen furniture", "9403", 800, "Hinges, drawer slides"),
)
COMMENTS = (
    (
        "customer_casa_minho",
        "user_manager",
        "Opens a second shop in spring: offer shop fitting before the others do.",
    ),
    (
        "customer_construnorte",
        "user_manager",
        "Pays late when a building site ends. No new terms without me.",
    ),
    ("customer_vigo", "user_manager", "The son takes over the purchasing; introduce yourself."),
)


def write(world):
    """Enter what is known, in the names of those who know it."""
    env, today = world.env, fields.Date.context_today(world.company)
    countries = {code: env.ref(f"base.{code}").id for code, _good, _bad in COMPETITORS.values()}
    competitors = env["crm.competitor"].create(
        [
            {"name": name, "country_id": countries[code], "strengths": good, "weaknesses": bad}
            for name, (code, good, bad) in COMPETITORS.items()
        ]
    )
    by_name = {competitor.name: competitor.id for competitor in competitors}
    env["crm.competitor.note"].create([_note(world, today, by_name, *row) for row in NOTES])
    env["crm.customer.product"].create(
        [
            {
                "partner_id": world.ref(customer).id,
                "name": name,
                "code": code,
                "yearly_quantity": quantity,
                "unit": "pieces",
                "needs": needs,
            }
            for customer, name, code, quantity, needs in MADE
        ]
    )
    for customer, user, text in COMMENTS:
        comments = env["crm.manager.comment"].with_user(world.ref(user))
        comments.create({"partner_id": world.ref(customer).id, "text": text})
    seller = world.ref("user_seller")
    env["crm.help.request"].with_user(seller).create(
        {
            "partner_id": world.ref("customer_construnorte").id,
            "text": "They ask for 90 days on the next building site. Can you talk to the owner?",
        }
    )


def _note(world, today, by_name, competitor, customer, product, name, part, share, days):
    partner, ours = world.ref(customer), world.product(product)
    return {
        "competitor_id": by_name[competitor],
        "partner_id": partner.id,
        "user_id": partner.user_id.id,
        "product_id": ours.id,
        "product_name": name,
        "price": round(ours.list_price * part, 2),
        "share": share,
        "date": today - timedelta(days=days),
    }
