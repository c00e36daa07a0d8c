from odoo.addons.crm_base.logic.record_ids import LARGEST_ID
from odoo.http import Controller, content_disposition, request, route
from werkzeug.exceptions import NotFound

from ..report.agent_settlement_workbook import settlement_workbook

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SettlementWorkbook(Controller):
    """The download of settlements as a workbook, for those who may read them."""

    @route("/crm_agents/settlements.xlsx", type="http", auth="user", readonly=True, methods=["GET"])
    def settlements(self, ids=""):
        """The settlements with these ids, comma-separated."""
        numbers = [int(number) for number in ids.split(",") if number.isascii() and number.isdecimal()]
        settlements = (
            request.env["agent.settlement"]
            .browse(number for number in numbers if number <= LARGEST_ID)
            .exists()
        )
        if not settlements:
            raise NotFound
        settlements.check_access("read")
        return workbook_response(settlements)


def workbook_response(settlements):
    """The workbook of settlements as a download."""
    name = settlements.name if len(settlements) == 1 else request.env._("Settlements")
    headers = [
        ("Content-Type", MIMETYPE),
        ("Content-Disposition", content_disposition(f"{name.replace('/', '-')}.xlsx")),
    ]
    return request.make_response(settlement_workbook(settlements), headers)
