"""What the platform has decided, beside the case: when, by which rule, why, and what moves to whom."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.commissions.views.words import BEARER_WORDS, DECISION_WORDS, move_words
from domain.parties.actor import Actor
from domain.party import Party
from services.commissions.reading import TimelineLine
from services.commissions.standing import Shown
from starter.web.rows import party
from starter.web.wording import Wording

DECIDES = frozenset({"arbitrate", "second", "force_settle", "force_refund"})
PARTS = (("creator_fen", Party.CREATOR), ("brand_fen", Party.BRAND))


def decision(
    seen: Mapping[str, Any], lines: Sequence[TimelineLine], shown: Shown, actor: Actor, t: Wording
) -> dict[str, Any] | None:
    """The last one. None: nothing has been decided, or only proposed."""
    made = [each for each in lines if each.move in DECIDES and not each.refusal and _is_made(each)]
    if not made:
        return None
    line, case = made[-1], seen["complaint"] or {}
    stands = bool(case.get("decision"))
    name = str(case.get("decision") or line.details.get("decision", ""))
    words = DECISION_WORDS.get(name) or move_words(line.move)
    ends = shown.state.clocks.get("appeal_by") if stands else None
    return {
        "words": t.label(words),
        "at": t.at(line.at, shown.now),
        "iso": line.at.isoformat(),
        "rule": line.row,
        "reason": case.get("decided_reason") or line.reason,
        "bearer": t.pick(BEARER_WORDS[bearer]) if (bearer := case.get("bearer", "")) in BEARER_WORDS else "",
        "moved": _moved(case.get("decided") or {}, actor, t) if stands else _sums(shown, actor, t),
        "held_back": t("decision.held_back", until=t.until(ends, shown.now)) if ends else "",
        "corrected": bool(case.get("corrected")),
    }


def _is_made(line: TimelineLine) -> bool:
    """A proposal leaves the stage as it is, and so does what is decided of a breach record."""
    return line.move != "arbitrate" or line.from_stage != line.to_stage


def _moved(parts: Mapping[str, Any], actor: Actor, t: Wording) -> list[tuple[str, str]]:
    """To each reader what the case says to it: a side reads its own part."""
    found = [(party(side, actor, t), t.money(parts[name])) for name, side in PARTS if name in parts]
    return [*found, *([(t("commission.fee"), t.money(parts["fee_fen"]))] if parts.get("fee_fen") else [])]


def _sums(shown: Shown, actor: Actor, t: Wording) -> list[tuple[str, str]]:
    """Once it is carried out: what has come of the money."""
    sums, reads = shown.state.sums, Party(actor.kind.value)
    if sums is None:
        return []
    told = ((Party.CREATOR, sums.creator), (Party.BRAND, sums.refunded))
    return [
        (party(side, actor, t), t.money(fen)) for side, fen in told if fen and reads in (side, Party.OPERATOR)
    ]
