"""What a freeze of one side makes of the clocks: which stand still, which go on, and what those do."""

from typing import Any

from domain.commissions.rules.ends import ends
from domain.commissions.rules.versions import rules_of
from domain.commissions.state.commission import Commission
from domain.commissions.state.predicates import freezes


def meanwhile(c: Commission) -> dict[str, Any]:
    """By the side that is frozen. Only a creator's clocks stop; what goes on does so whoever is frozen."""
    known = rules_of(c).clocks
    running = sorted((at, name) for name, at in c.clocks.items() if known[name].consequence)
    return {
        each.party.value: {
            "since": each.at.isoformat(),
            "stops": [
                {"clock": name, "left_seconds": round(left)}
                for name, left in sorted(each.remaining_seconds.items(), key=lambda one: one[1])
                if known[name].consequence
            ],
            "goes_on": [
                {"clock": name, "at": at.isoformat(), "whose": known[name].whose.value, **_then(c, name)}
                for at, name in running
            ],
        }
        for each in freezes(c)
    }


def _then(c: Commission, clock: str) -> dict[str, str]:
    told = ends(c.stage, clock, rules_of(c))
    return {"then_zh": "；".join(zh for zh, _ in told), "then_en": "; ".join(en for _, en in told)}
