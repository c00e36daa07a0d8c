from uuid import UUID, uuid4

from odoo.addons.crm_base.logic.record_ids import LARGEST_ID, as_id
from odoo.addons.portal.controllers.portal import CustomerPortal, pager
from odoo.http import request, route
from werkzeug.exceptions import NotFound

from ..logic.uploads import MAX_BYTES, MAX_FILES, PICTURES
from .complaint_form import LONGEST_TEXT, ComplaintForm, ComplaintFormError, as_text, read_files


class ComplaintPortal(CustomerPortal):
    """A customer's complaints: list, page, new, his answers and files; all else is a page that does not exist."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "complaint_count" in counters:
            contact = request.env.user.partner_id._complaint_contact()
            domain = request.env["crm.complaint"]._portal_domain(contact)
            values["complaint_count"] = self._complaints().search_count(domain) if contact else 0
        return values

    @route(
        ["/my/complaints", "/my/complaints/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        readonly=True,
        methods=["GET"],
    )
    def complaints(self, page=1, **_unknown):
        """The company's complaints, those that are open first."""
        domain = self._complaints()._portal_domain(self._contact())
        pages = pager(
            "/my/complaints",
            total=self._complaints().search_count(domain),
            page=as_id(page) or 1,
            step=self._items_per_page,
        )
        found = self._complaints().search(
            domain, order="is_closed, id desc", limit=self._items_per_page, offset=pages["offset"]
        )
        values = {"default_url": "/my/complaints", "pager": pages, "complaints": found}
        return self._render("crm_visits.portal_complaints", values)

    @route(["/my/complaints/new"], type="http", auth="user", website=True, readonly=True, methods=["GET"])
    def new_complaint(self, **posted):
        """An empty complaint, about an order when one is named."""
        return self._render_form(ComplaintForm(self._contact(), posted))

    @route(["/my/complaints/new"], type="http", auth="user", website=True, methods=["POST"])
    def send_complaint(self, **posted):
        """Register a complaint; what cannot be taken is said above the form, with all that was written kept."""
        contact = self._contact()
        form = ComplaintForm(contact, posted)
        try:
            form.check()
            files = read_files()
        except ComplaintFormError as error:
            return self._render_form(form, str(error))
        complaint = self._complaints()._portal_create(contact, self._token(posted), form.values, files)
        if not complaint:
            return self._render_form(
                form, request.env._("You have sent many complaints today. Please call us.")
            )
        return request.redirect(f"/my/complaints/{complaint.id}?sent=1", code=303)

    @route("/my/complaints/<int:number>", type="http", auth="user", website=True, methods=["GET"])
    def complaint(self, number, sent="", **_unknown):
        """One complaint: how it stands, what was answered, what was written."""
        return self._render_complaint(self._own_complaint(number), sent=bool(sent))

    @route("/my/complaints/<int:number>/answer", type="http", auth="user", website=True, methods=["POST"])
    def answer_complaint(self, number, text="", **_unknown):
        """The customer writes more, or sends files."""
        complaint = self._own_complaint(number)
        try:
            text, files = as_text(text, LONGEST_TEXT), read_files()
        except ComplaintFormError as error:
            return self._render_complaint(complaint, error=str(error), text=text)
        if text or files:
            complaint._portal_write(self._contact(), text, files)
        return request.redirect(f"/my/complaints/{complaint.id}#thread", code=303)

    @route(
        "/my/complaints/<int:number>/file/<int:attachment>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
        methods=["GET"],
    )
    def complaint_file(self, number, attachment, **_unknown):
        """A file of the thread: only pictures are ever shown, all else is saved."""
        file = self._own_complaint(number)._portal_attachment(attachment)
        if not file or file.type != "binary":
            raise NotFound
        is_picture = file.mimetype in PICTURES
        stream = request.env["ir.binary"]._get_stream_from(
            file, mimetype=file.mimetype if is_picture else "application/octet-stream"
        )
        return stream.get_response(as_attachment=not is_picture)

    def _contact(self):
        """The contact behind the log-in; whoever may not complain is told that there is no such page."""
        contact = request.env.user.partner_id._complaint_contact()
        if not contact:
            raise NotFound
        return contact

    def _complaints(self):
        # sudo: portal users have no right on complaints; `_portal_domain` is what limits them
        return request.env["crm.complaint"].sudo()

    def _own_complaint(self, number):
        """The complaint with this id when it is the company's own; else it does not exist."""
        domain = [*self._complaints()._portal_domain(self._contact()), ("id", "=", min(number, LARGEST_ID))]
        complaint = self._complaints().search(domain)
        if not complaint:
            raise NotFound
        return complaint

    def _token(self, posted):
        """What makes a form sent twice one complaint; a browser's own invention is as good as none."""
        try:
            return str(UUID(str(posted.get("token"))))
        except ValueError:
            return str(uuid4())

    def _render_form(self, form, error=""):
        values = {"form": form, "token": self._token(form.posted), "error": error, **self._limits()}
        return self._render("crm_visits.portal_complaint_new", values)

    def _render_complaint(self, complaint, **values):
        values = {"complaint": complaint, "error": "", "sent": False, "text": "", **values, **self._limits()}
        return self._render("crm_visits.portal_complaint", values)

    def _limits(self):
        return {"most_files": MAX_FILES, "most_megabytes": MAX_BYTES // 1024 // 1024, "pictures": PICTURES}

    def _render(self, template, values):
        return request.render(
            template, {**self._prepare_portal_layout_values(), "page_name": "complaints", **values}
        )
