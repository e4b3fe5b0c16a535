"""What a platform of many parts needs: prepare the server, migrate the database, ask whether all is well."""

import asyncio

import typer

from domain.counts import how_many
from domain.operations.sweeps import SWEEPS
from runtime import running
from runtime.health import examined
from runtime.readiness import RETENTION, prepare
from runtime.schedules import ensure_schedules
from runtime.signal_limit import warnings_of
from services.connection import connect
from services.failures import Complaint
from services.operations.schema import migrate_database
from services.waiting import waited
from settings import Settings
from starter.cli.console import complain, note, pick, say
from starter.cli.report import Report, reported
from workflows import names

database = typer.Typer(no_args_is_help=True)
server = typer.Typer(no_args_is_help=True)


@database.command("migrate")
def migrate() -> None:
    """把数据库升级到本程序的版本，可重复执行 · bring the schema to this program's version; safe to repeat"""
    version = migrate_database(Settings())
    say(f"✓ 数据库版本 {version}", f"✓ database at {version}", "green", version=version)


@server.command("prepare")
def prepare_server() -> None:
    """建好命名空间与搜索属性，可重复执行 · make the namespace and the search attributes; safe to repeat"""

    async def act() -> tuple[list[tuple[str, bool]], list[Complaint]]:
        address, _ = running.where(Settings())
        client = await connect(address)
        done = await prepare(client)
        await ensure_schedules(client, Settings())
        there = ((names.sweep_id(sweep), False) for sweep in SWEEPS)
        return [*done, *there], await warnings_of(client)

    done, warnings = asyncio.run(waited(act()))
    note(made=[name for name, made in done if made], there=[name for name, made in done if not made])
    for name, made in done:
        word = pick("已建", "made") if made else pick("已有", "there")
        say(f"✓ {word} {name}", f"✓ {word} {name}")
    say(
        f"  新建的命名空间保留 {RETENTION.days} 天",
        f"  a namespace made here keeps {how_many(RETENTION.days, 'days')}",
    )
    for each in warnings:
        complain(each.code, each.zh, each.en)


@reported
def health(
    report: Report,
    workers: bool = typer.Option(True, help="看各队列有无 worker · look for workers on the queues"),
    here: bool = typer.Option(False, "--here", help="只算本机的 worker · only workers of this machine count"),
) -> None:
    settings = Settings()

    address, _ = running.where(settings)
    looking = examined(settings, address, settings.roles if workers else (), here=here)
    findings = asyncio.run(waited(looking))
    for each in findings:
        code = each.complaint.code if each.complaint else ""
        report.add("findings", ok=not code, code=code, zh=each.zh, en=each.en)
        if code:
            complain(code, each.zh, each.en)
        elif each.note:
            report.say(f"! {each.zh}", f"! {each.en}", "yellow")
        else:
            report.say(f"✓ {each.zh}", f"✓ {each.en}", "green")
    report.tell(ok=not any(each.complaint for each in findings))
    if any(each.complaint for each in findings):
        raise typer.Exit(1)
