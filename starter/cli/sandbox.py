"""The sandbox by hand: the phone, the MP back end, and faults on demand."""

from typing import Any

import typer

from domain.counts import how_many
from domain.instants import written
from services.app import App
from services.sandbox import faults, phones
from services.sandbox import mp as mp_page
from services.sandbox.faults import FAULTS, PORTS
from services.sandbox.mp import Draft
from services.sandbox.phones import Message
from starter.cli import sent
from starter.cli.columns import Column, mark, text, whole
from starter.cli.console import in_app, say, with_app
from starter.cli.kinds import COMMISSION, CREATOR, PARTY_ID, SECONDS, TEXT, argument, counted, one_of
from starter.cli.report import Report, reported

mp = typer.Typer(no_args_is_help=True)
fault = typer.Typer(no_args_is_help=True)


@mp.command("write")
def write(
    commission_id: str = COMMISSION,
    title: str = typer.Option("", parser=TEXT, help="标题，默认任务标题 · the commission's title by default"),
    tick: bool = typer.Option(
        True, "--tick/--no-tick", help="勾选「关联星图任务」 · tick the box of the commission"
    ),
    audit: bool = typer.Option(
        True, "--audit/--no-audit", help="平台审核直接通过 · pass the platform audit at once"
    ),
    ad: bool = typer.Option(True, "--ad/--no-ad", help="标注「广告」 · with the ad mark"),
    description: str = typer.Option("", parser=TEXT, help="视频描述 · a video's description"),
    hashtags: str = typer.Option("", parser=TEXT, help="视频话题，逗号分隔 · a video's hashtags, by commas"),
) -> None:
    """制作并提交：文章在 MP 勾选后发布待确认，未勾选则直接公开；视频在星图上传 · make and submit"""
    words = tuple(each.strip() for each in hashtags.split(",")) if hashtags else ()
    draft = Draft(title, description, words, ticked=tick, marked_as_ad=ad)

    async def act(app: App) -> None:
        done = await mp_page.write(app, commission_id, draft)
        say(f"✓ {done.item}：{done.state}", f"✓ {done.item}: {done.state}", item=done.item, state=done.state)
        if tick and audit:
            await mp_page.audit(app, commission_id, passed=True, item=done.item)

    with_app(act)


@mp.command("audit")
def audit(
    commission_id: str = COMMISSION,
    passed: bool = typer.Option(True, "--pass/--fail"),
    reason: str = typer.Option("", parser=TEXT),
) -> None:
    """平台审核结果 · the platform audit"""

    async def act(app: App) -> None:
        item = await mp_page.audit(app, commission_id, passed=passed, reason=reason)
        say("✓ 审核结果已发出", "✓ sent", item=item, passed=passed)

    with_app(act)


@mp.command("edit")
def edit(commission_id: str = COMMISSION, title: str = typer.Option(..., parser=TEXT)) -> None:
    """修改作品；公开后需客户开启修改权限 · edit; once public the brand must allow it"""

    async def act(app: App) -> None:
        done = await mp_page.edit(app, commission_id, title=title)
        if not done.was_public:
            await mp_page.audit(app, commission_id, passed=True, item=done.item)
        version = done.version
        say(f"✓ 第 {version} 版", f"✓ version {version}", item=done.item, version=version)

    with_app(act)


@mp.command("hide")
def hide(commission_id: str = COMMISSION) -> None:
    """设为仅自己可见 · make it private"""

    async def act(app: App) -> None:
        item = await mp_page.hide(app, commission_id)
        say("✓ 非公开", "✓ hidden", item=item, public=False)

    with_app(act)


@mp.command("restore")
def restore(commission_id: str = COMMISSION) -> None:
    """恢复公开 · make it public again"""

    async def act(app: App) -> None:
        item = await mp_page.restore(app, commission_id)
        say("✓ 公开", "✓ public", item=item, public=True)

    with_app(act)


@mp.command("remove")
def remove(commission_id: str = COMMISSION, reason: str = typer.Option("违反平台规范", parser=TEXT)) -> None:
    """平台下架 · taken down by the platform"""

    async def act(app: App) -> None:
        item = await mp_page.remove(app, commission_id, reason)
        say("✓ 已下架", "✓ taken down", item=item)

    with_app(act)


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

    def act(app: App) -> None:
        found = mp_page.items(app.engine, creator_id)
        rows = (
            (each.id, sent.item(each.state), each.title, each.commission_id, each.edit_open) for each in found
        )
        report.rows("items", ITEMS, rows)

    in_app(act)


@reported
def phone(
    report: Report,
    party: str = argument(PARTY_ID, "PARTY", "创作者或品牌主 ID · a creator or a brand"),
    answers: bool | None = typer.Option(
        None, "--answer/--no-answer", help="是否接听电话 · whether calls are answered"
    ),
) -> None:

    def act(app: App) -> None:
        if answers is not None:
            phones.answer_calls(app.engine, party, answers=answers)
            report.say("✓ 已设置", "✓ set", answers=answers)
        report.events("messages", map(_received, phones.inbox(app.engine, party)))

    in_app(act)


def _received(each: Message) -> tuple[str, dict[str, Any]]:
    kind = "☎" if each.channel == "voice" else "✉"
    facts = {"at": each.at, "channel": each.channel, "text": each.text, "outcome": each.outcome}
    return f"{written(each.at)} {kind} {each.text} [{sent.outcome(each.outcome)}]", facts


@fault.command("arm")
def arm(
    port: str = argument(one_of(*PORTS), "PORT", " | ".join(PORTS)),
    kind: str = argument(one_of(*FAULTS), "FAULT", " | ".join(FAULTS)),
    operation: str = typer.Option("*", parser=TEXT),
    match: str = typer.Option("*", parser=TEXT, help="只对含此文字的编号 · only keys that contain this"),
    seconds: float = typer.Option(5.0, parser=SECONDS),
    times: int = typer.Option(1, parser=counted(1, 1000)),
) -> None:
    """设置故障 · arm a fault"""

    def act(app: App) -> None:
        faults.arm(app.engine, port, kind, operation=operation, match=match, seconds=seconds, times=times)

    in_app(act)
    say("✓ 已设置", "✓ armed")


ARMED = (
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

    def act(app: App) -> None:
        found = faults.armed(app.engine)
        rows = (
            (each.port, each.operation, each.fault, each.remaining, each.match, each.seconds)
            for each in found
        )
        report.rows("faults", ARMED, rows)
        report.say(f"{len(found)} 个故障", how_many(len(found), "faults"))

    in_app(act)


@fault.command("clear")
def clear() -> None:
    """清除全部故障 · clear all faults"""

    in_app(lambda app: faults.clear(app.engine))
    say("✓ 已清除", "✓ cleared")
