"""The sandbox by hand: the phone, the MP back end, and faults on demand."""

from typing import Any

import typer

from domain.commissions.rules.engine import refusal_at
from domain.commissions.rules.versions import rules
from domain.commissions.state.stages import CLOSED, Stage
from domain.commissions.task_types import TASK_TYPES
from domain.counts import how_many
from domain.instants import written
from domain.refusals import Refused
from gateways.ports.work import VendorRefused
from gateways.sandbox.faults import Fault
from models.tables.commissions import CommissionRow
from models.tables.sandbox import SandboxMessage
from services.app import App
from services.commissions.commands import CommandRefused
from services.commissions.records import RECORD
from starter.cli import sent
from starter.cli.columns import Column, mark, text, whole
from starter.cli.console import complain, say, with_app
from starter.cli.kinds import COMMISSION, CREATOR, PARTY_ID, SECONDS, TEXT, argument, counted, one_of
from starter.cli.report import Report, reported

mp = typer.Typer(no_args_is_help=True)
fault = typer.Typer(no_args_is_help=True)


@mp.command("write")
def write(
    commission_id: str = COMMISSION,
    title: str = typer.Option("", parser=TEXT, help="标题，默认任务标题 · the commission's title by default"),
    tick: bool = typer.Option(True, "--tick/--no-tick", help="勾选「关联星图任务」"),
    audit: bool = typer.Option(
        True, "--audit/--no-audit", help="平台审核直接通过 · pass the platform audit at once"
    ),
    ad: bool = typer.Option(True, "--ad/--no-ad", help="标注「广告」 · with the ad mark"),
    description: str = typer.Option("", parser=TEXT, help="视频描述 · a video's description"),
    hashtags: str = typer.Option("", parser=TEXT, help="视频话题，逗号分隔 · a video's hashtags, by commas"),
) -> None:
    """制作并提交：文章在 MP 勾选后发布待确认，未勾选则直接公开；视频在星图上传 · make and submit"""

    async def act(app: App) -> None:
        row, now = app.queries.commission(commission_id), await app.now(commission_id)
        kind = TASK_TYPES[row.task_type]
        check_taken(row, ("submitted" if kind.submitted_in_mp else "submit") if tick else "published")
        item = app.mp.draft(
            row.creator_id, title or row.title, "正文", platform=kind.platform, kind=kind.name, at=now
        )
        if tick:
            app.mp.tick(item, commission_id, at=now)
        app.mp.mark_ad(item, at=now, marked=ad)
        state = app.mp.publish_by_creator(item, now)
        say(f"✓ {item}：{state.value}", f"✓ {item}: {state.value}", item=item, state=state)
        marked = {"marked_as_ad": True} if ad else {}
        if not tick:
            await app.tell(commission_id, "published", item=item, happened_at=now.isoformat())
            return
        if kind.submitted_in_mp:
            await app.tell(commission_id, "submitted", item=item, creator=row.creator_id, **marked)
        else:
            texts = {"title": title or row.title, "description": description or row.title}
            words = [each.strip() for each in (hashtags or row.title).split(",")]
            await app.send(commission_id, "submit", ref=item, hashtags=words, **texts, **marked)
        if audit:
            app.mp.audit(item, passed=True, at=now)
            await app.tell(commission_id, "audited", item=item, passed=True)

    with_app(act)


def check_taken(row: CommissionRow, word: str) -> None:
    """Nothing is written that the commission would refuse: it is told by a signal, which nobody answers."""
    order, stage = RECORD.validate_python(row.record).order, Stage(row.stage)
    if not rules(order.rulebook).at(stage, word):
        refused = Refused(refusal_at(stage, word, closed=stage in CLOSED), detail=row.stage)
        raise CommandRefused(refused.code, refused.zh, refused.en)


@mp.command("audit")
def audit(
    commission_id: str = COMMISSION,
    passed: bool = typer.Option(True, "--pass/--fail"),
    reason: str = typer.Option("", parser=TEXT),
) -> None:
    """平台审核结果 · the platform audit"""

    async def act(app: App) -> None:
        item = _item(app, commission_id)
        app.mp.audit(item, passed=passed, reason=reason, at=await app.now(commission_id))
        await app.tell(commission_id, "audited", item=item, passed=passed, reason=reason)
        say("✓ 审核结果已发出", "✓ sent", item=item, passed=passed)

    with_app(act)


@mp.command("edit")
def edit(commission_id: str = COMMISSION, title: str = typer.Option(..., parser=TEXT)) -> None:
    """修改作品；公开后需客户开启修改权限 · edit; once public the brand must allow it"""

    async def act(app: App) -> None:
        item, now = _item(app, commission_id), await app.now(commission_id)
        was_public = app.mp.item(item).state == "public"
        version = app.mp.edit(item, now, title=title)
        if was_public:
            await app.tell(commission_id, "edited", item=item, happened_at=now.isoformat())
        else:
            app.mp.publish_by_creator(item, now)
            await app.tell(commission_id, "submitted", item=item)
            app.mp.audit(item, passed=True, at=now)
            await app.tell(commission_id, "audited", item=item, passed=True)
        say(f"✓ 第 {version} 版", f"✓ version {version}", item=item, version=version)

    with_app(act)


@mp.command("hide")
def hide(commission_id: str = COMMISSION) -> None:
    """设为仅自己可见 · make it private"""
    _visibility(commission_id, public=False)


