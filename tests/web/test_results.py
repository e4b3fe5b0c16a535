"""Post-campaign data by page: only what was read, with its time; absent is said and never drawn as zero."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from fractions import Fraction
from html import unescape

import pytest
from sqlalchemy import Engine

from domain.parties.actor import Actor, ActorKind
from services.commissions import results
from tests.web import books
from tests.web.conftest import placed
from tests.web.visiting import Visiting

Visit = Callable[..., Visiting]
WE, ME = "brand-qingyou", "creator-atang"
AT = datetime(2026, 11, 28, 2, tzinfo=UTC)


async def test_a_work_without_data_is_said_to_have_none_and_is_in_no_sum(
    visiting: Visit, engine: Engine
) -> None:
    books.read(engine, _published(engine, "published"), (30_000, 3_000), since=AT)
    _published(engine, "settling")
    told = await visiting(WE).text("/results")
    assert "还没有数据" in told
    assert "数据不全：2 件作品中 1 件有数据" in told
    assert "¥1.000" in told  # 3,000 yuan for 3,000 reads; the other one's price is not in it
    assert len(_chart(told)["values"]) == 1


async def test_each_reading_stands_with_its_time(visiting: Visit, engine: Engine) -> None:
    work = _published(engine, "published")
    books.read(engine, work, (10_000, 1_000), (20_000, 2_000), since=AT)
    told = await visiting(WE).text(f"/results/{work}")
    assert told.index("11月29日 10:00") < told.index("11月28日 10:00")
    assert _chart(told)["series"][1]["points"] == [["2026-11-28 10:00", 1_000], ["2026-11-29 10:00", 2_000]]


async def test_one_reading_is_no_course_and_needs_no_script(visiting: Visit, engine: Engine) -> None:
    work = _published(engine, "published")
    books.read(engine, work, (10_000, 1_000), since=AT)
    told = await visiting(WE).text(f"/results/{work}")
    assert "data-chart" not in told
    assert "echarts" not in told
    assert "1,000" in told


async def test_what_nobody_has_read_costs_nothing_that_could_be_told(visiting: Visit, engine: Engine) -> None:
    work = _published(engine, "published")
    books.read(engine, work, (10_000, 0), since=AT)
    told = await visiting(WE).text(f"/results/{work}")
    assert "还没有阅读" in told
    assert "data-chart" not in await visiting(WE).text("/results")


async def test_scripts_of_charts_are_loaded_where_there_is_one_alone(visiting: Visit, engine: Engine) -> None:
    assert "echarts" not in await visiting(WE).text("/results")
    work = _published(engine, "published")
    books.read(engine, work, (10_000, 1_000), (20_000, 2_000), since=AT)
    for path in ("/results", f"/results/{work}"):
        assert "echarts-6.1.0.simple.min.js" in await visiting(WE).text(path)
    assert "echarts" not in await visiting(WE).text("/desk")


async def test_a_title_is_data_in_the_chart_as_anywhere(visiting: Visit, engine: Engine) -> None:
    title = '"><script>alert(1)</script>'
    books.read(engine, _published(engine, "published", title), (10_000, 1_000), since=AT)
    told = await visiting(WE).text("/results")
    assert "<script>" not in told
    assert _chart(told)["names"] == [title]


async def test_the_file_has_every_reading_and_no_figure_for_what_has_none(
    visiting: Visit, engine: Engine
) -> None:
    books.read(engine, _published(engine, "published", "=1+1"), (10_000, 1_000), (20_000, 2_000), since=AT)
    _published(engine, "settling")
    answer = await visiting(WE).open("/results/results.csv")
    rows = list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"))))
    assert sorted(row["阅读"] for row in rows) == ["", "1000", "2000"]
    assert sum(row["作品"] == "'=1+1" for row in rows) == 2


async def test_a_creator_reads_what_the_own_works_reached_and_no_cost(
    visiting: Visit, engine: Engine
) -> None:
    work = _published(engine, "published")
    books.read(engine, work, (10_000, 1_000), (20_000, 2_000), since=AT)
    for path in ("/results", f"/results/{work}"):
        told = await visiting(ME).text(path)
        assert "2,000" in told
        assert "每次阅读成本" not in told


async def test_anothers_results_look_absent(visiting: Visit, engine: Engine) -> None:
    work = _published(engine, "published")
    for who in ("brand-shanxing", "creator-laozhou"):
        assert (await visiting(who).open(f"/results/{work}")).status == 404
    assert (await visiting("operator-li").open("/results")).status == 403


@pytest.mark.parametrize(
    ("reads", "median"),
    [((1_000,), Fraction(300)), ((1_000, 3_000), Fraction(200)), ((1_000, 2_000, 3_000), Fraction(150))],
)
def test_the_median_is_of_the_own_works(
    engine: Engine, at_every_stage: dict[str, str], reads: tuple[int, ...], median: Fraction
) -> None:
    for scene, each in zip(("published", "settling", "decided"), reads, strict=False):
        books.read(engine, at_every_stage[scene], (each * 10, each))
    found = results.overall(results.results(engine, Actor(ActorKind.BRAND, "qingyou")))
    assert found.median_fen == median


def _published(engine: Engine, scene: str, title: str = "") -> str:
    work = placed(engine, scene, title)
    books.read(engine, work, since=AT)
    return work


def _chart(page: str):  # noqa: ANN202
    return json.loads(unescape(page.partition('data-chart="')[2].partition('"')[0]))
