"""A process that kills itself by SIGKILL in the midst of a step, once, when a file in its folder says so.

It is as sudden as any kill -9 from outside, and hits the very instant: what no outsider can do.
"""

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from threading import local
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from gateways.commissions.store import SqlCommissionStore
from gateways.money.claims import SqlClaims
from gateways.money.ledger import SqlLedger
from gateways.money.withdrawals.store import SqlWithdrawalStore
from gateways.sandbox.bank import SandboxBank

START, COMMIT, COMMITTED, RETURN = "start", "commit", "committed", "return"
"""Before anything is done (before the vendor's call); before the commit; after it; before the step returns
(after the vendor's work)."""
INSTANTS = (START, COMMIT, COMMITTED, RETURN)
ORDER = "die-at.json"
STEPS: dict[str, tuple[type, Callable[..., str]]] = {
    "record": (
        SqlCommissionStore,
        lambda batch: f"{batch.commission_id} {[each.move for each in batch.transitions]}",
    ),
    "reserve": (SqlWithdrawalStore, lambda wanted, *_: wanted.withdrawal.number),
    "account_of": (SqlWithdrawalStore, lambda _creator, number: number),
    "transfer": (SandboxBank, lambda number, *_: number),
    "find": (SandboxBank, lambda number: number),
    "note": (SqlWithdrawalStore, lambda noted: f"{noted.number} {noted.event.name}"),
    "compensation": (SqlClaims, lambda party, *_: party),
    "top_up": (SqlLedger, lambda brand, *_: brand),
}
"""Every step that touches money, and the words by which one call of it is known."""


def order_death(state: Path, step: str, instant: str, about: str) -> None:
    """The next call of the step about this dies at this instant."""
    waiting = state / f"{ORDER}.new"
    waiting.write_text(json.dumps({"step": step, "instant": instant, "about": about}))
    waiting.replace(state / ORDER)


def is_ordered(state: Path) -> bool:
    return (state / ORDER).exists()


def become_mortal(state: Path) -> None:
    under_way = local()

    def reached(instant: str) -> None:
        step, about = getattr(under_way, "call", ("", ""))
        try:
            said = json.loads((state / ORDER).read_text())
        except FileNotFoundError:
            return
        if (said["step"], said["instant"]) == (step, instant) and said["about"] in about:
            (state / ORDER).unlink()
            os.kill(os.getpid(), signal.SIGKILL)

    def mortal(step: str, words: Callable[..., str], act: Callable[..., Any]) -> Callable[..., Any]:
        def run(self: object, *said: Any) -> Any:
            under_way.call = (step, words(*said))
            reached(START)
            try:
                answer = act(self, *said)
                reached(RETURN)
            finally:
                under_way.call = ("", "")
            return answer

        return run

    for step, (owner, words) in STEPS.items():
        setattr(owner, step, mortal(step, words, getattr(owner, step)))
    event.listen(Engine, "commit", lambda _: reached(COMMIT))
    event.listen(Session, "after_commit", lambda _: reached(COMMITTED))
