"""How a client's own program speaks to the interface: what has no answer is sent again under its key.

Written from docs/api.md with the standard library alone: it imports nothing of the project.
"""

import http.client
import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

WAITS_SECONDS = 80.0
"""For one answer."""
PAUSE_SECONDS = 2.0
GATEWAY_AWAY_SECONDS = 0.5
AGAIN = frozenset({429, 503})
REFUSED, ABSENT, TOO_LATE, FAULT = 400, 404, 409, 500


class Refused(Exception):
    def __init__(self, status: int, told: Mapping[str, Any]) -> None:
        self.status, self.code = status, str(told.get("code", f"HTTP_{status}"))
        super().__init__(f"{status} {self.code} {told.get('detail', '')} {told.get('request_id', '')}")


class Journal:
    """What was answered, a line each, for whoever compares it with the books."""

    def __init__(self, place: Path) -> None:
        self._place, self._turn = place, threading.Lock()
        self.counts: Counter[str] = Counter()

    def count(self, what: str) -> None:
        with self._turn:
            self.counts[what] += 1

    def note(self, kind: str, **told: Any) -> None:
        line = json.dumps({"kind": kind, **told}, ensure_ascii=False)
        with self._turn, self._place.open("a", encoding="utf-8") as lines:
            lines.write(line + "\n")

    def lines(self, kind: str) -> list[dict[str, Any]]:
        told = [json.loads(line) for line in self._place.read_text(encoding="utf-8").splitlines()]
        return [each for each in told if each["kind"] == kind]


class Api:
    def __init__(self, address: str, token: str, journal: Journal) -> None:
        self._host, self._token, self.journal = urlsplit(address).netloc, token, journal

    def read(self, path: str, *, seq: int = 0) -> dict[str, Any]:
        """``seq``: of the last answer; returns what is at least as new."""
        while True:
            found = self.ask("GET", path, None, {"Starmap-Min-Seq": str(seq)} if seq else {})
            if found.get("seq", seq) >= seq:
                return found

    def write(self, path: str, body: Mapping[str, Any], key: str, *, method: str = "POST") -> dict[str, Any]:
        """Raises Refused. What was answered stands in the journal."""
        found = self.ask(method, path, body, {"Idempotency-Key": key})
        self.journal.note("done", method=method, path=path, body=body, key=key, answer=found)
        return found

    def command(self, commission: Mapping[str, Any], name: str, **fields: Any) -> int:
        """The number that it has in the timeline. One key for what is said in this stage and round."""
        path = f"/v1/commissions/{commission['id']}/commands/{name}"
        key = f"{name}-{commission['stage']}-{commission['round']}"
        return int(self.write(path, {"fields": fields}, key)["seq"])

    def outside(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """What takes no key. Raises Refused."""
        return self.ask("POST", path, body, {})

    def happen(self, path: str, body: Mapping[str, Any]) -> None:
        """Of the sandbox's, which takes no key: sent again it may be refused, as it has happened already."""
        try:
            self.outside(path, body)
        except Refused as refused:
            if refused.status != TOO_LATE:
                raise
            self.journal.count(refused.code)

    def ask(
        self, method: str, path: str, body: Mapping[str, Any] | None, headers: Mapping[str, str]
    ) -> dict[str, Any]:
        """Until there is an answer. Raises Refused."""
        sent = json.dumps(body, ensure_ascii=False).encode() if body is not None else None
        while True:
            self.journal.count("requests")
            try:
                status, told, waits = self._once(method, path, sent, headers)
            except (OSError, http.client.HTTPException, ValueError):
                waits = GATEWAY_AWAY_SECONDS
                self.journal.count("broken connections")
            else:
                if status < REFUSED:
                    return told
                if status not in AGAIN and told.get("code") != "KEY_IN_USE":
                    if status >= FAULT:
                        self.journal.note("fault", path=path, status=status, told=told)
                    raise Refused(status, told)
                self.journal.count(str(told.get("code", status)))
            self.journal.count("retries")
            time.sleep(waits)

    def _once(
        self, method: str, path: str, sent: bytes | None, headers: Mapping[str, str]
    ) -> tuple[int, dict[str, Any], float]:
        connection = http.client.HTTPConnection(self._host, timeout=WAITS_SECONDS)
        try:
            more = {"Content-Type": "application/json"} if sent is not None else {}
            mine = {"Authorization": f"Bearer {self._token}"} if self._token else {}
            connection.request(method, path, sent, {**headers, **more, **mine})
            answer = connection.getresponse()
            waits = float(answer.headers.get("Retry-After", PAUSE_SECONDS))
            return answer.status, json.loads(answer.read()), waits
        finally:
            connection.close()


def say_again(api: Api, of: Callable[[str], bool] = lambda _: True) -> None:
    """Everything that was answered, once more under its key: the answers have to be the same."""
    for told in api.journal.lines("done"):
        if of(told["path"]):
            found = api.ask(told["method"], told["path"], told["body"], {"Idempotency-Key": told["key"]})
            same = found == told["answer"]
            api.journal.note("again", path=told["path"], key=told["key"], same=same)
