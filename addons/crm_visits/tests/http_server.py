import json
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    """Answers every request with what its server was given."""

    def do_GET(self):
        self.server.asked.append(self.path)
        self.server.headers_seen.append(dict(self.headers))
        self.server.pause.wait(self.server.seconds)
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        with suppress(ConnectionError):  # who asked has gone away
            self.end_headers()
            self.wfile.write(self.server.answer)

    def log_message(self, *args):
        """Say nothing."""


@contextmanager
def answering(answer, status=200, seconds=0):
    """A server on this machine that gives one answer; yields it, with its `address` and what it was `asked`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.answer = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    server.status, server.seconds, server.pause = status, seconds, threading.Event()
    server.asked, server.headers_seen = [], []
    server.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.pause.set()
        server.shutdown()
        server.server_close()
