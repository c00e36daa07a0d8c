from odoo.addons.crm_base.logic.quantities import read_quantity
from odoo.addons.crm_base.logic.record_ids import as_id
from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.fields import Domain
from odoo.http import request, route

from ..logic.sent_files import EACH_BYTES, EXTENSIONS, MOST_FILES
from .basket_form import BasketForm
from .desk import contact_or_404, number_marks, page_values, shown_quantity
from .messages import problem_text


class BasketPortal(CustomerPortal):
    """The basket: what the customer is about to order, kept with us until he sends it."""

    @route("/my/basket", type="http", auth="user", website=True, methods=["GET"])
    def basket(self, **_unknown):
        """The basket as it stands."""
        contact = contact_or_404("may_order")
        return self._render_basket(contact, contact.env["sale.order"]._portal_basket(contact))

    @route("/my/basket/add", type="http", auth="user", website=True, methods=["POST"])
    def basket_add(self, product_id=None, quantity="", unit=None, **_unknown):
        """Put one product into the basket, from a page without script."""
        contact = contact_or_404("may_order")
        answer = self._put(contact, product_id, quantity, unit)
        messages = [answer["problem"]] if answer["problem"] else answer["corrections"]
        if messages:
            return self._render_basket(contact, contact.env["sale.order"]._portal_basket(contact), messages)
        return request.redirect("/my/basket", code=303)

    @route("/my/basket/put", type="jsonrpc", auth="user", website=True)
    def basket_put(self, product_id=None, quantity="", unit=None, **_unknown):
        """The same for pages with script: {count, problem, corrections, message}."""
        contact = contact_or_404("may_order")
        return self._put(contact, product_id, quantity, unit)

    def _put(self, contact, product_id, quantity, unit):
        read = read_quantity(str(quantity), **number_marks())
        products = contact.env["product.product"]
        domain = products._portal_domain(contact) & Domain("id", "=", as_id(product_id))
        product = products.search(domain)
        units = read.value
        if product and not read.problem and unit:
            units = product._units_of(as_id(unit), read.value)
        problem, corrections = read.problem, []
        if not problem:
            if not product:
                problem = "gone"
            elif units is None:
                problem = "unit"
            elif product._portal_prices(contact)[product.id] <= 0:
                problem = "no_price"
            else:
                basket = contact.env["sale.order"]._portal_basket(contact, create=True)
                refused, corrections = basket._portal_put({product: units})
                problem = "too_large" if refused else ""
        return {
            "count": len(contact.env["sale.order"]._portal_basket(contact).order_line),
            "problem": problem and problem_text(problem),
            "corrections": corrections,
            "message": request.env._("In the basket"),
        }

    @route(
        "/my/basket/save",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
        max_content_length=MOST_FILES * EACH_BYTES + 1024 * 1024,
    )
    def basket_save(self, token="", do="save", **values):
        """Keep what the customer typed, and send the order when he says so.

        The token tells which basket the page showed: when that one was sent meanwhile, by another tab or by the
        same button pressed twice, the answer is the order it became.
        """
        contact = contact_or_404("may_order")
        basket = contact.env["sale.order"]._portal_by_token(contact, token)
        basket._touch_as_basket()
        if basket and not basket._is_portal_basket():
            return request.redirect(self._order_url(contact, basket), code=303)
        if not basket:
            return request.redirect("/my/basket", code=303)
        if do.startswith("drop-"):
            basket._portal_detach(as_id(do.removeprefix("drop-")))
        form = BasketForm(basket, contact, values, taken_out=as_id(do.removeprefix("remove-")))
        problems = form.save()
        if do != "send" or problems:
            return self._render_basket(contact, basket, problems, form)
        notices = basket._portal_send_checks()
        if notices:
            return self._render_basket(contact, basket, notices)
        hindrances = basket._portal_place(contact)
        if hindrances:
            return self._render_basket(contact, basket, hindrances)
        return request.redirect(self._order_url(contact, basket, "?ordered=1"), code=303)

    def _order_url(self, contact, order, query=""):
        """Where the buyer follows what his basket became: an order, or first a question to his own company."""
        if order.portal_sent_on:
            return f"/my/orders/{order.id}{query}"
        asked = order.env["portal.approval"]._portal_asked(contact, order)
        return f"/my/approvals/{asked.id}" if asked else "/my/basket"

    def _render_basket(self, contact, basket, problems=(), form=None):
        return request.render(
            "crm_orders_portal.portal_basket",
            {
                **self._prepare_portal_layout_values(),
                **page_values("basket"),
                "basket": basket,
                "title": basket._portal_title() if basket else request.env._("Basket"),
                "baskets": contact.env["sale.order"]._portal_baskets(contact),
                "currency": basket.currency_id or contact._portal_currency(),
                "addresses": basket._portal_addresses(contact),
                "credit_effects": basket._portal_credit_effects(contact) if basket.order_line else [],
                "credit_currency": contact.env.company.currency_id,
                "own_codes": contact.env["product.customer.code"]._portal_of(
                    contact, basket.order_line.product_id
                ),
                "each_bytes": EACH_BYTES,
                "most_files": MOST_FILES,
                "too_large": f"{problem_text('sent_file_large')} {problem_text('files_many')}",
                "file_kinds": ",".join(f".{extension}" for extension in EXTENSIONS),
                "problems": problems,
                "line_problems": form.line_problems if form else {},
                "typed": form.typed if form else {},
                "shown_quantity": shown_quantity,
            },
        )
