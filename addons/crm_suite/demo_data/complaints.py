"""What customers complained about: in each stage, with steps, checked by a manager where it is closed."""

from datetime import timedelta

from odoo import fields

# Customer, subject, what he says, category, cause, stage, days ago, product.
COMPLAINTS = (
    (
        "customer_ferragens_douro",
        "Four helmets with scratches",
        "The box looked new from outside.",
        "quality",
        None,
        "new",
        2,
        "pro_cap01",
    ),
    (
        "customer_casa_minho",
        "Three taps without cartridge",
        "The boxes were sealed.",
        "quality",
        "supplier",
        "examined",
        4,
        "hid_tor01",
    ),
    (
        "customer_tejo",
        "Paint delivered a week late",
        "Promised for Monday.",
        "delivery",
        None,
        "new",
        5,
        "cor_bra15",
    ),
    (
        "customer_vigo",
        "Invoice without the agreed discount",
        "6 % were agreed.",
        "invoice",
        "data",
        "solved",
        9,
        None,
    ),
    (
        "customer_haifa",
        "Two drills damaged",
        "The pallet had been opened.",
        "delivery",
        "transport",
        "examined",
        12,
        "fer_ber13",
    ),
    (
        "customer_madrid",
        "Paint that does not cover",
        "Two coats are not enough, the tin says one.",
        "quality",
        "supplier",
        "examined",
        14,
        "cor_bra15",
    ),
    (
        "customer_sado",
        "Boots in the wrong size",
        "42 ordered, 44 came.",
        "delivery",
        "picking",
        "solved",
        7,
        "pro_bot42",
    ),
    (
        "customer_viriato",
        "Sockets in the wrong colour",
        "White ordered, ivory came.",
        "quality",
        "picking",
        "closed",
        60,
        "lum_tom02",
    ),
    (
        "customer_ria",
        "Helmets without chin strap",
        "Ten of fifteen.",
        "quality",
        "supplier",
        "closed",
        95,
        "pro_cap01",
    ),
)
# Subject of the complaint: what was done, what the customer reads, steps of (kind, what, days from the complaint).
SOLUTIONS = {
    "Three taps without cartridge": (
        "",
        "",
        (
            ("measure", "Send three cartridges", 1),
            ("corrective", "Ask the factory for its packing control", 8),
        ),
    ),
    "Invoice without the agreed discount": (
        "The price list of the customer ended on the last day of the month before.",
        "You are right: the agreed 6 % were missing. We credit the difference.",
        (
            ("corrective", "Extend the price list", 2),
            ("preventive", "Monthly list of price lists that end", 20),
        ),
    ),
    "Paint that does not cover": (
        "The tin is from before the new recipe.",
        "The tins are of an older batch; we replace them.",
        (("measure", "Replace four tins", 5),),
    ),
    "Boots in the wrong size": (
        "Two sizes lay in one bin; exchanged, the bins are apart now.",
        "We picked the wrong size and exchange the boots free of charge.",
        (("measure", "Exchange the boots", 2), ("preventive", "One bin for each size", 10)),
    ),
    "Sockets in the wrong colour": (
        "Picked from the neighbouring bin; replaced free of charge.",
        "We picked the wrong colour and have replaced the sockets free of charge.",
        (("measure", "Replace the sockets", 2), ("preventive", "Label the bins by colour", 15)),
    ),
    "Helmets without chin strap": (
        "The supplier left the straps out; he sent them within the week.",
        "The missing straps have been delivered by our supplier, with our apologies.",
        (("measure", "Have the straps sent", 3),),
    ),
}
# What the manager thought of a solution: found good, or sent back with what is missing. The others wait, or are closed.
CHECKED = {
    "Paint that does not cover": "Which batches are concerned? Call the others who bought them.",
    "Boots in the wrong size": "",
}
SATISFACTION = {"Sockets in the wrong colour": 5, "Helmets without chin strap": 3}


def write(world):
    """Register the complaints, and take each to its stage in the names of those who would."""
    today = fields.Date.context_today(world.company)
    for row in COMPLAINTS:
        complaint = world.env["crm.complaint"].create(_complaint(world, today, *row[:5], *row[6:]))
        text, answer, steps = SOLUTIONS.get(complaint.name, ("", "", ()))
        _plan_steps(complaint, steps, is_done=row[5] == "closed")
        _solve(world, complaint, text, answer, row[5])
        complaint.stage_id = world.env.ref(f"crm_visits.stage_{row[5]}")
        if row[5] == "closed":
            complaint.closed_date = complaint.date + timedelta(days=6)
        if complaint.name in SATISFACTION:
            complaint.rating_apply(SATISFACTION[complaint.name], token=complaint._rating_get_access_token())


def _complaint(world, today, customer, subject, text, category, cause, days, product):
    partner = world.ref(customer)
    order = world.env["sale.order"].search([("partner_id", "=", partner.id), ("state", "=", "sale")], limit=1)
    return {
        "partner_id": partner.id,
        "name": subject,
        "description": text,
        "category_id": world.env.ref(f"crm_visits.category_{category}").id,
        "cause_id": world.env.ref(f"crm_visits.cause_{cause}").id if cause else False,
        "date": today - timedelta(days=days),
        "user_id": partner.user_id.id,
        "order_id": order.id,
        "product_id": world.product(product).id if product else False,
        "origin": "portal" if days < 6 else "office",
    }


def _plan_steps(complaint, steps, is_done):
    complaint.env["crm.complaint.step"].create(
        [
            {
                "complaint_id": complaint.id,
                "kind": kind,
                "name": name,
                "user_id": complaint.user_id.id,
                "deadline": complaint.date + timedelta(days=days),
                "is_done": is_done,
            }
            for kind, name, days in steps
        ]
    )


def _solve(world, complaint, text, answer, stage):
    """Write the solution as the customer's seller; what is closed was checked by the controller.

    The mail that closes a complaint stays unsent: these customers are invented.
    """
    if not text:
        return
    complaint.category_id.answers_by_mail = False
    complaint.with_user(complaint.user_id).write({"resolution": text, "public_answer": answer})
    complaint.with_user(complaint.user_id).action_submit_solution()
    checked = complaint.with_user(world.ref("user_controller"))
    missing = CHECKED.get(complaint.name)
    if missing:
        checked.action_return_solution(missing)
    elif stage == "closed" or missing is not None:
        checked.action_approve_solution()
