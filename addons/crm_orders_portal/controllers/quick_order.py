from odoo.addons.crm_base.sheets.bad_rows import BadRows
from odoo.addons.crm_base.sheets.sheet import Limits, SheetError, open_sheet
from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.http import request, route

from ..logic.order_sheet import MAX_LINES, SheetTooLongError, merged, read_rows, read_text
from .costly import costly
from .desk import contact_or_404, number_marks, page_values, shown_quantity
from .messages import problem_text
from .order_file import workbook_response

EMPTY_ROWS = 8
# The file with the page's other fields; a body beyond that is refused unread.
MOST_SENT = 4 * 1024 * 1024
FILE_LIMITS = Limits(packed_bytes=1024 * 1024, unpacked_bytes=20 * 1024 * 1024, rows=MAX_LINES, columns=20)


class QuickOrderPortal(CustomerPortal):
    """Ordering by code: rows, a pasted list or a file; looked at line by line before anything is added."""

    @route("/my/quick-order", type="http", auth="user", website=True, readonly=True, methods=["GET"])
    def quick_order(self, **_unknown):
        """An empty order sheet."""
        contact_or_404("may_order")
        return self._render_sheet([])

    @route(
        "/my/quick-order/check",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
        max_content_length=MOST_SENT,
    )
    @costly("order_sheet")
    def quick_order_check(self, paste="", file=None, do="check", **_unknown):
        """Show what each line stands for; with `do` = add, put the good lines into the basket and keep the others."""
        contact = contact_or_404("may_order")
        try:
            lines = merged([*self._typed_rows(), *read_text(paste, **number_marks()), *self._file_rows(file)])
            if len(lines) > MAX_LINES:
                raise SheetTooLongError
        except SheetTooLongError:
            return self._render_sheet([], problem="too_long", paste=paste)
        except SheetError as error:
            problem = {"packed": "file_too_large", "rows": "too_long"}.get(error.code, "file")
            return self._render_sheet(self._check(contact, self._typed_rows()), problem=problem, paste=paste)
        checked = self._check(contact, lines)
        if do == "errors":
            return self._errors_file(checked)
        return self._add(contact, checked) if do == "add" else self._render_sheet(checked)

    def _errors_file(self, checked):
        """The lines that cannot be ordered, as a workbook that can be mended and sent again."""
        env = request.env
        bad = BadRows([env._("Code"), env._("Quantity")], env._("Problem"), env._("Line"))
        for line in checked:
            if line.problem:
                bad.add(line.number, [line.code, line.typed], problem_text(line.problem))
        return workbook_response(bad.close(), env._("lines-to-mend"))

    def _add(self, contact, checked):
        quantities = {}
        for line in checked:
            if not line.problem:
                quantities[line.product] = quantities.get(line.product, 0) + line.units
        refused, messages = contact.env["product.product"], []
        if quantities:
            basket = contact.env["sale.order"]._portal_basket(contact, create=True)
            refused, messages = basket._portal_put(quantities)
        # What the check has told already need not be told again; the basket may have asked for more.
        told = {line.correction for line in checked}
        messages += [told_text for told_text in told if told_text and told_text not in messages]
        left = [line for line in checked if line.problem or line.product in refused]
        if not left and quantities and not messages:
            return request.redirect("/my/basket", code=303)
        return self._render_sheet(
            left, added=len(checked) - len(left), problem="too_large" if refused else "", messages=messages
        )

    def _check(self, contact, lines):
        return contact.env["product.product"]._portal_check(lines, contact)

    def _typed_rows(self):
        form = request.httprequest.form
        pairs = zip(form.getlist("code"), form.getlist("quantity"), strict=False)
        cells = [[text.replace("\x00", "") for text in pair] for pair in pairs]
        return read_rows(enumerate(cells, 1), **number_marks())

    def _file_rows(self, file):
        if not file or not getattr(file, "filename", ""):
            return []
        data = file.read(FILE_LIMITS.packed_bytes + 1)
        sheet = open_sheet(data, FILE_LIMITS)
        rows = [(sheet.header_number, sheet.headers), *sheet.rows()]
        cells = [(number, [_as_text(cell) for cell in row]) for number, row in rows]
        return read_rows(cells, **number_marks())

    def _render_sheet(self, checked, problem="", paste="", added=0, messages=()):
        good = [line for line in checked if not line.problem]
        contact = request.env.user._portal_contact()
        return request.render(
            "crm_orders_portal.portal_quick_order",
            {
                **self._prepare_portal_layout_values(),
                **page_values("quick_order"),
                "lines": checked,
                "empty_rows": range(EMPTY_ROWS if not checked else 2),
                "good_count": len(good),
                "focused_line": next((place for place, line in enumerate(checked) if line.problem), None),
                "total": sum(line.subtotal for line in good),
                "currency": contact._portal_currency(),
                "problem": problem and problem_text(problem),
                "problem_text": problem_text,
                "messages": messages,
                "paste": paste,
                "added": added,
                "most": MAX_LINES,
                "most_bytes": FILE_LIMITS.packed_bytes,
                "shown_quantity": shown_quantity,
            },
        )


def _as_text(cell):
    # A spreadsheet stores 12 as 12.0; the buyer typed 12.
    if isinstance(cell, float):
        return shown_quantity(cell)
    return "" if cell is None else str(cell).replace("\x00", "")
