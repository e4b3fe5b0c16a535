"""Which entries must stand in the books, told from a commission's timeline and its order alone.

What has written them is not asked: the rulebook says which row moves money, and the order by how much.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.commissions.money.postings import PLATFORM, borne_by_platform, divide, divide_decided
from domain.commissions.ordering.order import Order
from domain.commissions.rules.row import Row
from domain.commissions.rules.rulebook import RULEBOOK, Rulebook
from domain.commissions.rules.versions import KNOWN, rules
from domain.commissions.state.commission import Commission
from domain.money.amounts import BPS, share
from domain.money.entries import Division

KINDS: Mapping[str, str] = {"carry_out": "decision"}
"""The entry's kind, where it is not the name of the movement."""
HELD = "held"
"""A move: the hold stands in the books."""
DECIDED = "note_decision"
"""A change: the platform decides, for the first time, anew, or by correcting itself."""
ASKS = "request_cancel"
"""A move: the share that it names is the one that may be agreed."""
Moved = Mapping[str, int]
"""Fen by account."""


@dataclass(frozen=True)
class Told:
    """One line of a timeline, as far as its money goes."""

    row: str
    details: Mapping[str, str]


@dataclass(frozen=True)
class Due:
    """An entry that must be there. ``ways``: what it may move; empty where the order is not readable."""

    key: str
    ways: tuple[Moved, ...] = ()

    def is_met(self, moved: Moved) -> bool:
        return not self.ways or dict(moved) in [dict(way) for way in self.ways]


def rows_of_money(rulebook: Rulebook = RULEBOOK) -> tuple[str, ...]:
    """Ids of the rows a timeline must be read for."""
    return tuple(
        row.id for row in rulebook.rows if _movement(row) or row.move in ("arbitrate", "second", ASKS)
    )


def due_entries(
    commission_id: str, order: Order | None, lines: Iterable[Told], rulebook: Rulebook | None = None
) -> dict[str, Due]:
    """By key, by the rules the order was struck under unless others are given.

    Lines of rows the rulebook does not know are left out; an entry without postings is not due.
    """
    if order and order.rulebook not in KNOWN:  # of a newer program: how much is due nobody can say here
        order = None
    known = rulebook or (rules(order.rulebook) if order else RULEBOOK)
    due: dict[str, Due] = {}
    side = "escrow"
    decided: Mapping[str, str] = {}
    asked: Mapping[str, str] = {}
    for line in lines:
        row = known.by_id.get(line.row)
        if row is None:
            continue
        if DECIDED in row.does:
            decided = line.details
        if row.move == ASKS:
            asked = line.details
        movement = _movement(row)
        if not movement:
            continue
        key = f"{KINDS.get(movement, movement)}:{commission_id}"
        if order is None:
            due[key] = Due(key)
        elif order.hold_fen:
            of = Commission(commission_id, order)
            told = asked if movement == "kill" else decided
            due[key] = Due(key, _ways(of, movement, side, told, line.details))
        side = "reserve" if movement == "reserve" else side
    return due


def _movement(row: Row) -> str:
    """Of a row: what it moves. ``held`` is the answer of the books to a hold."""
    return row.money or ("hold" if row.move == HELD else "")


def _ways(
    c: Commission, movement: str, side: str, before: Mapping[str, str], details: Mapping[str, str]
) -> tuple[Moved, ...]:
    order, held = c.order, c.order.hold_fen
    match movement:
        case "hold":
            return ({f"brand:{order.brand_id}": -held, f"escrow:{c.id}": held},)
        case "reserve":
            return ({f"escrow:{c.id}": -held, f"reserve:{c.id}": held},)
        case "release":
            return (_closing(c, side, divide(c, BPS)),)
        case "refund":
            return (_closing(c, side, divide(c, 0)),)
        case "carry_out":
            return (_closing(c, "reserve", _decided(order, before)),)
        case _:
            ours = details.get("fault") == PLATFORM or movement == "make_whole"
            parts = (divide(c, bps) for bps in _kill_fees(order, before, details))
            return tuple(
                _closing(c, "escrow", borne_by_platform(order, each) if ours else each) for each in parts
            )


def _closing(c: Commission, side: str, parts: Division) -> Moved:
    order = c.order
    moved = {
        f"{side}:{c.id}": -order.hold_fen,
        f"creator:{order.creator_id}": parts.creator_fen,
        "fee": parts.fee_fen,
        f"brand:{order.brand_id}": parts.brand_fen,
        "compensation": -parts.platform_fen,
    }
    return {account: fen for account, fen in moved.items() if fen}


def _kill_fees(order: Order, asked: Mapping[str, str], details: Mapping[str, str]) -> tuple[int, ...]:
    """What the terms know and what was agreed; where the brand named the amount, those that make it."""
    terms, quoted = order.terms, details.get("quoted_fen")
    agreed = (int(each["creator_bps"]) for each in (asked, details) if each.get("creator_bps"))
    known = (
        0,
        terms.kill_fee_nothing_bps,
        terms.kill_fee_outline_bps,
        terms.kill_fee_content_bps,
        terms.kill_fee_final_bps,
        *agreed,
    )
    return tuple(bps for bps in known if quoted is None or str(share(order.price_fen, bps)) == quoted)


def _decided(order: Order, details: Mapping[str, str]) -> Division:
    bps, fen = (int(details.get(name, "0")) for name in ("creator_bps", "creator_fen"))
    return divide_decided(order, details.get("decision", ""), bps, fen, details.get("bearer", ""))
