"""Orders in bulk against a real server: stopped, killed and run again, every row is one commission."""

import asyncio
import csv
import os
import signal
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import Engine
from temporalio.client import Client

from runtime.server import EmbeddedServer, ServerPlan, embedded_server
from services.parties.sample import ATANG, QINGYOU, add_brand, add_creator
from settings import ROOT
from starter.cli.exits import exit_of
from tests.starter.typed import typed

pytestmark = pytest.mark.timeout(600)  # for hangs only: hundreds of rows are ordered
HEADER = "order,brand,creator,task_type,title,goal,product,price"
PATIENCE = 240


@dataclass
class OrderingDesk:
    """A server, a database, a folder with an orders file, and the command."""

    folder: Path
    database_url: str
    server: EmbeddedServer

    @property
    def results_file(self) -> Path:
        return self.folder / "ORDERS.result.csv"

    def write(self, *rows: str, header: str = HEADER) -> None:
        (self.folder / "ORDERS.csv").write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")

    @property
    def env(self) -> dict[str, str]:
        said = {
            "TEMPORAL_ADDRESS": self.server.address,
            "STARMAP_STATE": str(self.folder),
            "STARMAP_DATABASE_URL": self.database_url,
            "STARMAP_CALLED_FROM": str(self.folder),
            "LANG": "C.UTF-8",
            "COLUMNS": "200",
        }
        return {**os.environ, **said}

    async def start(self) -> asyncio.subprocess.Process:
        """A process of its own, to be killed or interrupted."""
        return await asyncio.create_subprocess_exec(
            *(str(ROOT / "starmap"), "commission", "import", "ORDERS.csv"),
            env=self.env,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )

    async def run(self, *words: str, code: int = 0) -> str:
        line = ("commission", "import", "ORDERS.csv", *words)
        output, ended = await asyncio.wait_for(typed(*line, env=self.env), PATIENCE)
        assert ended == code, output
        assert "Traceback" not in output
        return output

    async def ended(self, process: asyncio.subprocess.Process, code: int) -> str:
        output, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
        assert process.returncode == code, output.decode()
        assert "Traceback" not in output.decode()
        return output.decode()

    def results(self) -> list[dict[str, str]]:
        if not self.results_file.exists():
            return []
        with self.results_file.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def outcomes(self) -> Counter[str]:
        return Counter(each["outcome"] for each in self.results())

    async def once_some_rows_are_done(self, act: Callable[[], object]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not self.outcomes()["started"]:  # noqa: ASYNC110  # another process writes the file
                await asyncio.sleep(0.01)
        act()

    async def workflows(self) -> int:
        """As the server counts them; its list is a moment behind."""
        client = await Client.connect(self.server.address)
        counted, before = -1, -2
        while counted != before:
            await asyncio.sleep(1)
            before, counted = counted, (await client.count_workflows("WorkflowType = 'Commission'")).count
        return counted


@pytest.fixture
def books(engine: Engine, database_url: str) -> str:
    """Where a brand and a creator are known."""
    now = datetime.now(UTC)
    add_brand(engine, QINGYOU, 1_000_000, now)
    add_creator(engine, ATANG, {"micro_post": 50_000}, now)
    return database_url


@pytest_asyncio.fixture
async def desk(tmp_path: Path, books: str) -> AsyncIterator[OrderingDesk]:
    async with embedded_server(ServerPlan(tmp_path, durable=False)) as server:
        yield OrderingDesk(tmp_path, books, server)


@pytest_asyncio.fixture(scope="module")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[EmbeddedServer]:
    async with embedded_server(ServerPlan(tmp_path_factory.mktemp("shared"), durable=False)) as server:
        yield server


@pytest.fixture
def unused(tmp_path: Path, books: str, shared: EmbeddedServer) -> OrderingDesk:
    """One where nothing is ordered: its server is everybody's."""
    return OrderingDesk(tmp_path, books, shared)


def row(number: int, **changes: str) -> str:
    fields = {"order": f"QY-{number:04}", "brand": "qingyou", "creator": "atang", "price": "500", **changes}
    return "{order},{brand},{creator},micro_post,柚子乌龙 {order},试一次,茶包,{price}".format_map(fields)


def rows(count: int) -> list[str]:
    return [row(number) for number in range(count)]


async def _every_row_is_one_commission(desk: OrderingDesk, count: int) -> None:
    """The second run completes what the first one left, and its file has every row once."""
    told = desk.results()
    assert [int(each["row"]) for each in told] == list(range(2, count + 2))
    assert {each["outcome"] for each in told} <= {"started", "already"}
    assert len({each["commission"] for each in told}) == count
    assert await desk.workflows() == count


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"], indirect=True)
async def test_an_import_killed_in_the_middle_leaves_what_it_did_and_is_completed_by_the_next(
    desk: OrderingDesk,
) -> None:
    desk.write(*rows(400))
    process = await desk.start()

    await desk.once_some_rows_are_done(process.kill)
    await process.wait()

    assert 0 < desk.outcomes()["started"] < 400
    told = await desk.run()
    assert "400 rows" in told
    assert desk.outcomes()["already"] > 0
    await _every_row_is_one_commission(desk, 400)


async def test_ctrl_c_finishes_what_is_under_way_and_says_how_to_go_on(desk: OrderingDesk) -> None:
    desk.write(*rows(400))
    process = await desk.start()

    await desk.once_some_rows_are_done(lambda: process.send_signal(signal.SIGINT))
    told = await desk.ended(process, 130)

    assert "STOPPED" in told
    assert "再次运行同一命令" in told
    first = desk.outcomes()
    assert first["started"] + first["unfinished"] == 400
    assert first["unfinished"] > 0
    assert await desk.workflows() == first["started"]
    await desk.run()
    assert desk.outcomes() == {"already": first["started"], "started": first["unfinished"]}
    await _every_row_is_one_commission(desk, 400)


async def test_a_server_that_goes_away_is_one_clear_line_and_the_next_run_goes_on(desk: OrderingDesk) -> None:
    desk.write(*rows(300))
    process = await desk.start()

    await desk.once_some_rows_are_done(desk.server.process.kill)
    told = await desk.ended(process, exit_of("TEMPORAL_UNREACHABLE"))

    assert told.count("TEMPORAL_UNREACHABLE") == 1
    assert desk.outcomes()["started"] > 0
    assert desk.outcomes()["unfinished"] > 0
    assert sum(desk.outcomes().values()) == 300
    desk.server.stop()
    async with embedded_server(ServerPlan(desk.folder, durable=False)) as another:
        desk.server = another  # it remembers nothing, so every order must be started again
        await desk.run()
        await _every_row_is_one_commission(desk, 300)


async def test_a_database_that_does_not_answer_is_one_clear_line(desk: OrderingDesk) -> None:
    desk.write(*rows(3))
    with closing(sqlite3.connect(desk.folder / "starmap.db", isolation_level=None)) as busy:
        busy.execute("BEGIN IMMEDIATE")

        told = await desk.run(code=exit_of("DATABASE_UNAVAILABLE"))

    assert "DATABASE_UNAVAILABLE" in told
    assert desk.outcomes() == {"unfinished": 3}
    await desk.run()
    assert desk.outcomes() == {"started": 3}


async def test_a_broken_row_stops_no_other_and_is_told_with_what_to_do(desk: OrderingDesk) -> None:
    good, bad = [row(1), row(2)], [row(3, price="499"), row(4, price="多少"), row(5, creator="nobody")]
    desk.write(good[0], *bad, good[1], row(1, price="501"))

    told = await desk.run(code=1)

    assert "6 rows: 2 ordered, 0 ordered before, 4 refused, 0 unfinished" in told
    results = desk.results()
    assert [(each["outcome"], each["code"]) for each in results] == [
        ("started", ""),
        ("refused", "PRICE_CHANGED"),
        ("refused", "BAD_ROW"),
        ("refused", "CREATOR_UNKNOWN"),
        ("started", ""),
        ("refused", "BAD_ROW"),
    ]
    assert "present quote" in results[1]["what_to_do_en"]
    assert "price" in results[2]["what_to_do_en"]
    assert "第 2 行已用此订单号" in results[5]["what_to_do_zh"]
    assert (results[0]["commission"], results[1]["commission"]) == ("qingyou-QY-0001", "")


async def test_a_corrected_row_is_ordered_by_the_next_run_and_the_others_stay(desk: OrderingDesk) -> None:
    desk.write(row(1), row(2, price="499"))
    await desk.run(code=1)

    desk.write(row(1), row(2))
    await desk.run()

    assert [each["outcome"] for each in desk.results()] == ["already", "started"]
    desk.write(row(1).replace("茶包", "茶罐"), row(2))
    await desk.run(code=1)
    assert [each["code"] for each in desk.results()] == ["ORDER_CHANGED", ""]


async def test_the_results_go_where_they_are_wanted_and_never_over_the_orders(desk: OrderingDesk) -> None:
    desk.write(row(1))

    assert "RESULTS_NOT_WRITABLE" in await desk.run(
        "--results", "missing/there.csv", code=exit_of("RESULTS_NOT_WRITABLE")
    )
    told = await desk.run("--results", "ORDERS.csv", code=2)
    assert (
        told.count("--results 不能是订单文件本身")
        == told.count("must not be the file of the orders itself")
        == 1
    )
    assert await desk.workflows() == 0
    await desk.run("--results", "there.csv")

    assert (desk.folder / "there.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert not desk.results_file.exists()


async def test_a_cell_that_begins_like_a_formula_is_no_formula_in_the_results(unused: OrderingDesk) -> None:
    unused.write(row(1, order="=1+1"))

    await unused.run(code=1)

    assert unused.results()[0]["order"] == "'=1+1"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "NO_HEADER"),
        (HEADER.encode(), "NO_ROWS"),
        (b"order,brand\nQY-1,qingyou\n", "COLUMN_NEEDED"),
        (b"PK\x03\x04\x00\x00", "NOT_TEXT"),
        (f"{HEADER}\n{row(1)}".encode("utf-16"), "NOT_TEXT"),
        ("\n".join([HEADER, *rows(10_001)]).encode(), "TOO_MANY_ROWS"),
    ],
)
async def test_a_file_that_cannot_be_read_is_refused_by_name_and_orders_nothing(
    unused: OrderingDesk, content: bytes, code: str
) -> None:
    (unused.folder / "ORDERS.csv").write_bytes(content)

    assert code in await unused.run(code=exit_of(code))
    assert not unused.results_file.exists()


async def test_orders_saved_as_gbk_by_a_spreadsheet_are_ordered(desk: OrderingDesk) -> None:
    (desk.folder / "ORDERS.csv").write_bytes(f"{HEADER}\r\n{row(1)}\r\n".encode("gbk"))

    await desk.run()

    assert desk.outcomes() == {"started": 1}
