"""Skipping time on the embedded server: every open commission together, or one."""

import asyncio
import re
from contextlib import suppress
from datetime import timedelta

from temporalio.service import RPCError

from domain.commission import is_over
from domain.forms import shown
from starter import withdrawals
from starter.commissions import RECORD, handle_of
from starter.office import Office

SPAN = re.compile(r"([0-9]{1,6}) *([dhms])", re.IGNORECASE)
UNITS = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
PATIENCE = 60.0


class BadSpan(Exception):
    code = "BAD_SPAN"

    def __init__(self, text: str) -> None:
        text = shown(text)
        self.zh = f"看不懂时长「{text}」，例如 24h、7d、1d12h、30m"
        self.en = f"{text!r} is no span of time: try 24h, 7d, 1d12h, 30m"
        super().__init__(self.en)


class NoTimeTravel(Exception):
    code = "NO_TIME_TRAVEL"
    zh = "只有内置服务可以跳过时间"
    en = "time can be skipped on the embedded server only"


def span(text: str) -> timedelta:
    """``7d``, ``1d12h``, ``90m``. Raises BadSpan."""
    found = SPAN.findall(text)
    if not found or SPAN.sub("", text).strip():
        raise BadSpan(text)
    total = sum((timedelta(**{UNITS[unit.lower()]: int(count)}) for count, unit in found), timedelta(0))
    if not timedelta(0) < total <= timedelta(days=400):
        raise BadSpan(text)
    return total


UNIT_WORDS = (("d", "天", "day"), ("h", "小时", "hour"), ("m", "分钟", "minute"), ("s", "秒", "second"))


def written_span(distance: timedelta, lang: str) -> str:
    """As people say it: 1 天 12 小时, 1 day 12 hours."""
    told, left = [], distance
    for unit, zh, en in UNIT_WORDS:
        count, left = divmod(left, timedelta(**{UNITS[unit]: 1}))
        if count:
            told.append(f"{count} {zh}" if lang == "zh" else f"{count} {en}{'s' * (count != 1)}")
    return " ".join(told)


async def skip(office: Office, distance: timedelta, only: str = "") -> list[str]:
    """Skip every open commission's clock by this much; the ids of those that moved."""
    if office.skipper is None:
        raise NoTimeTravel
    if not only:
        by_hand = [row.id for row in office.withdrawals.open_by_hand()]
        await asyncio.gather(*(_skip_withdrawal(office, each, distance) for each in by_hand))
    open_ids = (
        [only]
        if only
        else [row.id for row in _all_rows(office) if not is_over(RECORD.validate_python(row.record))]
    )
    moved = await asyncio.gather(*(_skip_one(office, each, distance) for each in open_ids))
    return [each for each, did in zip(open_ids, moved, strict=True) if did]


def _all_rows(office: Office):  # type: ignore[no-untyped-def]  # noqa: ANN202
    return office.desk.commissions(limit=10_000)


async def _skip_one(office: Office, commission_id: str, distance: timedelta) -> bool:
    if office.skipper is None:
        return False
    for row in office.desk.withdrawals(commission_id):
        if row.state in ("under_way", "waiting"):  # no time passes for a commission while its payout is open
            await _skip_withdrawal(office, row.id, distance)
    try:
        handle = handle_of(office.client, commission_id)
        await asyncio.wait_for(office.skipper.fast_forward(handle, distance), PATIENCE)
    except (RPCError, TimeoutError):
        return False
    return True


async def _skip_withdrawal(office: Office, withdrawal_id: str, distance: timedelta) -> None:
    if office.skipper is None:
        return
    handle = withdrawals.handle_of(office.client, withdrawal_id)
    with suppress(RPCError, TimeoutError):  # it has ended meanwhile
        await asyncio.wait_for(office.skipper.fast_forward(handle, distance), PATIENCE)
