from odoo.exceptions import AccessError
from odoo.http import Controller, request, route


class Caller(Controller):
    """Who is calling: asked by a telephone system with the API key of a user, who sees what he sees."""

    @route(
        "/crm/caller",
        type="http",
        auth="bearer",
        methods=["GET"],
        save_session=False,
    )
    def caller(self, number=""):
        """Name, customer, salesperson and link for a number, as JSON."""
        try:
            request.env["crm.visit.day"]._check_role()
        except AccessError as error:
            return request.make_json_response({"error": str(error)}, status=403)
        answer = request.env["crm.caller.lookup"]._look_up(number)
        headers = [("Cache-Control", "no-store")]
        if answer is None:
            error = {"error": request.env._("Too many questions. Ask again in a minute.")}
            return request.make_json_response(error, headers=[*headers, ("Retry-After", "60")], status=429)
        return request.make_json_response(answer, headers=headers)
