"""`commission import --check` says what the import would say to every row, and changes nothing."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, text

from gateways.money.freezes import SqlFreezes
from gateways.money.ledger import SqlLedger
from gateways.parties.catalogue import SqlCatalogue
from services.parties.sample import ATANG, QINGYOU, add_brand, add_creator
from starter.cli import __main__ as cli
from starter.cli.exits import exit_of
from tests.starter.test_order_files import HEADER, ROW
from tests.starter.test_readers import BUILT

FIELDS = dict(zip(HEADER.split(","), ROW.split(","), strict=True))


@pytest.fixture
def books(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """No platform runs: the books alone are asked."""
    for name in [each for each in os.environ if each.startswith(("STARMAP_", "TEMPORAL_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("STARMAP_STATE", str(tmp_path))
    monkeypatch.setenv("STARMAP_CALLED_FROM", str(tmp_path))
    catalogue, now = SqlCatalogue(engine), datetime.now(UTC)
    add_brand(engine, QINGYOU, 1_000_000, now)
    add_creator(engine, ATANG, {"article": 300_000}, now)
    catalogue.add_creator("paused", "歇业", "o1", "13800000002", now)
    catalogue.open_type("paused", "article")
    catalogue.quote("paused", "article", 300_000)
    catalogue.pause("paused")
    catalogue.add_creator("frozen", "冻结", "o2", "13800000003", now)
    catalogue.open_type("frozen", "article")
    catalogue.quote("frozen", "article", 300_000)
    SqlFreezes(engine).freeze("frozen", "operator:li", "核查", now)
    return engine


def row(**changes: str) -> str:
    return ",".join((FIELDS | changes).values())


def checked(
    folder: Path, capsys: pytest.CaptureFixture[str], *rows: str, header: str = HEADER, more: str = "--json"
) -> tuple[int, Any, str]:
    (folder / "ORDERS.csv").write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    words = ["commission", "import", "ORDERS.csv", "--check", *([more] if more else [])]
    code = cli.run(lambda: BUILT(["--lang", "zh", *words], prog_name="starmap"))
    told = capsys.readouterr()
    return code, json.loads(told.out) if more == "--json" else told.out, told.err


def everything(engine: Engine) -> dict[str, list[Any]]:
    with engine.connect() as connection:
        return {
            name: [tuple(each) for each in connection.execute(text(f"select * from {name}"))]  # noqa: S608
            for name in inspect(engine).get_table_names()
        }


REFUSED = {
    "BAD_ROW": row(price="多少"),
    "CREATOR_UNKNOWN": row(creator="nobody"),
    "BRAND_UNKNOWN": row(brand="nobody"),
    "PRICE_CHANGED": row(price="2999"),
    "TYPE_NOT_OPENED": row(task_type="micro_post", price="500"),
    "CREATOR_PAUSED": row(creator="paused"),
    "CREATOR_FROZEN": row(creator="frozen"),
    "TITLE_HAS_LINK": row(title="看 www.example.com"),
}


@pytest.mark.parametrize("code", REFUSED)
def test_a_row_that_an_import_would_refuse_is_refused_by_the_same_name(
    books: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str
) -> None:
    before = everything(books)

    exit_code, told, _ = checked(tmp_path, capsys, row(order="QY-0"), REFUSED[code])

    assert exit_code == 1
    assert [each["outcome"] for each in told["rows"]] == ["good", "refused"]
    assert code in told["rows"][1]["codes"]
    assert told["rows"][1]["told"]
    assert everything(books) == before
    assert not (tmp_path / "ORDERS.result.csv").exists()


def test_a_date_that_is_over_is_refused(
    books: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(books)

    code, told, _ = checked(tmp_path, capsys, row() + ",2025-01-01", header=f"{HEADER},submit_by")

    assert (code, told["rows"][0]["codes"]) == (1, ["DATE_PAST"])
    assert everything(books) == before


def test_a_file_of_good_rows_passes_and_changes_nothing(
    books: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, file = everything(books), (tmp_path / "starmap.db").read_bytes()

    code, told, err = checked(tmp_path, capsys, row(), row(order="QY-2"), row())
    _, said, _ = checked(tmp_path, capsys, row(), row(order="QY-2"), more="")

    assert (code, err, told["ok"]) == (0, "", True)
    assert [each["outcome"] for each in told["rows"]] == ["good", "good", "already"]
    assert "可以下单 2" in said
    assert "什么也没有改变" in said
    assert everything(books) == before
    assert (tmp_path / "starmap.db").read_bytes() == file


def test_orders_that_the_balance_does_not_cover_together_are_told_with_what_lacks(
    books: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [row(order=f"QY-{number}") for number in range(4)]

    code, told, err = checked(tmp_path, capsys, *rows)

    assert code == 1
    assert {each["outcome"] for each in told["rows"]} == {"good"}
    (short,) = told["balance_short"]
    assert (short["brand"], short["balance_fen"], short["new_fen"]) == ("qingyou", 1_000_000, 1_200_000)
    assert short["short_fen"] == 200_000
    assert "BALANCE_NOT_ENOUGH" in err
    assert "2,000.00" in err
    SqlLedger(books).top_up("qingyou", 200_000, "more", datetime.now(UTC))
    assert checked(tmp_path, capsys, *rows)[0] == 0


def test_the_results_are_written_where_they_are_asked_for_and_nowhere_else(
    books: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(books)

    code, _, _ = checked(tmp_path, capsys, row(), more="--results=there.csv")

    assert code == 0
    assert "good" in (tmp_path / "there.csv").read_text(encoding="utf-8-sig")
    assert everything(books) == before


@pytest.mark.usefixtures("books")
def test_every_refused_row_of_a_long_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [row(order=f"QY-{number}", price="2999") for number in range(60)]

    _, said, _ = checked(tmp_path, capsys, *rows, more="")

    assert said.count("PRICE_CHANGED") == 60


@pytest.mark.usefixtures("books")
def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.run(lambda: BUILT(["commission", "import", "夏日.csv", "--check"], prog_name="starmap"))

    assert code == exit_of("NO_FILE")
    assert str(tmp_path / "夏日.csv") in capsys.readouterr().err


@pytest.mark.usefixtures("books")
def test_what_would_be_agreed_is_told_once_for_all_rows_that_agree_to_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = [row(order=each) + "," for each in ("A-1", "A-2")]
    rows, header = (*plain, row(order="A-3") + ",yes"), f"{HEADER},outline"

    _, told, _ = checked(tmp_path, capsys, *rows, header=header)
    _, text, _ = checked(tmp_path, capsys, *rows, header=header, more="")

    first, second = told["agreed"]
    assert (first["commissions"], second["commissions"]) == (["qingyou-A-1", "qingyou-A-2"], ["qingyou-A-3"])
    assert set(second["silence_zh"]) - set(first["silence_zh"]) == {"提纲 3 个自然日未答复视为确认"}
    assert text.count("期限：自然日，遇法定休假日不顺延（民法典 §204）") == 2
    assert "约定（2 单）" in text


@pytest.mark.usefixtures("books")
def test_what_is_refused_agrees_to_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, told, _ = checked(tmp_path, capsys, row(creator="paused"))

    assert told["agreed"] == []
