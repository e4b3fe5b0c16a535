"""What a side sees of a commission, as `commission show`, `timeline` and `explain` tell it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from domain.commissions.cases.breaches import BREACHES
from domain.commissions.rules.ratings import hiding_of
from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import Stage
from domain.commissions.views.vendor_words import as_told
from domain.forms import is_stamp
from domain.instants import written
from domain.money.amounts import yuan
from domain.money.withdrawals.words import STATE_WORDS, why
from domain.party import PARTY_WORDS, Party
from services.commissions import reading
from services.commissions.reading import Metrics, Payout, Rating, TimelineLine
from services.parties.breaches import Breach
from starter.cli.console import pick
from starter.cli.report import Report

INSTANTS = {"deadline", "clocks", "release_at", "published_at", "at"} | {
    "submit_by",
    "release_from",
    "release_until",
    "since",
}
"""Fields of a view that are instants, or have only instants below them."""
COUNTS = ("impressions", "reads", "comments", "likes", "shares")


def facts_of_view(seen: Mapping[str, Any]) -> dict[str, Any]:
    """With its instants as instants."""
    return {name: _fact(name, value) for name, value in seen.items()}


def _fact(name: str, value: Any) -> Any:
    match value:
        case Mapping():
            return {each: _fact(name if name in INSTANTS else each, below) for each, below in value.items()}
        case list():
            return [_fact(name, each) for each in value]
        case str() if name in INSTANTS and is_stamp(value):
            return datetime.fromisoformat(value)
        case _:
            return value


def facts_of_line(line: TimelineLine) -> dict[str, Any]:
    return {
        "seq": line.seq,
        "at": line.at,
        "by": line.by,
        "actor": line.actor,
        "on_behalf_of": line.on_behalf_of,
        "move": line.move,
        "from_stage": line.from_stage,
        "to_stage": line.to_stage,
        "refusal": line.refusal,
        "reason": as_told(line.move, line.reason),
        "round": line.round,
        "row": line.row,
    }


def tell_books(report: Report, engine: Engine, commission_id: str, party: Party) -> None:
    tell_metrics(report, reading.metrics(engine, commission_id))
    tell_payouts(report, engine, commission_id, party)


def tell_metrics(report: Report, found: Iterable[Metrics]) -> None:
    report.events("metrics", map(_measured, found))


def tell_payouts(report: Report, engine: Engine, commission_id: str, party: Party) -> None:
    report.events("payouts", map(payout_told, reading.payouts(engine, commission_id, party)))


def _measured(row: Metrics) -> tuple[str, dict[str, Any]]:
    words = pick("展现 阅读 评论 点赞 分享", "impressions reads comments likes shares").split()
    counts = {name: getattr(row, name) for name in COUNTS}
    said = " · ".join(f"{word} {count}" for word, count in zip(words, counts.values(), strict=True))
    at = written(row.at)
    return pick(f"投后数据 {at}：{said}", f"post-campaign data {at}: {said}"), {"at": row.at, **counts}


def payout_told(row: Payout) -> tuple[str, dict[str, Any]]:
    words = f"{row.number} {yuan(row.fen)} {pick(*STATE_WORDS[row.state])} {why(row.reason)}".rstrip()
    said = f"{words} · ./starmap withdrawal show {row.id}"
    facts = {"id": row.id, "number": row.number, "amount_fen": row.fen, "state": row.state}
    return pick(f"打款 {said}", f"payout {said}"), facts | {
        "reason": why(row.reason),
        "updated_at": row.updated_at,
    }


def tell_judgements(report: Report, engine: Engine, c: Commission, party: Party) -> None:
    """Breaches all see; ratings both sides once both are in or their time is over, operators at once."""
    report.events("breaches", map(_breach, reading.breaches(engine, c.id)), "yellow")
    shown = c.stage is Stage.COMPLETED or party is Party.OPERATOR
    ratings = reading.ratings(engine, c.id) if shown else []
    report.events("ratings", (_rating(each, c, party) for each in ratings))


def _breach(row: Breach) -> tuple[str, dict[str, Any]]:
    rule = BREACHES[row.reason]
    facts = {"at": row.at, "party": row.party, "reason": row.reason}
    return pick(f"违约记录：{rule.zh}", f"breach record: {rule.en}"), facts


def _rating(row: Rating, c: Commission, party: Party) -> tuple[str, dict[str, Any]]:
    """Hidden words are read by operators alone; the stars stand."""
    who, last = pick(*PARTY_WORDS[Party(row.by)]), hiding_of(c, row.by)
    hidden = last is not None and last.hides
    text = "" if hidden and party is not Party.OPERATOR else row.text
    facts = {"by": row.by, "stars": row.stars, "text": text, "hidden": hidden, "at": row.at}
    note_ = pick("（文字已由平台隐藏）", " (the platform hides its words)") if hidden else ""
    return f"{who} {'★' * row.stars} {text}{note_}".rstrip(), facts
