"""One step of a story in a few lines: who sent what and when, which row decided, and all that came of it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

from domain.commissions.moves import Move
from domain.commissions.rules.allowed import allowed_moves
from domain.commissions.rules.engine import Decision, decide
from domain.commissions.state.commission import Commission, Effect
from domain.instants import BEIJING
from domain.money.entries import Entry
from domain.notice import Notice
from domain.party import PEOPLE
from domain.refusals import Refused, Repeated
from tests.domain.corpus import asked

NOT_SAID = ("name", "by", "at", "now", "digest", "command_id")
"""Of a move: what every line says anyhow, and what decides nothing."""
SAID_ELSEWHERE = (
    "stage",
    "seq",
    "clocks",
    "attention",
    "effects",
    "waiting_notices",
    "applied",
    "recent",
    "sums",
)
"""Fields of a commission that have a line of their own, or repeat what others say."""
DIGEST = "brief_digest"
"""It says which brief it was, and nothing that anybody reads."""
LONGEST = 40
"""Characters of a text that are enough to know it by."""
INSTANT = re.compile(r"(\d{4}-)?\d\d-\d\d \d\d:\d\d(:\d\d(\.\d+)?)?")
NUMBER = re.compile(r"\d+(\.\d+)?")
WITH_AMOUNTS = ("money", "orders", "hold")
"""Lines whose numbers tell one kind of step from another."""


def told(c: Commission, m: Move) -> str:
    """What the rules make of a move, by the rulebook as it stands now."""
    return "\n  ".join((_asked(c, m), *_outcome(c, m)))


def kind(said: str) -> str:
    """What two steps have in common that differ in their instants, counts and words alone."""
    asked, *came = said.splitlines()
    return "\n".join((INSTANT.split(asked, maxsplit=1)[0], *map(_alike, came)))


def _alike(line: str) -> str:
    without = INSTANT.sub("#", line)
    return without if line.partition(":")[0].strip() in WITH_AMOUNTS else NUMBER.sub("#", without)


def _asked(c: Commission, m: Move) -> str:
    said = {each.name: getattr(m, each.name) for each in fields(m) if each.name not in NOT_SAID}
    defaults = Move(m.name, m.by, m.at, m.now)
    parts = [f"{name} {brief(value)}" for name, value in said.items() if value != getattr(defaults, name)]
    late = [f"arrived {brief(m.now)}"] if m.now != m.at else []
    return ", ".join((f"{c.stage}: {m.by} {m.name} {brief(m.at)}", *late, *parts))


def _outcome(c: Commission, m: Move) -> Iterator[str]:
    try:
        decision = decide(c, m)
    except Refused as refusal:
        offered = "though it is offered" if _is_offered(c, m) else ""
        yield " ".join(filter(None, (asked(c, m), "refused", offered, refusal.code, refusal.detail)))
    except Repeated as repeated:
        yield f"done before, as {repeated.seq}"
    except Exception as fault:  # noqa: BLE001 - whatever a broken rule brings about is told as well
        yield f"fails: {type(fault).__name__}"
    else:
        yield from _decided(c, decision)


def _is_offered(c: Commission, m: Move) -> bool:
    return m.by in PEOPLE and m.name in allowed_moves(c, m.by, m.now)


def _decided(before: Commission, decision: Decision) -> Iterator[str]:
    after, line = decision.commission, decision.transition
    to = f" to {after.stage}" if after.stage is not before.stage else ""
    yield f"{decision.row.id}{to}"
    yield from _line("clocks", changes(before.clocks, after.clocks))
    yield from _line("moved", (each.clock for each in line.deadlines))
    calls = (each.call for each in _new(before, after) if each.call)
    yield from _line("tells", map(_notice, (*line.notices, *calls)))
    yield from _line("waits", (each for each in after.waiting_notices if each not in before.waiting_notices))
    yield from _line("sent", (each for each in before.waiting_notices if each not in after.waiting_notices))
    yield from _line("orders", (_order(each) for each in _new(before, after) if not each.call))
    yield from _line("ends", (each.kind for each in before.effects if each not in after.effects))
    yield from _line("hold" if line.hold else "money", map(_entry, line.entries))
    yield from _line("attention", _raised(before.attention, after.attention))
    yield from _line("breach", [line.breach.reason] if line.breach else [])
    yield from _line("notes", [line.refusal] if line.refusal else [])
    yield from _line("rating", [f"{line.rating.stars} {brief(line.rating.text)}"] if line.rating else [])
    yield from _line(
        "handed in", [f"{line.submission.kind} {line.submission.ref}"] if line.submission else []
    )
    yield from _line(
        "says", (f"{name} {brief(value)}" for name, value in line.details.items() if name != DIGEST)
    )
    yield from _line("state", changes(_rest(before), _rest(after)))


def _line(name: str, parts: Any) -> Iterator[str]:
    said = ", ".join(parts)
    if said:
        yield f"{name}: {said}"


def _new(before: Commission, after: Commission) -> Iterator[Effect]:
    known = {each.key for each in before.effects}
    return (each for each in after.effects if each.key not in known)


def _notice(notice: Notice) -> str:
    call = " by phone" if notice.channel == "voice" else ""
    return f"{notice.template} to {notice.recipient.partition(':')[0]}{call}"


def _order(effect: Effect) -> str:
    """Its kind, and what is said with it."""
    plain = Effect(effect.kind, effect.key, effect.at)
    return " ".join((effect.kind, *changes(vars(plain), vars(effect))))


def _entry(entry: Entry) -> str:
    moved = " ".join(f"{each.account} {each.fen:+d}" for each in entry.postings)
    return f"{entry.key}: {moved} as of {brief(entry.legal_at)}"


def _raised(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[str]:
    yield from (f"+{name}" for name in after if name not in before)
    yield from (f"-{name}" for name in before if name not in after)


def _rest(value: Any) -> Mapping[str, Any]:
    return {each.name: getattr(value, each.name) for each in fields(value) if each.name not in SAID_ELSEWHERE}


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """What is new, gone or other, records by those of their fields that are."""
    for name in dict.fromkeys((*after, *before)):
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if new is None:
            yield f"-{name}"
        elif old is not None and is_dataclass(old) and type(old) is type(new):
            yield from (_within(name, each) for each in changes(_rest(old), _rest(new)))
        else:
            yield f"{'+' if old is None else ''}{name} {brief(new)}"


def _within(name: str, change: str) -> str:
    sign = change[0] if change[0] in "+-" else ""
    return f"{sign}{name}.{change.removeprefix(sign)}"


def brief(value: Any) -> str:
    if isinstance(value, datetime):
        return _instant(value)
    if isinstance(value, str):
        return " ".join(value.split())[:LONGEST] or "''"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name} {brief(each)}" for name, each in value.items()) + "}"
    if is_dataclass(value) and not isinstance(value, type):
        said = ((each.name, getattr(value, each.name), each.default) for each in fields(value))
        return "(" + ", ".join(f"{name} {brief(each)}" for name, each, usual in said if each != usual) + ")"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(brief, value)) + "]"
    return str(value)


def _instant(at: datetime) -> str:
    """In China, as short as it can be said; the year where it is not the stories' own."""
    here = at.astimezone(BEIJING)
    day = here.strftime("%m-%d" if here.year == 2026 else "%Y-%m-%d")
    return day + here.strftime(" %H:%M:%S.%f").removesuffix(".000000").removesuffix(":00")
