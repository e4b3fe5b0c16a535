"""What operators read and decide on a platform elsewhere."""

from typing import Any
from urllib.parse import quote

from domain.operations.findings import Finding
from domain.refusals import REFUSALS
from models.api import money, operations
from services.money.freezing import Frozen, Outcome, Reached, Unfrozen
from services.operations.sweeps import Swept
from starter.cli import attention as local
from starter.cli import claim, freezing, withdrawal
from starter.cli.attention import Late, Need, Why
from starter.cli.elsewhere.speaking import check_speaker
from starter.cli.numbers import number_of
from starter.cli.report import telling
from starter.cli.sweep import tell_swept
from starter.remote.client import Client

PLACE = "/v1/operations"
CLAIMS = f"{PLACE}/claims"


def attention(there: Client, *, as_json: bool) -> None:
    told = there.get(f"{PLACE}/attention", operations.Attention)
    needs = [
        Need(each.commission_id, each, [Why(why.word, why.since) for why in each.reasons])
        for each in told.waiting
    ]
    late = [
        Late(each.id, each.number, each.owner, each.fen, each.reason, each.since, each.attention)
        for each in told.withdrawals
        if each.since
    ]
    with telling(as_json=as_json) as report:
        local.tell_in_need(report, needs, late)


def swept(there: Client, name: str, *, as_json: bool) -> None:
    told = next(each for each in there.get(f"{PLACE}/sweeps", operations.Sweeps).sweeps if each.name == name)
    found = [Finding(**each.model_dump()) for each in told.findings]
    last = Swept(told.finished_at, told.counts, found) if told.finished_at else None
    with telling(as_json=as_json) as report:
        tell_swept(report, name, last)


def claims(there: Client, commission: str, party: str, *, as_json: bool) -> None:
    told = there.get(CLAIMS, money.Claims, {"commission_id": commission, "party": party})
    with telling(as_json=as_json) as report:
        claim.tell_claims(report, told.claims)


def clawback(there: Client, actor: str, key: str, **given: Any) -> None:
    """``given``: the commission, one share, the reason."""
    _decide(there, "clawbacks", money.Claw(**given), actor, key)


def compensate(
    there: Client, party: str, amount: int, commission: str, actor: str, reason: str, key: str
) -> None:
    wanted = money.Compensate(party=party, fen=amount, commission_id=commission, reason=reason)
    _decide(there, "compensations", wanted, actor, key)


def write_off(there: Client, creator_id: str, amount: int, actor: str, reason: str, key: str) -> None:
    wanted = money.WriteOff(creator_id=creator_id, fen=amount, reason=reason)
    _decide(there, "write-offs", wanted, actor, key)


def _decide(
    there: Client, what: str, wanted: money.Claw | money.Compensate | money.WriteOff, actor: str, key: str
) -> None:
    number = number_of(key)
    check_speaker(there, actor)
    done = there.post(f"{CLAIMS}/{what}", wanted, money.Claimed, key=number)
    claim.tell_claimed(done.claim, done.moved, new=not done.already)


def retry(there: Client, withdrawal_id: str, operator: str, reason: str, command_id: str) -> None:
    _move(there, f"{withdrawal_id}/retry", operator, reason, command_id)


def cancel(there: Client, withdrawal_id: str, operator: str, reason: str, command_id: str) -> None:
    _move(there, f"{withdrawal_id}/cancel", operator, reason, command_id)


def _move(there: Client, what: str, operator: str, reason: str, command_id: str) -> None:
    check_speaker(there, operator)
    path, wanted = f"{PLACE}/withdrawals/{quote(what)}", money.Decision(reason=reason)
    withdrawal.tell_moved(there.post(path, wanted, money.Withdrawing, key=command_id))


def freeze(there: Client, creator_id: str, actor: str, reason: str) -> None:
    check_speaker(there, actor)
    path, why = f"{PLACE}/creators/{quote(creator_id, safe='')}/freeze", operations.Freezing(reason=reason)
    done = there.post(path, why, operations.Frozen)
    if done.at:
        freezing.tell_frozen(creator_id, Frozen(done.at, done.operator, done.reason, done.withheld_fen))
    freezing.tell_reached([_reached(each) for each in done.commissions])


def unfreeze(there: Client, creator_id: str, actor: str, reason: str) -> None:
    check_speaker(there, actor)
    path, why = f"{PLACE}/creators/{quote(creator_id, safe='')}/unfreeze", operations.Freezing(reason=reason)
    done = there.post(path, why, operations.Unfrozen)
    freezing.tell_unfrozen(creator_id, Unfrozen(done.free_fen, done.told))
    freezing.tell_reached([_reached(each) for each in done.commissions])


def _reached(told: operations.ReachedCommission) -> Reached:
    """Why one was not, in the registry's words."""
    known = REFUSALS.get(told.code)
    words = known.words if known and "{" not in known.zh else ("", "")
    return Reached(told.commission_id, Outcome(told.outcome), told.code, *words)
