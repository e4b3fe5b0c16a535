"""`starmap commission explain` and `replay`: what happened, by which rules, and that it could only go so."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer
from google.protobuf.json_format import ParseError
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer

from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import Stage
from domain.commissions.views.telling import Event, Reader, told
from domain.commissions.views.view import stage_words, summary
from domain.commissions.views.words import move_words, stage_words_of
from domain.counts import how_many
from domain.instants import written
from domain.party import Party
from models.tables.commissions import TimelineRow
from models.tables.notices import NoticeRow
from services.app import App
from services.commissions.commands import handle_of
from services.commissions.records import RECORD
from services.files.brief_files import BadFile, content, decoded
from starter.cli import sent
from starter.cli.attention import tell_attention
from starter.cli.books_told import of_the_ledger, tell_money
from starter.cli.console import Voice, called_from, complain, due, moment, note, pick, say, with_app
from starter.cli.kinds import COMMISSION, ROLE, ROLES
from starter.cli.report import Report, reported
from starter.cli.seen import facts_of_line, tell_payouts
from workflows import names
from workflows.converter import CONVERTER
from workflows.messages.payload_guard import PayloadGuard
from workflows.types import WORKFLOW_TYPES

HISTORY_BYTES = 256 * 1024 * 1024


@reported
def explain(
    report: Report,
    commission_id: str = COMMISSION,
    role: str = typer.Option("operator", parser=ROLE, help=f"讲给谁听 · told to whom: {ROLES}"),
) -> None:
    """从头到尾讲一遍：谁、何时、依据哪条规则、钱去了哪里 · the whole story with its rules and its money"""

    async def act(app: App) -> None:
        state: Commission = RECORD.validate_python(app.queries.commission(commission_id).record)
        reader = Reader(state.order, Voice.lang, datetime.now(UTC), names=role == "operator")
        _tell_opening(report, state, role)
        for line in app.queries.timeline(commission_id):
            _tell_line(report, line, reader)
        _tell_notices(report, app, commission_id, role)
        tell_money(report, of_the_ledger(app, state), state, Party(role))
        tell_payouts(report, app, commission_id, Party(role))
        if role == "operator":
            tell_attention(report, state)

    with_app(act)


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


def _tell_line(report: Report, line: TimelineRow, reader: Reader) -> None:
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


def _stage(line: TimelineRow, reader: Reader) -> str:
    return pick(*stage_words_of(reader.order.task_type, Stage(line.to_stage)))


def _moved(moved: dict[str, str | None]) -> str:
    """A deadline that began, moved or ended by this step."""
    clock = f"{pick('时限', 'clock')} {pick(*move_words(str(moved['clock'])))}"
    old, new = (due(at) if at else "-" for at in (_instant(moved["old"]), _instant(moved["new"])))
    return f"{clock} {old} → {new} {moved['why'] or ''}".rstrip()


def _deadline(moved: dict[str, str | None]) -> dict[str, Any]:
    return {**moved, "old": _instant(moved["old"]), "new": _instant(moved["new"])}


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _tell_notices(report: Report, app: App, commission_id: str, role: str) -> None:
    """Each side reads what it was told itself; operators read everything."""
    received = [
        each
        for each in app.queries.notices(commission_id)
        if role == "operator" or each.recipient.startswith(f"{role}:")
    ]
    if received:
        report.say("通知", "notices", "bold")
    report.events("notices", map(_notice, received))


def _notice(each: NoticeRow) -> tuple[str, dict[str, Any]]:
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

    async def act(app: App) -> bool:
        app.queries.commission(commission_id)
        found = _given(commission_id, history) if history else await _kept(app, commission_id)
        replayer = Replayer(
            workflows=WORKFLOW_TYPES,
            data_converter=CONVERTER,
            interceptors=[PayloadGuard()],
        )
        result = await replayer.replay_workflow(found, raise_on_replay_failure=False)
        if result.replay_failure:
            note(same=False)
            complain("REPLAY_DIFFERS", "重放结果与历史不一致", str(result.replay_failure))
            return False
        last = written(found.events[-1].event_time.ToDatetime().astimezone())
        say(
            f"✓ {len(found.events)} 个事件重放一致（至 {last}）",
            f"✓ {how_many(len(found.events), 'events')} replayed to the same decisions (until {last})",
            events=len(found.events),
            same=True,
        )
        return True

    if not with_app(act):
        raise typer.Exit(1)


async def _kept(app: App, commission_id: str) -> WorkflowHistory:
    return await handle_of(app.client, commission_id).fetch_history()


def _given(commission_id: str, file: Path) -> WorkflowHistory:
    """As the Web UI gives it. Raises BadFile."""
    told = decoded(content(called_from(file), HISTORY_BYTES))
    try:
        return WorkflowHistory.from_json(names.workflow_id(commission_id), told)
    except (ValueError, KeyError, TypeError, AttributeError, ParseError) as broken:
        said = str(broken).splitlines()[0] if str(broken) else type(broken).__name__
        raise BadFile(
            "NOT_A_HISTORY",
            f"{file} 不是网页下载的事件历史：{said}",
            f"{file} is no history as the Web UI gives it: {said}",
        ) from None
