from odoo.http import Controller, content_disposition, request, route


class ContactCards(Controller):
    """The customers of a user with their persons as one file of vCards, for his telephone."""

    @route("/crm/contacts.vcf", type="http", auth="user", methods=["GET"], readonly=True)
    def contacts(self):
        """All that the user sees; 10,000 take a second or two."""
        request.env["crm.visit.day"]._check_role()
        content = request.env["res.partner"]._my_contact_cards()
        name = request.env._("Customers") + ".vcf"
        headers = [
            ("Content-Type", "text/vcard; charset=utf-8"),
            ("Content-Disposition", content_disposition(name)),
            ("Cache-Control", "no-store"),
        ]
        return request.make_response(content.encode(), headers)
