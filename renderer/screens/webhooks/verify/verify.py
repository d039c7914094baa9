"""Verifies signed webhooks (Standard Webhooks). Python 3.7 or newer, standard library only. To try it:

    WEBHOOK_SECRET=whsec_... python3 verify.py

It listens on http://127.0.0.1:8080 (PORT=... for another port). Webhooks are sent to https:// only, so put it behind
whatever ends TLS for you. In a server of your own you need no more than verify().
"""

import base64
import hashlib
import hmac
import os
import re
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOLERANCE_SECONDS = 5 * 60
MOST_BODY_BYTES = 1024 * 1024


def verify(headers, raw_body, secret, now=None):
    """Answers True, or raises a ValueError that says what is wrong.

    headers: anything with items(). raw_body: the bytes as they came, before anything parses them. secret: whsec_...
    now: seconds since 1970.
    """
    text = re.sub("^whsec_", "", secret or "").rstrip("=")
    key = base64.b64decode(text + "=" * (-len(text) % 4))
    if len(key) < 24:
        raise ValueError("The secret must be whsec_ followed by base64 of at least 24 bytes.")
    lines = {name.lower(): value for name, value in headers.items()}
    message_id = lines.get("webhook-id")
    timestamp = lines.get("webhook-timestamp")
    signatures = lines.get("webhook-signature")
    if not message_id or not timestamp or not signatures:
        raise ValueError("The request is not signed.")
    # Whoever recorded a request must not be able to send it again later.
    now = time.time() if now is None else now
    if not re.fullmatch("[0-9]{1,12}", timestamp) or abs(now - int(timestamp)) > TOLERANCE_SECONDS:
        raise ValueError("The request is more than 5 minutes old or new. If it is not, set the clocks of both machines.")
    signed = f"{message_id}.{timestamp}.".encode() + raw_body
    expected = b"v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
    # While a secret is being replaced there is a signature for each; yours is one of them.
    if not any(hmac.compare_digest(given.encode(), expected) for given in signatures.split(" ")):
        raise ValueError("No signature is right: the secret or the body differs.")
    return True


class Listener(BaseHTTPRequestHandler):
    timeout = 10

    def do_POST(self):
        length = self.headers.get("content-length", "")
        if not re.fullmatch("[0-9]{1,12}", length):
            return self.answer(411)
        if int(length) > MOST_BODY_BYTES:
            return self.answer(413)
        raw_body = self.rfile.read(int(length))
        try:
            verify(self.headers, raw_body, os.environ.get("WEBHOOK_SECRET"))
        except ValueError as error:
            print(error, file=sys.stderr, flush=True)
            return self.answer(401)
        # From here on it can be believed. It may come twice, then with the same webhook-id: remember those you have
        # dealt with.
        print(self.headers["webhook-id"], raw_body.decode(errors="replace"), flush=True)
        self.answer(204)

    def answer(self, status):
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8080"))), Listener)
    print(f"Listening on http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
