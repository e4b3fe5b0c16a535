"""The sandbox beside the product: phones, 头条号 MP, bank, time. There only while everything outside is one.

Nobody signs in for it: whoever reaches the loopback of this machine has its phones in hand anyway.
"""

import re
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request

from domain.refusals import Refused
from models.api import sandbox as shapes
from services.operations.time_travel import skip
from services.sandbox import bank, mp, phones
from starter.http.calling import OpenedApp
from starter.http.described import NO_KEY, OPEN

HERE = re.compile(r"(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|\[::1\])(:\d+)?", re.IGNORECASE)


async def named_as_here(request: Request) -> None:
    """A page of somebody's whose name was made to point here calls this machine by that name.

    Raises Refused: PATH_UNKNOWN.
    """
    host = request.headers.get("host", "")
    if host and not HERE.fullmatch(host):
        raise Refused("PATH_UNKNOWN")


router = APIRouter(prefix="/v1/sandbox", tags=["sandbox · 沙箱"], dependencies=[Depends(named_as_here)])
READ, ACT = {OPEN: True}, {OPEN: True, NO_KEY: True}
Party = Annotated[str, Path(max_length=32)]
Commission = Annotated[str, Path(max_length=128)]


@router.get(
    "/phones/{party_id}",
    response_model=shapes.Inbox,
    summary="手机收到的 · a party's phone",
    openapi_extra=READ,
)
def inbox(app: OpenedApp, party_id: Party) -> shapes.Inbox:
    found = phones.inbox(app.engine, party_id)
    return shapes.Inbox(
        messages=[shapes.Message.model_validate(each, from_attributes=True) for each in found]
    )


@router.get(
    "/bank", response_model=shapes.Transfers, summary="银行流水 · the bank's own log", openapi_extra=READ
)
def transfers(app: OpenedApp) -> shapes.Transfers:
    found = bank.transfers(app.engine)
    return shapes.Transfers(
        transfers=[shapes.Transfer.model_validate(each, from_attributes=True) for each in found]
    )


@router.post(
    "/mp/{commission_id}/works",
    response_model=shapes.Written,
    summary="写作品并提交 · write it, hand it in",
    openapi_extra=ACT,
)
async def write(app: OpenedApp, commission_id: Commission, wanted: shapes.Draft) -> shapes.Written:
    draft = mp.Draft(wanted.title, wanted.description, wanted.hashtags, wanted.ticked, wanted.marked_as_ad)
    done = await mp.write(app, commission_id, draft)
    return shapes.Written(item=done.item, state=done.state)


@router.post(
    "/mp/{commission_id}/audits",
    response_model=shapes.ItemOf,
    summary="平台审核 · the platform's audit",
    openapi_extra=ACT,
)
async def audit(app: OpenedApp, commission_id: Commission, wanted: shapes.Audit) -> shapes.ItemOf:
    done = await mp.audit(app, commission_id, passed=wanted.passed, reason=wanted.reason)
    return shapes.ItemOf(item=done)


@router.put(
    "/mp/{commission_id}/visibility",
    response_model=shapes.ItemOf,
    summary="隐藏或恢复 · hide it, or show it again",
    openapi_extra=ACT,
)
async def visibility(app: OpenedApp, commission_id: Commission, wanted: shapes.Shown) -> shapes.ItemOf:
    return shapes.ItemOf(item=await (mp.restore if wanted.public else mp.hide)(app, commission_id))


@router.post("/time", response_model=shapes.Skipped, summary="跳过时间 · skip time", openapi_extra=ACT)
async def skip_time(app: OpenedApp, wanted: shapes.Skip) -> shapes.Skipped:
    """On the embedded server. Clocks that come due on the way are acted on."""
    return shapes.Skipped(moved=await skip(app, timedelta(seconds=wanted.seconds), wanted.commission_id))
