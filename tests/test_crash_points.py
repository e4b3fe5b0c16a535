"""Crash points of every step that moves money, once each, by processes that really die there."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from domain.money.withdrawals.recording import Noted, Reservation
from domain.money.withdrawals.state import Withdrawal
from domain.money.withdrawals.terms import DEFAULT_TERMS
from domain.money.withdrawals.transitions import Event
from gateways.operations.audit.checking import check_ledger
from tests.chaos.acts import ACTS, paid, sent
from tests.chaos.arena import arena
from tests.chaos.crashes import CRASHES, DYING, every_crash
from tests.chaos.deaths import INSTANTS, is_ordered, order_death
from tests.conftest import keys_in
from tests.domain.story import MONDAY
from tests.gateways.records import asked_for
from tests.races.ground import NET, Ground, ground

SOME = CRASHES[2::3]
"""A third, every step among them; `make money` meets all of them."""


def test_what_is_left_to_the_long_run_is_another_instant_of_a_step_met_here() -> None:
    assert {at.step for at in SOME} == {at.step for at in CRASHES}


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_wherever_the_worker_dies_the_bank_moves_the_money_once(tmp_path: Path) -> None:
    async with arena(tmp_path, root=DYING) as made:
        await every_crash(made, SOME)

        assert await made.violations() == []
        assert made.kills == {at.name: 1 for at in SOME}


DIES_IN = {"top_up": "top_up", "refunded": "note", "claimed": "compensation"}
"""Of each act, the step of the books."""
COUNTED = {"top_up": {"brand": 100}, "refunded": {"creator": NET}, "claimed": {"creator": 100}}
"""What a brand and a creator without money have after it."""


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"], indirect=True)
@pytest.mark.parametrize("act", DIES_IN)
def test_wherever_a_top_up_a_refund_or_a_claim_dies_it_counts_once_when_it_is_done_again(
    tmp_path: Path, database_url: str, act: str
) -> None:
    with ground(database_url, keys_in(tmp_path)) as here:
        for instant in INSTANTS:
            name = here.new_round()
            _settled_and_paid(here, name)
            order_death(tmp_path, DIES_IN[act], instant, name)
            killed = _ended(tmp_path, database_url, act, name)
            ACTS[act](here.engine, name)
            ACTS[act](here.engine, name)

            assert killed == -signal.SIGKILL
            assert not is_ordered(tmp_path)
            assert here.off(name, **COUNTED[act]) == []
            assert check_ledger(here.ledger.engine).ok


def _settled_and_paid(here: Ground, name: str) -> None:
    here.settled(name)
    wanted = Withdrawal(f"{name}.w", name, 0)
    asked_for(here.engine, wanted, MONDAY)
    here.withdrawals.reserve(Reservation(wanted, MONDAY, DEFAULT_TERMS))
    arrived = Event("paid", MONDAY)
    here.withdrawals.note(Noted(paid(name), arrived, sent(name).number, "payout_arrived"))


def _ended(state: Path, database: str, act: str, name: str) -> int:
    command = [sys.executable, str(DYING / "act.py"), str(state), database, act, name]
    return subprocess.run(command, check=False, timeout=60).returncode
