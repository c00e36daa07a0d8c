from urllib.parse import urlsplit

import requests
from odoo import api, models, release
from odoo.exceptions import UserError

SERVER = "crm_visits.nominatim_server"
PUBLIC_SERVER = "https://nominatim.openstreetmap.org"
PATIENCE = 10  # seconds


class BaseGeocoder(models.AbstractModel):
    """A provider more: a Nominatim server of one's own, or the public one, asked as its rules want it.

    Odoo's own provider names no one who asks, waits for ever, and takes a refusal for an unknown place.
    """

    _inherit = "base.geocoder"

    @api.model
    def _call_nominatim(self, address, **_options):
        """Return (latitude, longitude) in degrees of an address; None when there is no such place."""
        # sudo: the address of the server is a setting
        server = self.env["ir.config_parameter"].sudo().get_param(SERVER) or PUBLIC_SERVER
        contact = self.env.company.email or self.env.company.name
        try:
            response = requests.get(
                f"{server.rstrip('/')}/search",
                params={"format": "json", "limit": 1, "q": address},
                headers={"User-Agent": f"Obligo/{release.series} ({contact})".encode("latin-1", "replace")},
                timeout=PATIENCE,
            )
            response.raise_for_status()
            answers = response.json()
            place = answers[0] if answers else None
            return (float(place["lat"]), float(place["lon"])) if place else None
        except (requests.RequestException, ValueError, TypeError, KeyError, IndexError) as error:
            answer = getattr(error, "response", None)
            reason = type(error).__name__ if answer is None else answer.status_code
            raise UserError(
                self.env._(
                    "%(server)s does not say where the address is (%(reason)s).",
                    server=urlsplit(server).hostname or server,
                    reason=reason,
                )
            ) from error
