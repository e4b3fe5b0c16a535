"""Races for one commission's escrow: two workers record different decisions about it at the same instant."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.commissions.moves import Move
from domain.commissions.rules.engine import Decision, decide
from domain.party import Party
from gateways.ports.work import Batch
from tests.domain.story import Story
from tests.races.ground import AT_ONCE, NET, PRICE, Ground, batch
from tests.races.race import Race, Round, unlike

HALF = AT_ONCE // 2


@dataclass(frozen=True)
class Side:
    """A decision, and what the round's accounts hold where it stands."""

    decision: Decision
    accounts: Mapping[str, int]

    @property
    def batch(self) -> Batch:
        return batch(self.decision.commission, [self.decision.transition])


def settle_and_complain(ground: Ground, name: str) -> Round:
    story = ground.published(name)
    settle = Side(_decided(story, Party.BRAND, "settle"), {"creator": NET})
    complain = Side(_decided(story, Party.BRAND, "complain", cause="quality"), {"escrow": PRICE})
    return _raced(ground, settle, complain)


def refund_and_release(ground: Ground, name: str) -> Round:
    return _raced(ground, *_release_and_refund(ground.published(name)))


def refund_after_release(ground: Ground, name: str) -> Round:
    """As no correct worker would: both think that their number is the next."""
    release, refund = _release_and_refund(ground.published(name))
    late = replace(refund.decision.transition, seq=refund.decision.transition.seq + 1)
    return _raced(ground, release, replace(refund, decision=replace(refund.decision, transition=late)))


def _release_and_refund(story: Story) -> tuple[Side, Side]:
    release = Side(_decided(story, Party.BRAND, "settle"), {"creator": NET})
    return release, Side(
        _decided(story, Party.OPERATOR, "force_refund", bearer="creator"), {"reserve": PRICE}
    )


def _decided(story: Story, by: Party, name: str, **said: str) -> Decision:
    said |= {"actor": "operator:li"} if by is Party.OPERATOR else {}
    return decide(story.c, Move(name, by, story.now, story.now, reason="与要求不符", **said))  # type: ignore[arg-type]


def _raced(ground: Ground, *sides: Side) -> Round:
    """The side that comes first is recorded, as often as it is told; the other is refused by name."""
    name = sides[0].decision.commission.id
    known = len(ground.queries.timeline(name))

    def ask(number: int) -> str:
        ground.store.record(sides[number % 2].batch)
        return sides[number % 2].decision.transition.move

    told = ground.at_once(ask)

    lines = [line.move for line in ground.queries.timeline(name)[known:]]
    stands = next(side for side in sides if side.decision.transition.move in lines)
    wrong = unlike(told, *({lines[0]: HALF, refusal: HALF} for refusal in ("RecordConflict", "Overdrawn")))
    return Round(told, len(lines), wrong + _half_done(ground, name, stands))


def _half_done(ground: Ground, name: str, stands: Side) -> list[str]:
    """What is in the books beside the line of the side that stands, or is missing."""
    wrong = ground.off(name, **stands.accounts)
    stage, lines = ground.queries.commission(name).stage, len(ground.queries.timeline(name))
    if stage != stands.decision.commission.stage:
        wrong.append(f"{name}: the row stands at {stage}")
    if ground.events(name) != lines:
        wrong.append(f"{name}: {ground.events(name)} events in the outbox, {lines} lines")
    return wrong


RACES = (
    Race("settle and complain, one sequence number", settle_and_complain),
    Race("refund and release, one sequence number", refund_and_release),
    Race("refund and release, a number each (a fault)", refund_after_release, frozenset({"timeline", "row"})),
)
