"""`starmap attention`: everything that waits for a person, since when, why, and what to do."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from domain.commissions.state.commission import Commission
from domain.commissions.views.attention import ATTENTION
from domain.commissions.views.attention_todo import TODO, Between
from domain.counts import how_many
from domain.money.amounts import yuan
from domain.money.withdrawals.attention import ALERTS
from domain.money.withdrawals.words import why
from services.books import Books
from services.money import withdrawals_read
from services.money.withdrawals_read import alert_of_step
from services.operations.attention import in_need
from starter.cli.console import moment, pick, with_books
from starter.cli.report import Report, reported


@reported
def attention(report: Report) -> None:

    def act(books: Books) -> None:
        found, waiting = in_need(books.engine), withdrawals_read.in_need(books.engine)
        tell_in_need(
            report,
            [
                Need(
                    each.commission.id,
                    each.commission.order,
                    [Why(why.word, why.since) for why in each.reasons],
                )
                for each in found
            ],
            [
                Late(row.id, row.number, row.owner, row.fen, row.reason, line.at, alert_of_step(row, line))
                for row, line in waiting
            ],
        )

    with_books(act)


class Why(NamedTuple):
    word: str
    since: datetime


class Need(NamedTuple):
    commission_id: str
    between: Between
    reasons: Sequence[Why]
    """The longest first."""


class Late(NamedTuple):
    """A withdrawal; ``alert`` names why it stands here."""

    id: str
    number: str
    owner: str
    fen: int
    reason: str
    since: datetime
    alert: str


def tell_in_need(report: Report, found: Sequence[Need], waiting: Sequence[Late]) -> None:
    report.tell(commissions=[], withdrawals=[])
    for each in found:
        _tell_commission(report, each)
    for late in waiting:
        _tell_withdrawal(report, late)
    number = len(found)
    report.say(
        f"{number} 条任务、{len(waiting)} 笔提现需要关注",
        f"in need of attention: {how_many(number, 'commissions')}, {how_many(len(waiting), 'withdrawals')}",
    )


def tell_attention(report: Report, state: Commission) -> None:
    """Of one commission: what to do now, and where to look."""
    if state.attention:
        report.say("需要关注", "attention", "bold")
    report.tell(attention=list(state.attention))
    for name in state.attention:
        _tell_reason(report, name, state.id, state.order)


def _tell_commission(report: Report, each: Need) -> None:
    longest = each.reasons[0]
    since = pick(f"自 {moment(longest.since)}", f"since {moment(longest.since)}")
    report.line(f"{each.commission_id} · {since}", "bold")
    report.add(
        "commissions",
        id=each.commission_id,
        attention=longest.word,
        since=longest.since,
        reasons=[reason._asdict() for reason in each.reasons],
    )
    for reason in each.reasons:
        _tell_reason(report, reason.word, each.commission_id, each.between)


def _tell_reason(report: Report, name: str, commission_id: str, between: Between) -> None:
    words, todo = ATTENTION.get(name), TODO.get(name)
    if words is None or todo is None:
        report.line(f"  {name}")
        return
    report.line(f"  {pick(words.zh, words.en)} {name} → {pick(todo.zh, todo.en)}")
    report.line(f"  {todo.look(commission_id, between)}")


def _tell_withdrawal(report: Report, row: Late) -> None:
    alert = ALERTS[row.alert]
    since = pick(f"自 {moment(row.since)}", f"since {moment(row.since)}")
    report.line(
        f"withdrawal/{row.id} · {yuan(row.fen)} → {row.owner} · {row.number} · {since}",
        "bold",
    )
    todo = pick(alert.do_zh, alert.do_en)
    report.line(f"  {pick(alert.zh, alert.en)} {row.alert} {why(row.reason)} → {todo}")
    report.line(f"  ./starmap withdrawal show {row.id}")
    facts = {"id": row.id, "number": row.number, "amount_fen": row.fen, "reason": why(row.reason)}
    report.add("withdrawals", **facts, attention=row.alert, since=row.since)
