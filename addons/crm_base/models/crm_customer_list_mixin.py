from contextvars import ContextVar

from odoo import api, models
from odoo.tools import SQL

# Up to so many records the web client counts them all beside the first page, as ever.
MANY_RECORDS = 20_000
PAGE = 80
# A part of all records up to which it is quicker to look for each of them; so few always are.
FEW_PART, FEW = 0.1, 1_000

# What the search that is being put into SQL is for: a "page" of a list, a "count", or None. Not in the context of the
# environment: a new environment begins with empty caches, which costs as much as the search.
search_purpose = ContextVar("search_purpose", default=None)


class CrmCustomerListMixin(models.AbstractModel):
    """Models whose lists of many records sellers open: their searches say what they are for, and count late."""

    _name = "crm.customer.list.mixin"
    _description = "List of customers or their documents"

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, **options):
        """Let `res.users._customer_domain` know whether this is a page of a list, a count, or any other search."""
        purpose = None
        if limit and not self.env.su:
            purpose = "page" if order else "count"
        before = search_purpose.set(purpose)
        try:
            return super()._search(domain, offset, limit, order, **options)
        finally:
            search_purpose.reset(before)

    @api.model
    def search_fetch(self, domain, field_names=None, offset=0, limit=None, order=None):
        """Remember whom a page has shown: its record rule asked for each of these customers.

        Odoo checks the records of a list against the rule two and three times after it found them.
        """
        records = super().search_fetch(domain, field_names, offset, limit, order)
        if limit and field_names and self._is_restricted():
            records._customers_asked_about()._remember_visible()
        return records

    def _customers_asked_about(self):
        """The partners whom the record rule of this model asks about."""
        return self.partner_id

    @api.model
    def _is_restricted(self):
        return not self.env.su and self.env.user._is_restricted_seller()

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Show "80+" beside a page of a very long list; a click on it counts.

        Counting up to 10,000 among which somebody sees a fiftieth looks at half a million records, for every page.
        """
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == "list" and self._estimated_records() > MANY_RECORDS:
            arch.set("count_limit", str(PAGE))
        return arch, view

    def _format_web_search_read_results(self, domain, records, offset=0, limit=None, count_limit=None):
        """Do not search again for the one record that would make "80" into "80+"."""
        if limit and len(records) == limit and count_limit == offset + limit + 1:
            return {"length": count_limit, "records": records}
        return super()._format_web_search_read_results(domain, records, offset, limit, count_limit)

    @api.model
    def _estimated_records(self):
        """How many records there are, as PostgreSQL last estimated; -1 when it never did."""
        [(estimate,)] = self.env.execute_query(
            SQL("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", self._table)
        )
        return estimate

    @api.model
    def _are_few(self, ids):
        """Tell whether `SQL` finds so few records of this model that a query had best begin with them.

        To be asked where it finds them in several places: PostgreSQL cannot estimate how many they are together, takes
        them for few, and would look for each of all.
        """
        most = max(int(FEW_PART * self._estimated_records()), FEW)
        [(found,)] = self.env.execute_query(
            SQL("SELECT COUNT(*) FROM (SELECT FROM (%s) AS found LIMIT %s) AS counted", ids, most)
        )
        return found < most
