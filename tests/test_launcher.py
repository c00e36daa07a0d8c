"""The launcher at the command line: short help, early refusals, and an end that leaves nothing running."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from launcher import cli, databases, paths, prepared, serving

CRM = str(paths.ROOT / "crm")
COMMANDS = [
    "up",
    "test",
    "lint",
    "shell",
    "i18n",
    "upgrade",
    "bench",
    "backup",
    "restore",
    "screenshots",
    "postgres",
]
START_SECONDS = 240


def crm(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run one command of the launcher to its end."""
    values = {**os.environ, **environment}
    command = [sys.executable, CRM, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=values, timeout=120, check=False)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_short(command, capsys):
    """The help of a command fits on half a screen."""
    with pytest.raises(SystemExit) as ended:
        cli.main([command, "--help"])
    assert ended.value.code == 0
    assert 1 < len(capsys.readouterr().out.splitlines()) < 20


def test_taken_port_is_refused_at_once():
    """The port is looked at before anything is set up, and another is proposed."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = crm("up", "--port", str(port))
    assert result.returncode == 1
    assert result.stderr == f"crm: Port {port} is taken. Choose another: ./crm up --port {port + 1}\n"


def test_wrong_odoo_is_named(tmp_path):
    """An Odoo of another version is refused, with the place where it was found."""
    (tmp_path / "odoo").mkdir()
    (tmp_path / "odoo" / "release.py").write_text("series = '18.0'\n")
    result = crm("psql", ODOO_HOME=str(tmp_path))
    assert result.returncode == 1
    assert f"Odoo 18.0 is in {tmp_path}, but Obligo needs 19.0" in result.stderr
    result = crm("psql", ODOO_HOME=str(tmp_path / "odoo"))
    assert "Set ODOO_HOME to the folder that contains Odoo 19.0" in result.stderr
    assert "Traceback" not in result.stderr


def test_old_python_is_told_what_to_do():
    """The version is checked before anything that an old Python could not read."""
    code = f"import runpy, sys; sys.version_info = (3, 9, 1); runpy.run_path({CRM!r}, run_name='__main__')"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert result.stderr.startswith("crm: Python 3.11 or later is needed; this is 3.9.")


@pytest.mark.parametrize(("line", "kinds"), [("test", []), ("test lint e2e -k a", ["lint", "e2e"])])
def test_kinds_of_tests(line, kinds):
    """No kind means all of them, and several may be named."""
    assert cli._parser().parse_args(line.split()).kinds == kinds


def test_unknown_kind_is_refused():
    """The message names the kinds there are."""
    result = crm("test", "unit")
    assert result.returncode == 2
    assert "unit is none of lint, logic, addons, modules, e2e" in result.stderr


def test_unknown_option_is_refused():
    """A word that no command knows ends with a usage line, not with a traceback."""
    result = crm("upgrade", "--nonsense")
    assert result.returncode == 2
    assert result.stderr.splitlines()[-1] == "crm: error: unknown: --nonsense"


def test_interrupt_stops_what_up_started_and_nothing_else(database_server, tmp_path):
    """Ctrl-C ends the server and frees its port; a server that somebody else runs answers as before."""
    source = prepared.addons(database_server)
    with contextlib.ExitStack() as stack:
        other, ours = (stack.enter_context(prepared.clone(database_server, source, "stop")) for _ in range(2))
        other_port, port = serving.free_port(), serving.free_port()
        stack.enter_context(serving.serving(database_server, other, other_port, tmp_path / "other.log"))
        command = [sys.executable, CRM, "up", "--db", ours, "--port", str(port)]
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=as_from_a_terminal,  # noqa: PLW1509  no other thread runs here
        )
        try:
            said = wait_for(process, "Ctrl-C stops it.")
            assert f"http://127.0.0.1:{port}" in said
            assert serving.is_taken(port)
            process.send_signal(signal.SIGINT)
            assert process.wait(60) == 130
        finally:
            process.kill()
        assert not serving.is_taken(port)
        assert not left_over(ours)
        with urllib.request.urlopen(f"http://127.0.0.1:{other_port}/web/health") as answer:
            assert answer.status == 200
        assert ours in databases.names(database_server)


def as_from_a_terminal() -> None:
    """A shell without a terminal lets what it starts in the background ignore Ctrl-C, and children inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def wait_for(process: subprocess.Popen, line: str) -> str:
    """What the process printed up to that line."""
    said, end = "", time.monotonic() + START_SECONDS
    while line not in said and time.monotonic() < end:
        read = process.stdout.readline()
        assert read, f"ended early: {said}"
        said += read
    return said


def left_over(database: str) -> list[str]:
    """Processes that still have that database in their command line."""
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines() if f"-d {database}" in line]
