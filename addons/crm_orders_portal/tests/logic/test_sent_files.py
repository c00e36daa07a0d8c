from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

sent_files = load_logic("crm_orders_portal", "sent_files")
RUN_BY_BROWSERS = ("text/html", "image/svg+xml", "application/xml", "text/xml", "application/javascript")


class TestSentFiles(TestCase):
    @given(st.binary(max_size=300), st.sampled_from((*sent_files.EXTENSIONS, "html", "exe", "", "pdf.exe")))
    def test_nothing_a_browser_would_run_whatever_comes(self, data, extension):
        self.assertNotIn(sent_files.mimetype_of(f"file.{extension}", data), RUN_BY_BROWSERS)

    @given(st.text(max_size=200))
    def test_names_are_safe(self, name):
        cleaned = sent_files.clean_name(name)
        self.assertTrue(cleaned)
        self.assertLessEqual(len(cleaned), 100)
        self.assertTrue(cleaned.isprintable())
        self.assertFalse({"/", "\\"} & set(cleaned))

    def test_drawings_and_tables(self):
        for name, data, mimetype in (
            ("a.SVG", b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x -->\n<svg/>", "text/plain"),
            ("a.SVG", b"<?xml version='1.0'?>\n<!-- x -->\n<svg width='1'/>", "text/plain"),
            ("a.dwg", b"AC1032....", "application/octet-stream"),
            ("a.csv", "Código;Quantidade\nA;1".encode("cp1252"), "text/plain"),
            ("a.jpeg", b"\xff\xd8\xff\xe0", "image/jpeg"),
            ("a.tif", b"II*\x00", "image/tiff"),
            ("a.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
            ("a.webp", b"RIFF\x00\x00\x00\x00WAVE", ""),
        ):
            self.assertEqual(sent_files.mimetype_of(name, data), mimetype, data)
