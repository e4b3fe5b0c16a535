"""Is the platform well? Temporal, its namespace, its limits, the database, the queues, and the sweeps."""

import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client
from temporalio.service import RPCError

from domain.counts import how_many
from domain.operations.findings import KINDS
from domain.operations.findings import Finding as DomainFinding
from gateways.sql.database import opened
from gateways.sql.schema import newest
from runtime.failing_tasks import TemporalTasks
from runtime.failures import named
from runtime.readiness import lacking_in_database, lacking_in_temporal
from runtime.schedule_health import Schedules
from services.connection import connect
from services.failures import Complaint
from services.lives import cross_check
from services.terms_file import read_published
from services.terms_in_force import notes
from settings import Role, Settings
from workflows import names

LOST_SHOWN = 5
LIVE = timedelta(seconds=90)
"""A poll waits for a minute and is made again: who has not asked for longer is gone."""

NAMED = 3
SUBJECT_SHOWN = 80
STILL_ASKED = ("QUEUE_UNATTENDED", "TASKS_FAIL")
"""With these amiss the two stores still answer: whether they agree and whether the sweeps run is told too."""


@dataclass(frozen=True)
class Finding:
    zh: str
    en: str
    complaint: Complaint | None = None
    note: bool = False
    """Nothing is amiss; somebody should know."""


async def examined(
    settings: Settings, address: str, roles: Iterable[Role], *, here: bool = False
) -> list[Finding]:
    """One finding for each thing looked at. ``here``: only this very machine counts, and only its parts."""
    found = [*await _temporal(settings, address, roles, here=here), *_database(settings)]
    if here or any(each.complaint and each.complaint.code not in STILL_ASKED for each in found):
        return found
    return [*found, *await _between_the_stores(settings, address)]


async def _between_the_stores(settings: Settings, address: str) -> list[Finding]:
    client, now = await connect(address), datetime.now(UTC)
    try:
        with opened(settings.database, settings.pool, settings.data_keys) as engine:
            lacks = await Schedules(client, engine, settings.queue).lacking(now)
            check = cross_check(engine, lambda: client, settings.queue)
            lost = [each async for each in check.lost(now)]
            foreign = [each async for each in check.foreign(now)]
    except (RPCError, DBAPIError) as failed:
        if not named(failed):
            raise
        return _lacking(named(failed))
    sweeps = _lacking(lacks) or [Finding("各项巡查按时运行", "every sweep runs as scheduled")]
    return [*sweeps, *_lives(lost), *_foreign(foreign)]


def _foreign(found: Sequence[DomainFinding]) -> list[Finding]:
    """Named, and no complaint: it moved nothing, and a stranger's word makes no platform unwell."""
    if not found:
        return []
    which = ", ".join(each.subject[:SUBJECT_SHOWN] for each in found[:NAMED])
    zh = (
        f"有人直接在 Temporal 启动了 {len(found)} 个账上没有的流程（{which}；已结束的只看近两天），"
        "未动资金，见运维手册 Strange workflow"
    )
    en = (
        f"started in Temporal and unknown to the books: {how_many(len(found), 'workflows')} "
        f"({which}; of those that are over, the last two days); nothing was moved: runbook, Strange workflow"
    )
    return [Finding(zh, en, note=True)]


def _lives(lost: Sequence[DomainFinding]) -> list[Finding]:
    """Open in the books and not at the server: nobody could end these by a command."""
    if not lost:
        return [Finding("账上未结束的任务与提现都在运行", "all that is open in the books runs")]
    return [_lost(each.subject, len(lost), each.kind) for each in lost[:LOST_SHOWN]]


def _lost(subject: str, count: int, kind: str) -> Finding:
    command = "commission" if kind in ("lost", "unstarted") else "withdrawal"
    zh = (
        f"{subject} {KINDS[kind].zh}（共 {count} 个）：./starmap {command} revive {subject} --operator 工号 "
        "--reason 理由；全部恢复用 commission revive --all"
    )
    en = (
        f"{subject} {KINDS[kind].en} ({count} in all): ./starmap {command} revive {subject} --operator ID "
        "--reason WHY; all of them: commission revive --all"
    )
    return Finding(zh, en, Complaint("WORKFLOW_LOST", zh, en))


async def _temporal(settings: Settings, address: str, roles: Iterable[Role], *, here: bool) -> list[Finding]:
    try:
        client = await connect(address)
        lacks = await lacking_in_temporal(client)
    except (RPCError, RuntimeError) as failed:
        return _lacking(named(failed))
    found = [Finding(f"Temporal {address}", f"Temporal {address}")]
    if lacks:
        return found + _lacking(lacks)
    found.append(Finding(f"命名空间 {client.namespace}", f"namespace {client.namespace}"))
    found += [await _attended(client, role, settings.queue, here=here) for role in roles]
    return found + _failing(await TemporalTasks(lambda: client, settings.queue).reported())


def _failing(workflows: Sequence[DomainFinding]) -> list[Finding]:
    """Nothing, where none is."""
    if not workflows:
        return []
    which = ", ".join(each.subject for each in workflows[:NAMED])
    count = len(workflows)
    return _lacking(
        [Complaint.of("TASKS_FAIL", count=count, workflows=how_many(count, "workflows"), which=which)]
    )


def _database(settings: Settings) -> list[Finding]:
    try:
        with opened(settings.database, settings.pool, settings.data_keys) as engine:
            lacks = lacking_in_database(engine)
            of_terms = [] if lacks else _terms(engine)
    except DBAPIError as failed:
        lacks = named(failed)
        if not lacks:
            raise
    return _lacking(lacks) or [Finding(f"数据库 {newest()}", f"database {newest()}"), *of_terms]


def _terms(engine: Engine) -> list[Finding]:
    published = read_published()
    version = published.now.version
    told = [Finding(each.zh, each.en, note=True) for each in notes(engine, published)]
    return [Finding(f"条款 {version}", f"terms {version}"), *told]


def _lacking(complaints: Iterable[Complaint]) -> list[Finding]:
    return [Finding(each.zh, each.en, each) for each in complaints]


async def _attended(client: Client, role: Role, queue: str, *, here: bool) -> Finding:
    of_workflows = role == "workflows"
    name = queue if of_workflows else getattr(names, f"{role}_queue")(queue)
    request = DescribeTaskQueueRequest(
        namespace=client.namespace,
        task_queue=TaskQueue(name=name),
        task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW
        if of_workflows
        else TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
    )
    pollers = (await client.workflow_service.describe_task_queue(request)).pollers
    since = datetime.now(UTC) - LIVE
    live = {
        each.identity
        for each in pollers
        if each.last_access_time.ToDatetime(UTC) > since
        and (not here or each.identity.endswith(f"@{socket.gethostname()}"))
    }
    if live:
        return Finding(
            f"队列 {name}：{len(live)} 个 worker", f"queue {name}: {how_many(len(live), 'workers')}"
        )
    return _unattended(role, name)


def _unattended(role: Role, name: str) -> Finding:
    (found,) = _lacking([Complaint.of("QUEUE_UNATTENDED", queue=name, role=role)])
    return found
