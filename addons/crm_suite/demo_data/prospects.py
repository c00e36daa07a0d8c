"""What may become business: opportunities at every stage, some lost, and a campaign."""

from datetime import timedelta

from odoo import fields

# Name, who asks, city, country, seller, stage, expected revenue, probability, days until it should close.
OPPORTUNITIES = (
    (
        "Lighting for six stores",
        "Retalhos do Cávado, S.A.",
        "Barcelos",
        "pt",
        "user_seller",
        1,
        18500,
        20,
        60,
    ),
    ("Work wear for 120 people", "Estaleiros da Barra, S.A.", "Aveiro", "pt", "user_seller", 2, 9600, 45, 25),
    (
        "Pipes for a housing estate",
        "Construções Fonte Nova, Lda.",
        "Guimarães",
        "pt",
        "user_seller",
        3,
        32000,
        70,
        14,
    ),
    ("Shop opening: tools", "Ferretería del Miño, S.L.", "Ourense", "es", "user_seller", 1, 12400, 25, 45),
    (
        "Paint for a hotel chain",
        "Hotéis da Costa Azul, S.A.",
        "Setúbal",
        "pt",
        "user_seller3",
        2,
        21500,
        50,
        30,
    ),
    (
        "Yearly contract, fixings",
        "Suministros Albaicín, S.L.",
        "Granada",
        "es",
        "user_seller3",
        3,
        15800,
        65,
        21,
    ),
    ("First container", "Ferragista Iguaçu Ltda.", "Curitiba", "br", "user_seller2", 2, 46000, 40, 75),
    ("Safety wear tender", 'בטיחות הגליל בע"מ', "נצרת", "il", "user_seller2", 1, 14200, 30, 50),
)
LOST = (
    "Bathroom fittings",
    "Banhos do Oeste, Lda.",
    "Caldas da Rainha",
    "pt",
    "user_seller3",
    2,
    7300,
    30,
    10,
)


def write(world):
    """Enter the opportunities and lose one of them to price."""
    campaign = world.env["utm.campaign"].create(
        {"name": "Autumn lighting", "user_id": world.ref("user_manager").id}
    )
    stages = world.env["crm.stage"].search([], order="sequence")
    leads = world.env["crm.lead"].create(
        [_values(world, stages, campaign, *row) for row in (*OPPORTUNITIES, LOST)]
    )
    reason = world.env.ref("crm.lost_reason_1", raise_if_not_found=False)
    leads[-1].action_set_lost(lost_reason_id=reason.id if reason else False)
    _mailing(world, campaign)


def _values(world, stages, campaign, name, company, city, country, user, stage, revenue, probability, days):
    return {
        "name": name,
        "type": "opportunity",
        "partner_name": company,
        "city": city,
        "country_id": world.env.ref(f"base.{country}").id,
        "user_id": world.ref(user).id,
        "team_id": world.ref("team_overseas" if user == "user_seller2" else "team_iberia").id,
        "stage_id": stages[min(stage, len(stages)) - 1].id,
        "expected_revenue": revenue,
        "probability": probability,
        "date_deadline": fields.Date.context_today(world.company) + timedelta(days=days),
        "campaign_id": campaign.id if "Lighting" in name else False,
    }


def _mailing(world, campaign):
    """A mailing ready to be sent to the customers of lighting; nothing leaves a demo."""
    world.env["mailing.mailing"].create(
        {
            "subject": "LED lighting: new prices",
            "campaign_id": campaign.id,
            "mailing_model_id": world.env.ref("base.model_res_partner").id,
            "mailing_domain": "[('customer_rank', '>', 0), ('country_id.code', 'in', ['PT', 'ES'])]",
            "body_arch": "<p>Our new LED range is in stock in Porto and Lisbon.</p>",
            "user_id": world.ref("user_manager").id,
        }
    )
