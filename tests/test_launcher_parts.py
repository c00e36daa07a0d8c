"""The launcher's parts that need no server: what a log says, what `-k` means, how translations are merged."""

import subprocess
import sys
from types import SimpleNamespace

import polib
import pytest

from launcher import console, odoo_command, odoo_log, paths, postgres, tools, translations, up
from launcher.testing import selection

LOG = """\
2026-01-05 10:00:00,001 7 INFO demo odoo.modules.loading: 12 modules loaded
2026-01-05 10:00:01,001 7 WARNING demo odoo.addons.crm_base.models.x: Something
Traceback (most recent call last):
  File "x.py", line 1
2026-01-05 10:00:02,001 7 ERROR demo odoo.addons.crm_base.tests.test_a: FAIL: TestA.test_one
2026-01-05 10:00:03,001 7 ERROR demo odoo.tests.result: 1 failed, 2 error(s) of 9 tests when loading database 'demo'
"""
TEST_FILE = "class TestPrices(T):\n    def test_sum(self): ...\n    def test_tax(self): ...\n\ndef test_alone(): ...\n"


@pytest.fixture
def log(tmp_path):
    """A log with a warning, a failed test and a result."""
    file = tmp_path / "odoo.log"
    file.write_text(LOG)
    return file


def test_log_complaints_carry_their_traceback(log):
    """A warning counts, with the lines that belong to it."""
    found = odoo_log.complaints(log)
    assert [record.level for record in found] == ["WARNING", "ERROR", "ERROR"]
    assert found[0].text.splitlines() == [
        "Something",
        "Traceback (most recent call last):",
        '  File "x.py", line 1',
    ]


def test_python_warning_counts_when_it_is_about_us(tmp_path):
    """A library that uses something old is no fault of ours; one of our files that does is."""
    file = tmp_path / "odoo.log"
    start = "2026-01-05 10:00:01,001 7 WARNING demo py.warnings: "
    file.write_text(
        f"{start}zeep/utils.py:1: DeprecationWarning\n{start}{paths.ADDONS}/crm_base/x.py:1: DeprecationWarning\n"
    )
    assert [record.text for record in odoo_log.complaints(file)] == [
        f"{paths.ADDONS}/crm_base/x.py:1: DeprecationWarning"
    ]


def test_log_counts_failures_and_errors(log):
    """Failures and errors are both failed tests."""
    assert odoo_log.test_counts(log) == odoo_log.Counts(run=9, failed=3)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("tax", ["TestPrices.test_tax"]),
        ("Prices", ["TestPrices"]),
        ("alone", ["test_alone"]),
        ("money", ["TestPrices", "test_alone"]),
        ("nothing", []),
    ],
)
def test_key_selects(tmp_path, key, expected):
    """A name means tests, classes or a whole file."""
    file = tmp_path / "test_money.py"
    file.write_text(TEST_FILE)
    assert selection.matching_tests(file, key) == expected


def test_dead_network_is_named(monkeypatch, tmp_path):
    """A download that cannot resolve its host says so before it shows the log."""
    monkeypatch.setattr(paths, "LOGS", tmp_path)
    with pytest.raises(console.Failure, match=r"^The network does not answer\. sh failed \(status 3\)"):
        console.run_logged(["sh", "-c", "echo Temporary failure resolving host; exit 3"], "download")


def test_full_disk_is_refused_before_the_work(monkeypatch):
    """The free space is looked at first, and the message has both figures."""
    monkeypatch.setattr(up.shutil, "disk_usage", lambda _path: SimpleNamespace(free=2**30))
    with pytest.raises(console.Failure, match=r"Only 1\.0 GB free on this disk; 3 GB are needed"):
        up.check(8069)


def test_missing_program_tells_an_ordinary_user_what_to_run(monkeypatch, capsys):
    """Without root nothing is installed; the command to give to root is printed, and the work goes on."""
    monkeypatch.setattr(tools.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(tools.shutil, "which", lambda name: None if name == "wkhtmltopdf" else f"/bin/{name}")
    monkeypatch.setattr(tools, "_speaks_hebrew", lambda: True)
    monkeypatch.setattr(tools, "_node_packages", lambda folder, wanted: None)
    tools.ensure()
    assert (
        capsys.readouterr().err
        == "crm: Missing for PDF reports. To get them: sudo apt-get install wkhtmltopdf\n"
    )


def test_named_server_is_used(monkeypatch):
    """PGHOST wins over the private server, which is not even started."""
    monkeypatch.setenv("PGHOST", "db.example.com")
    monkeypatch.setenv("PGUSER", "ana")
    with postgres.running() as server:
        assert server == postgres.Server({"db_host": "db.example.com", "db_user": "ana"}, {}, None)


def test_merging_keeps_translations_and_drops_what_is_gone(monkeypatch, tmp_path):
    """A term keeps its text, a new one waits, an old one goes; a second run changes nothing."""
    monkeypatch.setattr(paths, "ADDONS", tmp_path)
    (tmp_path / "m" / "i18n").mkdir(parents=True)
    template, target = tmp_path / "m.pot", translations.file_of("m", "he")
    save(template, {"Customer": "", "Order": ""})
    save(target, {"Customer": "לקוח", "Gone": "נעלם"})
    assert translations._merge("m", "he", template).split() == [
        "m",
        "he",
        "1",
        "of",
        "2",
        "terms",
        "translated",
    ]
    first = target.read_text()
    assert {entry.msgid: entry.msgstr for entry in polib.pofile(str(target))} == {
        "Customer": "לקוח",
        "Order": "",
    }
    translations._merge("m", "he", template)
    assert target.read_text() == first


def save(file, texts):
    """A translation file with these texts."""
    made = polib.POFile()
    made.extend(polib.POEntry(msgid=source, msgstr=text) for source, text in texts.items())
    made.save(str(file))


def test_a_server_is_started_by_a_file_that_starts_again():
    """With worker processes Odoo runs its own first word a second time, for the websockets."""
    done = subprocess.run(
        [sys.executable, odoo_command.SERVER, "--version"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Odoo Server 19.0")
