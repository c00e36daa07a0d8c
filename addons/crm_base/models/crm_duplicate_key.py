from odoo import fields, models

from ..logic import duplicates


class CrmDuplicateKey(models.Model):
    """One mark by which a contact is recognised, in normal form, of archived contacts too.

    A cache of `logic.duplicates.identity_keys`, written in batches by `res.partner._refresh_duplicate_keys`;
    nobody reads it but `res.partner._find_duplicates`.
    """

    _name = "crm.duplicate.key"
    _description = "Mark of Identity of a Contact"
    _log_access = False

    partner_id = fields.Many2one("res.partner", required=True, index=True, ondelete="cascade")
    kind = fields.Selection([(kind, kind) for kind in duplicates.KINDS], required=True)
    value = fields.Char(required=True)
    country = fields.Char(help="ISO code that narrows a tax number; empty when its country is not known.")

    _mark_unique = models.UniqueIndex("(kind, value, country, partner_id)")
    _name_trigrams = models.Index("USING gin (value gin_trgm_ops) WHERE kind = 'name'")