@mp.command("restore")
def restore(commission_id: str = COMMISSION) -> None:
    """恢复公开 · make it public again"""
    _visibility(commission_id, public=True)


@mp.command("remove")
def remove(commission_id: str = COMMISSION, reason: str = typer.Option("违反平台规范", parser=TEXT)) -> None:
    """平台下架 · taken down by the platform"""

    async def act(app: App) -> None:
        item, now = _item(app, commission_id), await app.now(commission_id)
        app.mp.remove(item, reason, at=now)
        await app.tell(
            commission_id, "visibility_changed", public=False, item=item, happened_at=now.isoformat()
        )
        say("✓ 已下架", "✓ taken down", item=item)

    with_app(act)


def _visibility(commission_id: str, *, public: bool) -> None:
    async def act(app: App) -> None:
        item, now = _item(app, commission_id), await app.now(commission_id)
        (app.mp.restore if public else app.mp.hide)(item, now)
        await app.tell(
            commission_id, "visibility_changed", public=public, item=item, happened_at=now.isoformat()
        )
        say(
            "✓ 公开" if public else "✓ 非公开", "✓ public" if public else "✓ hidden", item=item, public=public
        )

    with_app(act)


def _item(app: App, commission_id: str) -> str:
    record = app.queries.commission(commission_id).record
    item = str(record.get("item") or record.get("early_item") or "")
    if not item:
        raise VendorRefused("NO_SUCH_ITEM", "这条任务还没有 MP 作品 / this commission has no MP item yet")
    return item


ITEMS = (
    whole("id", "作品", "item"),
    whole("state", "状态", "state"),
    text("title", "标题", "title"),
    whole("commission", "任务", "commission"),
    mark("editable", "可修改", "editable"),
)


@mp.command("items")
@reported
def items(report: Report, creator_id: str = CREATOR) -> None:
    """创作者的全部作品 · all items of a creator"""

    async def act(app: App) -> None:
        found = app.mp.items(creator_id)
        rows = (
            (each.id, sent.item(each.state), each.title, each.commission_id, each.edit_open) for each in found
        )
        report.rows("items", ITEMS, rows)

    with_app(act)


@reported
def phone(
    report: Report,
    party: str = argument(PARTY_ID, "PARTY", "创作者或品牌主 ID · a creator or a brand"),
    answers: bool | None = typer.Option(
        None, "--answer/--no-answer", help="是否接听电话 · whether calls are answered"
    ),
) -> None:

    async def act(app: App) -> None:
        number = _number(app, party)
        if answers is not None:
            app.phones.configure(number, answers=answers)
            report.say("✓ 已设置", "✓ set", answers=answers)
        report.events("messages", map(_received, app.phones.inbox(number)))

    with_app(act)


def _received(each: SandboxMessage) -> tuple[str, dict[str, Any]]:
    kind = "☎" if each.channel == "voice" else "✉"
    facts = {"at": each.at, "channel": each.channel, "text": each.text, "outcome": each.outcome}
    return f"{written(each.at)} {kind} {each.text} [{sent.outcome(each.outcome)}]", facts


def _number(app: App, party: str) -> str:
    from gateways.notices import SqlNoticeStore  # noqa: PLC0415  # the only door to a number

    store = SqlNoticeStore(app.engine)
    for kind in ("creator", "brand"):
        try:
            return store.phone_of(f"{kind}:{party}")
        except VendorRefused:
            continue
    complain("PARTY_UNKNOWN", f"没有 {party}", f"there is no {party}")
    raise typer.Exit(1)


PORTS = ("sms", "voice", "mp", "bank")


@fault.command("arm")
def arm(
    port: str = argument(one_of(*PORTS), "PORT", " | ".join(PORTS)),
    kind: str = argument(one_of(*Fault), "FAULT", " | ".join(Fault)),
    operation: str = typer.Option("*", parser=TEXT),
    match: str = typer.Option("*", parser=TEXT, help="只对含此文字的编号 · only keys that contain this"),
    seconds: float = typer.Option(5.0, parser=SECONDS),
    times: int = typer.Option(1, parser=counted(1, 1000)),
) -> None:
    """设置故障 · arm a fault"""

    async def act(app: App) -> None:
        app.faults.arm(port, Fault(kind), operation=operation, match=match, seconds=seconds, times=times)
        say("✓ 已设置", "✓ armed")

    with_app(act)


FAULTS = (
    whole("port", "端口", "port"),
    whole("operation", "操作", "operation"),
    whole("fault", "故障", "fault"),
    Column("remaining", "余次", "left", right=True),
    text("match", "编号含", "keys with"),
    Column("seconds", "秒", "seconds", right=True),
)


@fault.command("list")
@reported
def armed(report: Report) -> None:
    """设置了哪些故障 · which faults are armed"""

    async def act(app: App) -> None:
        found = app.faults.armed()
        rows = (
            (each.port, each.operation, each.fault, each.remaining, each.match, each.seconds)
            for each in found
        )
        report.rows("faults", FAULTS, rows)
        report.say(f"{len(found)} 个故障", how_many(len(found), "faults"))

    with_app(act)


@fault.command("clear")
def clear() -> None:
    """清除全部故障 · clear all faults"""

    async def act(app: App) -> None:
        app.faults.clear()
        say("✓ 已清除", "✓ cleared")

    with_app(act)
