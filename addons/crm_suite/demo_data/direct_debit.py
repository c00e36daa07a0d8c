"""Customers who pay by SEPA direct debit: our creditor number, their accounts and mandates."""

from datetime import timedelta

from odoo import fields

OWN_IBAN = "PT50000201231234567890154"
CREDITOR = "PT80ZZZ104512"
MANDATES = {"customer_liz": "PT50003506510000000000061", "customer_barcelona": "ES9121000418450200051332"}


def write(world):
    """Enter our bank account and the signed mandates."""
    world.company.sepa_creditor_identifier = CREDITOR
    banks = world.env["res.partner.bank"]
    journal = world.env["account.journal"].search(
        [("type", "=", "bank"), ("company_id", "=", world.company.id)], limit=1
    )
    journal.bank_account_id = banks.create(
        {"acc_number": OWN_IBAN, "partner_id": world.company.partner_id.id, "allow_out_payment": True}
    )
    signed = fields.Date.context_today(world.company) - timedelta(days=90)
    for number, (customer, iban) in enumerate(MANDATES.items(), start=1):
        account = banks.create({"acc_number": iban, "partner_id": world.ref(customer).id})
        mandate = world.env["account.banking.mandate"].create(
            {
                "partner_id": account.partner_id.id,
                "partner_bank_id": account.id,
                "format": "sepa_core",
                "type": "recurrent",
                "signature_date": signed,
                "unique_mandate_reference": f"SM-{number:04d}",
            }
        )
        mandate.validate()
