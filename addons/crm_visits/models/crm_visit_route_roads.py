import json
import logging

import requests
from odoo import models

from ..logic.route_travel import estimated_roads, read_table, table_address

_logger = logging.getLogger(__name__)

PATIENCE = 4  # seconds to reach a road server, and between two parts of its answer
LARGEST_ANSWER = 1_000_000  # bytes; a table of 27 places has some tens of thousands


class CrmVisitRoute(models.Model):
    """How far it is between the places of a day."""

    _inherit = "crm.visit.route"

    def _ways(self, places):
        """Return the ways between places, and where they are from: "server" or "estimate".

        :param places: (latitude, longitude) each, in degrees
        """
        company = self.company_id or self.env.company
        if company.route_server and len(places) > 1:
            roads = read_table(self._ask_server(table_address(company.route_server, places)), len(places))
            if roads:
                return roads, "server"
        return estimated_roads(places, company.route_road_factor, company.route_speed), "estimate"

    def _ask_server(self, address):
        """Return what the road server answers, None when it does not within a few seconds."""
        try:
            with requests.get(address, timeout=PATIENCE, stream=True, allow_redirects=False) as response:
                response.raise_for_status()
                if (
                    len(content := response.raw.read(LARGEST_ANSWER + 1, decode_content=True))
                    > LARGEST_ANSWER
                ):
                    return None
                return json.loads(content)
        except (requests.RequestException, OSError, ValueError) as error:
            # The day goes on without it: ways are estimated, and the route says so.
            _logger.info("The road server did not answer: %s", error)
            return None
