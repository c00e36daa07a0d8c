"""The dashboard counts what the lists behind it hold, with the rights of whoever looks."""

from odoo.tests import tagged

from .common import CreditCommon


@tagged("post_install", "-at_install")
class TestAuthorizationDashboard(CreditCommon):
    def _figures(self, user):
        dashboard = self.env["credit.dashboard"].with_user(user).with_company(self.company)
        figures = dashboard.with_context(allowed_company_ids=self.company.ids).figures()
        tiles = {tile["title"]: tile for tile in figures["tiles"]}
        return figures, tiles

    def test_tiles_and_lists(self):
        self._confirm(125)
        waiting = self._sell(20)
        waiting.action_confirm()
        self._register(500, days=5)
        self._register(700, days=60)
        figures, tiles = self._figures(self.controller)
        self.assertEqual(figures["currency_id"], self.company.currency_id.id)
        shown = {title: (tile["count"], tile["amount"]) for title, tile in tiles.items()}
        self.assertEqual(shown["Over a ceiling"], (1, 1300))
        self.assertEqual(shown["Orders that wait"], (1, 2000))
        self.assertEqual(shown["Cheques and bills due in 7 days"], (1, 500))
        over, waits, due = figures["lists"]
        self.assertEqual(
            [(row["name"], row["res_model"]) for row in over["rows"]], [("Alfa Lda", "res.partner")]
        )
        self.assertTrue(waits["rows"][0]["detail"].startswith(waiting.name))
        self.assertEqual([row["amount"] for row in due["rows"]], [500])

    def test_tile_opens_what_it_counts(self):
        self._confirm(110)
        self._sell(20).action_confirm()
        _figures, tiles = self._figures(self.controller)
        for tile in tiles.values():
            records = self.env[tile["action"]["res_model"]].search(tile["action"]["domain"])
            counted = records.order_id if records._name == "sale.authorization" else records
            self.assertEqual(len(counted), tile["count"], tile["title"])

    def test_seller_counts_his_own(self):
        self._confirm(110)
        for seller, count in ((self.seller_a, 1), (self.seller_b, 0)):
            _figures, tiles = self._figures(seller)
            self.assertEqual(tiles["Over a ceiling"]["count"], count)
