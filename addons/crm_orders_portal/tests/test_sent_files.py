import io
import zipfile

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PortalHttpCase

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@tagged("post_install", "-at_install")
class TestSentFiles(PortalHttpCase):
    def setUp(self):
        super().setUp()
        self.authenticate("buyer_a", "buyer_a")
        self._fill()
        self.basket = self._basket(self.buyer_a)

    def _send_files(self, *files, do="save"):
        return self._post(
            "/my/basket/save",
            {"token": self.basket.portal_token, "do": do},
            files=[("files", (name, data)) for name, data in files],
        )

    def test_with_the_order_and_seen_by_staff(self):
        self._send_files(("our order 77.pdf", PDF), ("plan.svg", SVG), do="send")
        self.assertEqual(self.basket.state, "sale")
        self.assertRecordValues(
            self.basket.portal_file_ids.sorted("name"),
            [
                {"name": "our order 77.pdf", "mimetype": "application/pdf", "res_id": self.basket.id},
                {"name": "plan.svg", "mimetype": "text/plain", "res_id": self.basket.id},
            ],
        )
        self.assertEqual(len(self.basket.with_user(self.seller_a).portal_file_ids), 2)
        page = self._text(self._get(f"/my/orders/{self.basket.id}"))
        self.assertIn("our order 77.pdf", page)

    def test_17_given_back_to_keep_and_never_shown(self):
        self._send_files(("plan.svg", SVG))
        file = self.basket.portal_file_ids
        with mute_logger("odoo.http"):
            self.assertEqual(self._get(f"/web/content/{file.id}?mimetype=image/svg%2bxml").status_code, 404)
        response = self._get(f"/my/files/{file.id}")
        self.assertIn("text/plain", response.headers["Content-Type"])
        self.assertEqual(response.content, SVG)
        self.assertIn("attachment", response.headers["Content-Disposition"])
        self.assertEqual(response.headers["X-Content-Type-Options"], "nosniff")
        self.assertIn("sandbox", response.headers["Content-Security-Policy"])

    def test_17_what_it_is_and_not_what_it_is_called(self):
        bad_zip = io.BytesIO()
        with zipfile.ZipFile(bad_zip, "w") as packed:
            packed.writestr("xl/workbook.xml", "<workbook/>")
            packed.writestr("xl/vbaProject.bin", "macro")
        for name, data in (
            ("virus.pdf", b"MZ\x90\x00"),
            ("page.html", b"<html></html>"),
            ("page.txt", b"harmless <script>x()</script>"),
            ("page.svg", b"<html><svg/></html>"),
            ("tool.exe", b"MZ\x90\x00"),
            ("run.txt", b"#!/bin/sh"),
            ("macro.xlsx", bad_zip.getvalue()),
            ("broken.xlsx", b"PK\x03\x04nonsense"),
            ("picture.png", b"\xff\xd8\xff\xe0"),
            ("noname", PDF),
            ("empty.txt", b""),
        ):
            response = self._send_files((name, data), do="send")
            self.assertIn("cannot be sent", self._text(response), name)
            self.assertFalse(self.basket.portal_file_ids, name)
            self.assertEqual(self.basket.state, "draft", name)

    def test_17_size_and_number(self):
        response = self._send_files(("big.pdf", PDF + b" " * (5 * 1024 * 1024)))
        self.assertIn("at most 5 MB", self._text(response))
        self.assertFalse(self.basket.portal_file_ids)
        response = self._send_files(*((f"{number}.pdf", PDF) for number in range(7)))
        self.assertIn("At most 5 files", self._text(response))
        self.assertEqual(len(self.basket.portal_file_ids), 5)
        with mute_logger("odoo.http", "werkzeug"):
            response = self._send_files(*((f"{number}.pdf", PDF + b" " * 2**22) for number in range(7)))
        self.assertEqual(response.status_code, 413)

    def test_16_sent_again_it_is_kept_once(self):
        for _press in range(3):
            self._send_files(("order.pdf", PDF))
        self.assertEqual(len(self.basket.portal_file_ids), 1)

    def test_taken_out_again(self):
        self._send_files(("a.pdf", PDF), ("b.pdf", PDF))
        first, second = self.basket.portal_file_ids
        self._send_files(do=f"drop-{first.id}")
        self.assertEqual(self.basket.portal_file_ids, second)
        self.assertFalse(first.exists())

    def test_14_files_of_another_company(self):
        self._send_files(("secret.pdf", PDF))
        file = self.basket.portal_file_ids
        self.authenticate("buyer_b", "buyer_b")
        self.assertEqual(self._get(f"/my/files/{file.id}").status_code, 404)
        self._fill()
        own = self._basket(self.buyer_b)
        self._post("/my/basket/save", {"token": own.portal_token, "do": f"drop-{file.id}"})
        self.assertTrue(file.exists())
        other = self.env["ir.attachment"].create(
            {"name": "inside.pdf", "raw": PDF, "res_model": "sale.order", "res_id": own.id}
        )
        self.assertEqual(
            self._get(f"/my/files/{other.id}").status_code, 404, "what staff put there is theirs"
        )
