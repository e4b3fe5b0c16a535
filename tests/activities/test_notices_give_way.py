"""The relay of SMS in front of a server that is quick, and of one that others keep busy."""

import asyncio
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from temporalio.client import Client

from gateways.ports.work import NoticeState, NoticeStore, OrderedNotice
from runtime import notice_relay
from runtime.notice_relay import AT_ONCE, NoticeRelay
from settings import Settings

SLOW = 0.03


@dataclass
class Server:
    takes: float
    under_way: int = 0
    most: int = 0
    started: list[str] = field(default_factory=list)

    async def start_activity(self, *_: object, **asked: Any) -> None:
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        await asyncio.sleep(self.takes)
        self.started.append(asked["id"])
        self.under_way -= 1


class Books:
    def to_start(self, _most: int) -> list[OrderedNotice]:
        return [OrderedNotice(f"offer:c{n}:2", f"c{n}", NoticeState.ORDERED, "", "") for n in range(20)]

    def to_report(self, _most: int) -> list[OrderedNotice]:
        return []


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notice_relay, "QUICK", SLOW / 2)


def relay(server: Server) -> NoticeRelay:
    return NoticeRelay(cast("Client", server), cast("NoticeStore", Books()), Settings(_env_file=None))


@pytest.mark.usefixtures("quick")
async def test_where_others_wait_for_the_server_notices_leave_one_by_one_and_with_pauses() -> None:
    server = Server(takes=SLOW)
    began = asyncio.get_running_loop().time()

    await relay(server).look()

    assert server.most == 1
    assert len(server.started) == 20
    assert asyncio.get_running_loop().time() - began >= 20 * 3 * SLOW


async def test_while_the_server_has_time_some_leave_at_once() -> None:
    server = Server(takes=0)

    await relay(server).look()

    assert server.most > 1
    assert server.most <= AT_ONCE
    assert len(server.started) == 20
