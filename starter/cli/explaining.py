"""`starmap commission explain` and `replay`: what happened, by which rules, and that it could only go so."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer
from sqlalchemy import Engine

from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import Stage
from domain.commissions.views.telling import Event, Reader, told
from domain.commissions.views.view import stage_words, summary
from domain.commissions.views.words import move_words, stage_words_of
from domain.counts import how_many
from domain.instants import written
from domain.party import Party
from domain.refusals import in_words
from services.app import App
from services.books import Books
from services.commissions import reading
from services.commissions.reading import Sent, TimelineLine
from services.commissions.replaying import NoHistory, Replayed
from services.commissions.replaying import replay as replayed
from services.files.brief_files import BadFile, content, decoded
from starter.cli import sent
from starter.cli.attention import tell_attention
from starter.cli.books_told import tell_money
from starter.cli.console import (
    Voice,
    called_from,
    complain,
    due,
    moment,
    note,
    pick,
    say,
    with_app,
    with_books,
)
from starter.cli.kinds import COMMISSION, ROLE, ROLES
from starter.cli.report import Report, reported
from starter.cli.seen import facts_of_line, tell_payouts

HISTORY_BYTES = 256 * 1024 * 1024


@reported
def explain(
    report: Report,
    commission_id: str = COMMISSION,
    role: str = typer.Option("operator", parser=ROLE, help=f"讲给谁听 · told to whom: {ROLES}"),
) -> None:
    """从头到尾讲一遍：谁、何时、依据哪条规则、钱去了哪里 · the whole story with its rules and its money"""

    def act(books: Books) -> None:
        engine = books.engine
        state = reading.commission(engine, commission_id)
        reader = Reader(state.order, Voice.lang, datetime.now(UTC), names=role == "operator")
        _tell_opening(report, state, role)
        for line in reading.timeline(engine, commission_id):
            _tell_line(report, line, reader)
        _tell_notices(report, engine, commission_id, role)
        tell_money(report, reading.money(engine, state), state, Party(role))
        tell_payouts(report, engine, commission_id, Party(role))
        if role == "operator":
            tell_attention(report, state)

    with_books(act)


def _tell_opening(report: Report, state: Commission, role: str) -> None:
    order = state.order
    report.line(f"{order.title} · {summary(state, Voice.lang)}", "bold", title=order.title)
    zh, en = stage_words(state)
    report.say(
        f"任务 {state.id} · 条款 {order.terms.version} · 现在：{zh}。以下时间均为北京时间。",
        f"{state.id} · terms {order.terms.version} · now: {zh} {en}. All times are Beijing's.",
        id=state.id,
        role=role,
        terms_version=order.terms.version,
        stage=state.stage,
        events=[],
    )


def _tell_line(report: Report, line: TimelineLine, reader: Reader) -> None:
    text = f"{line.seq:>4} {moment(line.at)} {told(Event.of(line), reader)}"
    report.line(text if line.refusal else f"{text} → {_stage(line, reader)}")
    for moved in line.deadlines:
        report.line(f"       {_moved(moved)}")
    if line.row:
        report.line(pick("       规则：", "       rule: ") + line.row, "dim")
    facts = facts_of_line(line) | {"deadlines": [_deadline(moved) for moved in line.deadlines]}
    if not reader.names:
        facts.pop("actor")
    report.add("events", **facts)


def _stage(line: TimelineLine, reader: Reader) -> str:
    return pick(*stage_words_of(reader.order.task_type, Stage(line.to_stage)))


def _moved(moved: Mapping[str, str | None]) -> str:
    """A deadline that began, moved or ended by this step."""
    clock = f"{pick('时限', 'clock')} {pick(*move_words(str(moved['clock'])))}"
    old, new = (due(at) if at else "-" for at in (_instant(moved["old"]), _instant(moved["new"])))
    return f"{clock} {old} → {new} {moved['why'] or ''}".rstrip()


def _deadline(moved: Mapping[str, str | None]) -> dict[str, Any]:
    return {**moved, "old": _instant(moved["old"]), "new": _instant(moved["new"])}


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _tell_notices(report: Report, engine: Engine, commission_id: str, role: str) -> None:
    received = reading.notices(engine, commission_id, role)
    if received:
        report.say("通知", "notices", "bold")
    report.events("notices", map(_notice, received))


def _notice(each: Sent) -> tuple[str, dict[str, Any]]:
    """With the vendor's code where it refused."""
    fields = ("at", "channel", "recipient", "state", "note", "text")
    state = f"{sent.notice(each.state)} {each.note}".rstrip()
    said = f"  {moment(each.at)} {sent.channel(each.channel)} {each.recipient} [{state}] {each.text}"
    return said, {name: getattr(each, name) for name in fields}


def replay(
    commission_id: str = COMMISSION,
    history: Path | None = typer.Option(
        None, help="网页 Download 下载的文件 · the file that Download in the Web UI gives"
    ),
) -> None:
    """用现在的程序重放历史，逐步核对决定是否一致 · replay its history: every decision again, compared"""

    given = decoded(content(called_from(history), HISTORY_BYTES)) if history else ""

    async def act(app: App) -> Replayed:
        try:
            return await replayed(app, commission_id, given)
        except NoHistory as broken:
            raise BadFile("NOT_A_HISTORY", file=history, said=broken) from None

    found = with_app(act)
    if found.differs:
        note(same=False)
        complain("REPLAY_DIFFERS", *in_words("REPLAY_DIFFERS", said=found.differs))
        raise typer.Exit(1)
    last = written(found.until)
    say(
        f"✓ {found.events} 个事件重放一致（至 {last}）",
        f"✓ {how_many(found.events, 'events')} replayed to the same decisions (until {last})",
        events=found.events,
        same=True,
    )
