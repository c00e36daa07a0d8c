from urllib.parse import quote

from odoo.tests import tagged

from .common import PortalHttpCase


@tagged("post_install", "-at_install")
class TestSearch(PortalHttpCase):
    """Accents and letter case aside, exact codes first, typing errors forgiven."""

    def setUp(self):
        super().setUp()
        self.teapot = self._create_goods("Chávena Açoriana", default_code="TEA-10")
        self.other = self._create_goods("Cup-1 holder", default_code="A-CUP-1")
        self.authenticate("buyer_a", "buyer_a")

    def _names(self, search):
        page = self._page(f"/my/catalogue?search={quote(search)}")
        return [name.text_content().strip() for name in page.xpath("//h2[contains(@class, 'o_obligo_name')]")]

    def test_accents_and_letter_case(self):
        for typed in ("chavena", "CHÁVENA", "acoriana", "açoriana chávena", "Chavena, Açor", "tea10"):
            self.assertEqual(self._names(typed), ["Chávena Açoriana"], typed)

    def test_exact_code_first(self):
        self.assertEqual(self._names("cup-1"), ["Blue cup", "Cup-1 holder"])

    def test_typing_errors(self):
        for typed, name in (
            ("chvaena", "Chávena Açoriana"),
            ("acorina", "Chávena Açoriana"),
            ("pltae", "White plate"),
            ("whitte plate", "White plate"),
            ("cpu-1", "Blue cup"),
        ):
            self.assertIn(name, self._names(typed), typed)
        self.assertIn("Did you mean", self._text(self._get("/my/catalogue?search=pltae")))
        self.assertNotIn("Did you mean", self._text(self._get("/my/catalogue?search=plate")))

    def test_nothing_alike(self):
        for typed in ("zzzzzz", "TEA-99", "%%%", "_", "'", "\\", "☃"):
            self.assertEqual(self._names(typed), [], typed)

    def test_14_what_is_not_offered_is_no_guess(self):
        self.assertEqual(self._names("scret"), [])
        self.assertEqual(self._names("not for thm"), [])

    def test_mistyped_own_names_and_no_one_else_s(self):
        self.env["product.customer.code"].create(
            {"partner_id": self.customer_b.id, "product_id": self.plate.id, "code": "9", "name": "Travessa"}
        )
        self.assertEqual(self._names("trvaessa"), [])
        self.authenticate("buyer_b", "buyer_b")
        self.assertEqual(self._names("trvaessa"), ["White plate"])

    def test_a_name_is_found_in_every_language(self):
        self.env["res.lang"]._activate_lang("pt_PT")
        self.plate.with_context(lang="pt_PT").name = "Prato raso"
        for typed in ("prato", "plate"):
            self.assertEqual(self._names(typed), ["White plate"], typed)

    def test_suggestions(self):
        found = self.make_jsonrpc_request("/my/catalogue/suggest", {"text": "cup-1"})
        self.assertEqual([row["code"] for row in found], ["CUP-1", "A-CUP-1"])
        self.assertEqual(found[0], {"id": self.cup.id, "code": "CUP-1", "own_code": "", "name": "Blue cup"})
        [typo] = self.make_jsonrpc_request("/my/catalogue/suggest", {"text": "chvena"})
        self.assertEqual(typo["code"], "TEA-10")
        for text in ("", "c", "SECRET-1", None, ["x"], 7, {"a": 1}):
            self.assertEqual(self.make_jsonrpc_request("/my/catalogue/suggest", {"text": text}), [])
