"""What customers complained about: in each stage, with steps, checked by a manager where it is closed."""

from datetime import timedelta

from odoo import fields

# Customer, subject, what he says, category, cause, stage, days ago, product and how many of it (none: all).
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
        4,
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
        3,
    ),
    (
        "customer_tejo",
        "Paint delivered a week late",
        "Promised for Monday.",
        "delivery",
        None,
        "new",
        5,
        None,
        None,
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
        2,
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
        4,
    ),
    (
        "customer_estrela",
        "Boots in the wrong size",
        "42 ordered, 44 came.",
        "delivery",
        "picking",
        "solved",
        7,
        "pro_bot42",
        None,
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
        None,
    ),
    (
        "customer_ria",
        "Helmets without chin strap",
        "Ten of fifteen.",
        "quality",
        "supplier",
        "closed",
        80,
        "pro_cap01",
        10,
    ),
)
# A mail of somebody whom nobody knows: sender, subject, text, category, days ago. It waits for its customer.
STRANGER = (
    '"Marta Seixas" <marta.seixas@obrasdovouga.example>',
    "Drill from your shop does not start",
    "I bought it through a colleague's company three weeks ago. Whom do I send it to?",
    "quality",
    1,
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
        complaint = world.env["crm.complaint"].create(_complaint(world, today, row))
        text, answer, steps = SOLUTIONS.get(complaint.name, ("", "", ()))
        _plan_steps(complaint, steps, is_done=row[5] == "closed")
        _solve(world, complaint, text, answer, row[5])
        complaint.stage_id = world.env.ref(f"crm_visits.stage_{row[5]}")
        if row[5] == "closed":
            complaint.closed_date = complaint.date + timedelta(days=6)
        if complaint.name in SATISFACTION:
            complaint.rating_apply(SATISFACTION[complaint.name], token=complaint._rating_get_access_token())
    _register_stranger(world, today)


def _complaint(world, today, row):
    customer, subject, text, category, cause, _stage, days, product, quantity = row
    partner, goods = world.ref(customer), world.product(product) if product else None
    day = today - timedelta(days=days)
    return {
        "partner_id": partner.id,
        "name": subject,
        "description": text,
        "category_id": world.env.ref(f"crm_visits.category_{category}").id,
        "cause_id": world.env.ref(f"crm_visits.cause_{cause}").id if cause else False,
        "date": day,
        "user_id": partner.user_id.id,
        "product_id": goods.id if goods else False,
        "quantity": quantity or 0,
        "origin": "portal" if days < 6 else "office",
        **_documents(world, partner, goods, day),
    }


def _documents(world, partner, product, day):
    """The latest order of these goods that had reached the customer, with its delivery and invoice."""
    domain = [
        ("order_partner_id", "=", partner.id),
        ("state", "=", "sale"),
        ("qty_delivered", ">", 0),
        ("qty_invoiced", ">", 0),
        ("order_id.date_order", "<", day),
    ]
    if product:
        domain.append(("product_id", "=", product.id))
    lines = world.env["sale.order.line"].search(domain)
    line = lines.sorted(lambda one: (one.order_id.date_order, one.id))[-1:]
    delivered = line.move_ids.filtered(
        lambda move: move.state == "done" and move.location_dest_usage == "customer"
    )
    invoices = line.invoice_lines.move_id.filtered(lambda move: move.state == "posted")
    return {
        "order_id": line.order_id.id,
        "order_line_id": line.id if product else False,
        "picking_id": delivered.picking_id[:1].id,
        "move_id": invoices[:1].id,
    }


def _register_stranger(world, today):
    """What the gateway makes of such a mail: no customer, no seller; the sender's words stand in the thread."""
    sender, subject, text, category, days = STRANGER
    complaint = world.env["crm.complaint"].create(
        {
            "name": subject,
            "description": text,
            "category_id": world.env.ref(f"crm_visits.category_{category}").id,
            "date": today - timedelta(days=days),
            "email_from": sender,
            "origin": "mail",
        }
    )
    complaint.message_post(
        body=text, email_from=sender, author_id=False, message_type="email", subtype_xmlid="mail.mt_comment"
    )


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
