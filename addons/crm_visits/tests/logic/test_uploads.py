"""Files of customers are known by their beginning, and kept under harmless names."""

import unittest

from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

uploads = load_logic("crm_visits", "uploads")


class TestUploads(unittest.TestCase):
    def test_known_by_their_first_bytes(self):
        for data, mimetype in (
            (b"\xff\xd8\xff\xe0rest", "image/jpeg"),
            (b"\x89PNG\r\n\x1a\nrest", "image/png"),
            (b"GIF89arest", "image/gif"),
            (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
            (b"%PDF-1.4", "application/pdf"),
        ):
            self.assertEqual(uploads.kind_of(data).mimetype, mimetype)

    def test_pages_scripts_and_programs_are_not_taken(self):
        for data in (
            b"<svg/>",
            b"\xef\xbb\xbf<svg/>",
            b"  <html>",
            b"<?xml version='1.0'?><svg/>",
            b"MZ\x90",
            b"PK\x03\x04",
            b"RIFF\x00\x00\x00\x00WAVE",
            b"\x1f\x8b",
        ):
            with self.assertRaises(uploads.UploadError) as refused:
                uploads.kind_of(data)
            self.assertEqual(refused.exception.code, "kind")

    def test_size(self):
        largest = b"%PDF-" + b"0" * (uploads.MAX_BYTES - 5)
        self.assertEqual(uploads.kind_of(largest).mimetype, "application/pdf")
        for data, code in ((b"", "empty"), (largest + b"0", "large")):
            with self.assertRaises(uploads.UploadError) as refused:
                uploads.kind_of(data)
            self.assertEqual(refused.exception.code, code)

    def test_names(self):
        for name, safe in (
            ("box.svg", "box.jpg"),
            ("../../etc/passwd", "passwd.jpg"),
            ("C:\\photos\\box.JPEG", "box.jpg"),
            ("<script>.html", "script.jpg"),
            ("", "file.jpg"),
            (".jpg", "jpg.jpg"),
            ("caixa amolgada.png", "caixa amolgada.jpg"),
        ):
            self.assertEqual(uploads.safe_name(name, uploads.JPEG), safe)

    @given(st.text(), st.sampled_from([uploads.JPEG, uploads.PDF]))
    def test_any_name_is_made_safe(self, name, kind):
        safe = uploads.safe_name(name, kind)
        self.assertTrue(safe.endswith(kind.ending))
        self.assertLessEqual(len(safe), uploads.LONGEST_NAME + len(kind.ending))
        self.assertFalse(set(safe) & set('/\\<>:"|?*\x00\r\n'))
