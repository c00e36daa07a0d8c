import logging
import time
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

BATCH = 500  # addresses taken into the queue at once
MOST_TRIES = 8
LONGEST_PAUSE = timedelta(days=2)
FAILURES_IN_A_ROW = 3  # then whoever is asked is left in peace until the next run
OPEN = ("waiting", "failed")
PAUSE = "crm_visits.geocoding_pause"
IS_ON = "crm_visits.geocoding"


class CrmGeocoding(models.Model):
    """An address to be found on the map, or found: the queue and the memory of asking for pins.

    A job asks for one address at a time, at a pace that public servers take, and never the same one twice. Saving a
    customer asks for nothing.
    """

    _name = "crm.geocoding"
    _description = "Address on the Map"
    _order = "next_try, id"
    _rec_name = "address"

    address = fields.Char(required=True, readonly=True)
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("found", "Found"),
            ("unknown", "Not known"),
            ("failed", "Failed, tried again"),
            ("given_up", "Given up"),
        ],
        required=True,
        default="waiting",
        readonly=True,
        index=True,
    )
    latitude = fields.Float(digits=(10, 7), readonly=True, aggregator=None)
    longitude = fields.Float(digits=(10, 7), readonly=True, aggregator=None)
    tries = fields.Integer(readonly=True, aggregator=None)
    next_try = fields.Datetime(readonly=True, default=fields.Datetime.now, index=True)
    message = fields.Char(string="What Went Wrong", readonly=True)
    partner_ids = fields.One2many("res.partner", "geocoding_id", string="Contacts")
    lead_ids = fields.One2many("crm.lead", "geocoding_id", string="Prospects")

    _address_once = models.UniqueIndex("(address)", "This address is in the queue already.")

    def action_ask_again(self):
        """Put addresses into the queue again, as new ones."""
        self.check_access("write")
        self.write({"state": "waiting", "tries": 0, "next_try": fields.Datetime.now(), "message": False})

    @api.model
    def _is_on(self):
        # sudo: whether addresses are sent out is a setting
        return self.env["ir.config_parameter"].sudo().get_param(IS_ON) == "True"

    @api.model
    def _cron_find(self):
        """Take new addresses into the queue, then ask for those whose turn it is; each result is kept at once."""
        if not self._is_on():
            return
        while self._take_in():
            if not self.env["ir.cron"]._commit_progress(1, remaining=1):
                return
        waiting = self.search([("state", "in", OPEN), ("next_try", "<=", fields.Datetime.now())])
        # sudo: the pace is a setting
        pause = float(self.env["ir.config_parameter"].sudo().get_param(PAUSE, 1.1))
        failures = 0
        for number, geocoding in enumerate(waiting):
            failures = 0 if geocoding._ask() else failures + 1
            # Nothing remains for who refuses: Odoo would run the job again at once.
            remaining = len(waiting) - number - 1 if failures < FAILURES_IN_A_ROW else 0
            if not self.env["ir.cron"]._commit_progress(1, remaining=remaining) or not remaining:
                break
            time.sleep(pause)

    @api.model
    def _take_in(self):
        """Put addresses of customers and prospects without a pin into the queue; returns how many they were."""
        taken = 0
        for somebody in (self._without_pin(BATCH), self.env["crm.lead"]._without_place(BATCH)):
            self._queue(somebody.with_context(lang="en_US"))  # countries as geocoders know them
            taken += len(somebody)
        return taken

    @api.model
    def _queue(self, somebody):
        by_address = somebody.grouped(self._address_of)
        known = {one.address: one for one in self.search([("address", "in", list(by_address))])}
        new = [{"address": address} for address in by_address if address not in known]
        known.update((one.address, one) for one in self.create(new))
        for address, neighbours in by_address.items():
            neighbours.geocoding_id = known[address]
            known[address]._set_pins()

    @api.model
    def _address_of(self, somebody):
        return self.env["base.geocoder"].geo_query_address(
            street=somebody.street,
            zip=somebody.zip,
            city=somebody.city,
            state=somebody.state_id.name,
            country=somebody.country_id.name,
        )

    @api.model
    def _without_pin(self, limit):
        """Return customers, and our own addresses, that have an address, no pin and no place in the queue."""
        partners = self.env["res.partner"]
        partners.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT partner.id
                  FROM res_partner partner
                  JOIN res_partner company ON company.id = partner.commercial_partner_id
                 WHERE partner.active AND partner.geocoding_id IS NULL AND partner.city > ''
                   AND COALESCE(partner.partner_latitude, 0) = 0 AND COALESCE(partner.partner_longitude, 0) = 0
                   AND (partner.type IS DISTINCT FROM 'contact' OR partner.parent_id IS NULL)
                   AND (company.customer_rank > 0 OR company.activity_status IS NOT NULL
                        OR EXISTS (SELECT FROM res_company own WHERE own.partner_id = company.id))
              ORDER BY partner.id
                 LIMIT %s
                """,
                limit,
            )
        )
        return partners.browse(row[0] for row in rows)

    def _ask(self):
        """Ask the provider for this address; returns whether it answered, be it that there is no such place."""
        self.ensure_one()
        try:
            found = self.env["base.geocoder"].geo_find(self.address)
        except UserError as error:
            self._fail(str(error))
            return False
        if found:
            self.write({"state": "found", "latitude": found[0], "longitude": found[1], "message": False})
            self._set_pins()
        else:
            self.write({"state": "unknown", "message": False})
        return True

    def _fail(self, message):
        """Try again later, each time after twice as long; give up in the end, and say so in the list and the log."""
        tries = self.tries + 1
        pause = min(timedelta(minutes=10) * 2**tries, LONGEST_PAUSE)
        state = "given_up" if tries >= MOST_TRIES else "failed"
        self.write(
            {
                "state": state,
                "tries": tries,
                "next_try": fields.Datetime.now() + pause,
                "message": message[:200],
            }
        )
        _logger.info("No pin for an address, try %d: %s", tries, message)

    def _set_pins(self):
        """Give the place found to the contacts with this address that have no pin of their own."""
        for geocoding in self.filtered(lambda one: one.state == "found"):
            bare = geocoding.partner_ids.filtered(
                lambda partner: not (partner.partner_latitude or partner.partner_longitude)
            )
            bare.write(
                {
                    "partner_latitude": geocoding.latitude,
                    "partner_longitude": geocoding.longitude,
                    "date_localization": fields.Date.context_today(self),
                }
            )
