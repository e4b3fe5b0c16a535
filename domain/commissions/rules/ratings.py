"""Ratings after they were given: whose words are hidden, by whom and why. The rating itself is never edited.

Only words can insult anybody, so only they are hidden: the stars stand, or an operator could raise a mark.
"""

from collections.abc import Iterator
from typing import Any

from domain.commissions.moves import Move
from domain.commissions.state.commission import Commission, Hiding
from domain.copies import replace
from domain.party import Party


def hiding_of(c: Commission, side: str) -> Hiding | None:
    """What an operator did last about the words of this side's rating."""
    return next((each for each in c.hidings if each.of == side), None)


def is_hidden(c: Commission, side: str) -> bool:
    last = hiding_of(c, side)
    return last is not None and last.hides


def meant(c: Commission, m: Move) -> Iterator[Party]:
    """The ratings a move is about; one that names no side means any."""
    return (each for each in c.rated if m.party in ("", each))


def hide(c: Commission, m: Move) -> Commission:
    return _with(c, m, hides=True)


def show_again(c: Commission, m: Move) -> Commission:
    return _with(c, m, hides=False)


def _with(c: Commission, m: Move, *, hides: bool) -> Commission:
    before = hiding_of(c, m.party)
    corrected = not hides or (before is not None and before.corrected)
    new = Hiding(Party(m.party), hides, m.actor, m.reason, m.at, corrected)
    return replace(c, hidings=(*(each for each in c.hidings if each is not before), new))


def seen_ratings(c: Commission, role: Party) -> list[dict[str, Any]]:
    """Who has rated, and whose words are hidden and why. Only operators read the name of who hid them."""
    return [_seen(c, each, role) for each in c.rated]


def _seen(c: Commission, side: Party, role: Party) -> dict[str, Any]:
    last = hiding_of(c, side)
    if last is None:
        return {"whose": side.value, "words_hidden": False}
    told = {"whose": side.value, "words_hidden": last.hides, "since": last.at.isoformat()}
    told |= {"hidden_because" if last.hides else "shown_because": last.reason}
    return told | ({"decided_by": last.by} if role is Party.OPERATOR else {})
