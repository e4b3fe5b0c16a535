"""`starmap attention`: everything that waits for a person, since when, why, and what to do."""

from domain.commissions.state.commission import Commission
from domain.commissions.views.attention import ATTENTION
from domain.commissions.views.attention_todo import TODO
from domain.counts import how_many
from domain.money.amounts import yuan
from domain.money.withdrawals.attention import ALERTS, alert_of
from domain.money.withdrawals.state import State
from domain.money.withdrawals.words import why
from services.books import Books
from services.money import withdrawals_read
from services.money.withdrawals_read import Shown, Step
from services.operations.attention import InNeed, in_need
from starter.cli.console import moment, pick, with_books
from starter.cli.report import Report, reported


@reported
def attention(report: Report) -> None:

    def act(books: Books) -> None:
        found, waiting = in_need(books.engine), withdrawals_read.in_need(books.engine)
        report.tell(commissions=[], withdrawals=[])
        for each in found:
            _tell_commission(report, each)
        for row, line in waiting:
            _tell_withdrawal(report, row, line)
        number = len({each.commission.id for each in found})
        report.say(
            f"{number} 条任务、{len(waiting)} 笔提现需要关注",
            f"in need of attention: {how_many(number, 'commissions')}, "
            f"{how_many(len(waiting), 'withdrawals')}",
        )

    with_books(act)


def tell_attention(report: Report, state: Commission) -> None:
    """Of one commission: what to do now, and where to look."""
    if state.attention:
        report.say("需要关注", "attention", "bold")
    report.tell(attention=list(state.attention))
    for name in state.attention:
        _tell_reason(report, name, state)


def _tell_commission(report: Report, each: InNeed) -> None:
    state = each.commission
    since = pick(f"自 {moment(each.since)}", f"since {moment(each.since)}")
    report.line(f"{state.id} · {since}", "bold")
    report.add("commissions", id=state.id, attention=each.word, since=each.since)
    _tell_reason(report, each.word, state)


def _tell_reason(report: Report, name: str, state: Commission) -> None:
    words, todo = ATTENTION.get(name), TODO.get(name)
    if words is None or todo is None:
        report.line(f"  {name}")
        return
    report.line(f"  {pick(words.zh, words.en)} {name} → {pick(todo.zh, todo.en)}")
    report.line(f"  {todo.look(state.id, state.order)}")


def _tell_withdrawal(report: Report, row: Shown, line: Step) -> None:
    name = alert_of(State(line.state), row.reason, silent=line.event == "silent")
    alert = ALERTS[name]
    since = pick(f"自 {moment(line.at)}", f"since {moment(line.at)}")
    report.line(
        f"withdrawal/{row.id} · {yuan(row.fen)} → {row.owner} · {row.number} · {since}",
        "bold",
    )
    todo = pick(alert.do_zh, alert.do_en)
    report.line(f"  {pick(alert.zh, alert.en)} {name} {why(row.reason)} → {todo}")
    report.line(f"  ./starmap withdrawal show {row.id}")
    facts = {"id": row.id, "number": row.number, "amount_fen": row.fen, "reason": why(row.reason)}
    report.add("withdrawals", **facts, attention=name, since=line.at)
