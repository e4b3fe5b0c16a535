"""What an adversary can do at one point: let time pass, or say anything it may."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from domain.commissions.money.quotes import present_quote
from domain.commissions.moves import CAUSES
from domain.commissions.state.stages import Stage
from domain.party import Party
from tests.domain.story import DAY, HOUR, MINUTE

if TYPE_CHECKING:
    from tests.adversaries.played import Played

Way = tuple[str, Callable[[], Any]]
S = Stage
TEXTS = {"reason": "与约定不符"}
LATEST = timedelta(days=29, hours=23)
BEFORE_CANCEL = timedelta(seconds=-1)


def options(played: "Played") -> list[Way]:
    ways = _times(played)
    for name in played.story.may(played.scene.adversary):
        ways += [
            (f"{name} {about}".strip(), partial(played.says, name, **said))
            for about, said in _said(played, name)
        ]
    if played.scene.adversary is Party.CREATOR:
        ways += _outside(played)
    return ways


def _times(played: "Played") -> list[Way]:
    now, ways = (
        played.story.now,
        [("an hour", partial(_wait, played, HOUR)), ("a day", partial(_wait, played, DAY))],
    )
    strike = played.next_strike()
    if strike is not None:
        if strike - MINUTE > now:
            ways.append(("until just before", partial(played.advance, strike - MINUTE)))
        ways.append(("until it strikes", partial(played.advance, strike)))
    consequences = [at for name, at in played.story.c.clocks.items() if at - HOUR > now]
    if consequences:
        ways.append(("until the last hour", partial(played.advance, min(consequences) - HOUR)))
    return ways


def _wait(played: "Played", span: timedelta) -> None:
    played.advance(played.story.now + span)


def _said(played: "Played", name: str) -> list[tuple[str, dict[str, Any]]]:
    """The ways to say it that can matter."""
    c, now = played.story.c, played.story.now
    if name in ("approve", "reschedule") and c.stage is not S.OUTLINE_REVIEW:
        return [(about, {**_round(played, name), "release_at": at}) for about, at in _releases(played)]
    if name == "complain":
        return [(each, {**TEXTS, "cause": each}) for each in CAUSES[:3]]
    if name in ("answer_cancel", "answer_extension"):
        return [("yes", {"agree": True}), ("no", {"agree": False, **TEXTS})]
    said: dict[str, Any] = {**TEXTS, "item": f"mp-{9000 + c.seq}"}
    match name:
        case "approve" | "reject" | "submit":
            said = {**TEXTS, **_round(played, name), "ref": f"ref-{c.seq}"}
        case "cancel":
            said = {"quoted_fen": _price(played)}
        case "propose_extension":
            said = {"submit_by": now + timedelta(days=7)}
    return [("", said)] if name != "rate" else []


def _round(played: "Played", name: str) -> dict[str, Any]:
    return {"round": played.story.c.round} if name != "reschedule" else {}


def _releases(played: "Played") -> list[tuple[str, datetime]]:
    now, clocks = played.story.now, played.story.c.clocks
    ways = [("now", now), ("tomorrow", now + DAY), ("as late as can be", now + LATEST)]
    if "cancel_reply_by" in clocks:
        ways.append(("just before the cancel", clocks["cancel_reply_by"] + BEFORE_CANCEL))
    return ways


def _price(played: "Played") -> int:
    """As the form would show it."""
    shown = present_quote(played.story.c, played.story.now)
    return shown.fen if shown else 0


def _outside(played: "Played") -> list[Way]:
    c, ways = played.story.c, []
    if c.stage is S.CONTENT_DRAFTING:
        ways += [
            ("hand in", partial(played.hand_in, passes=True)),
            ("hand in rubbish", partial(played.hand_in, passes=False)),
            ("publish early", partial(played.fact, "published", item=f"mp-{7000 + c.seq}")),
        ]
    if c.item and c.published_at:
        ways.append(
            ("hide", partial(played.shows, public=False))
            if played.story.world.public
            else ("show", partial(played.shows, public=True))
        )
    return ways
