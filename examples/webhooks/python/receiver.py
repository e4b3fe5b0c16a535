"""A receiver of webhooks with nothing but Python: verify, keep, answer; work afterwards."""

import base64
import hashlib
import hmac
import json
import os
import sqlite3
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

SECRETS = os.environ["WEBHOOK_SECRET"].split()  # both, while a secret is being rotated
TOLERANCE = 300  # seconds between their clock and ours
LARGEST = 1_000_000

kept = sqlite3.connect(os.environ.get("WEBHOOK_INBOX", "inbox.db"))
kept.execute("create table if not exists inbox (id text primary key, body text, done int default 0)")
kept.execute("create table if not exists subjects (name text primary key, seq int)")


def is_theirs(message_id: str, at: str, signatures: str, body: bytes) -> bool:
    if not (at.isascii() and at.isdigit()) or abs(time.time() - int(at)) > TOLERANCE:
        return False
    signed = f"{message_id}.{at}.".encode() + body
    for secret in SECRETS:
        key = base64.b64decode(secret.removeprefix("whsec_"))
        ours = b"v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
        if any(hmac.compare_digest(ours, each.encode()) for each in signatures.split()):
            return True
    return False


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        length = int(self.headers.get("content-length", 0))
        body = self.rfile.read(length) if length <= LARGEST else b""
        names = ("webhook-id", "webhook-timestamp", "webhook-signature")
        message_id, at, signatures = (self.headers.get(name, "") for name in names)
        if not is_theirs(message_id, at, signatures, body):
            return self.answer(401)
        with kept:  # committed before it is answered; a repeat has the same id and changes nothing
            kept.execute("insert or ignore into inbox (id, body) values (?, ?)", (message_id, body.decode()))
        self.answer(204)
        work()

    def answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()
        self.wfile.flush()

    def log_message(self, *_: object) -> None: ...


def work() -> None:
    """In a program of its own, in earnest: what is kept is worked on once, and in order for each subject."""
    waiting = kept.execute("select id, body from inbox where not done order by rowid").fetchall()
    for message_id, body in waiting:
        event = json.loads(body)
        with kept:
            handle(event)
            kept.execute("update inbox set done = 1 where id = ?", (message_id,))


def handle(event: dict) -> None:
    told = event["subject"]
    subject = f"{told['kind']}:{told['id']}"
    known = kept.execute("select seq from subjects where name = ?", (subject,)).fetchone()
    if known and told["seq"] <= known[0]:
        return  # redelivered by hand: newer ones were here before
    if event.get("previous_missing"):
        print(f"{subject}: an event before {told['seq']} never came, read it from the API", flush=True)
    kept.execute("replace into subjects values (?, ?)", (subject, told["seq"]))
    print(f"{event['type']} {subject} {told['seq']}", flush=True)


if __name__ == "__main__":
    HTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver).serve_forever()
