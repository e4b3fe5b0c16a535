"""Orders in CSV files: what spreadsheets save is read, what is wrong is named, one bad row stops no other."""

from pathlib import Path

import pytest

from starter.brief_files import BadFile
from starter.order_files import ORDERS_MAX, OrderRow, read_orders
from tests.starter.test_brief_files import BRIEF, EXAMPLES, NOW, written

HEADER = "order,brand,creator,task_type,title,goal,product,price"
ROW = "QY-1,qingyou,atang,article,柚子乌龙,试一次,茶包,3000"


def orders(folder: Path, *lines: str, encoding: str = "utf-8") -> list[OrderRow]:
    return read_orders(written(folder, "\r\n".join(lines).encode(encoding), "ORDERS.csv"), NOW)


def refused_orders(folder: Path, content: str | bytes) -> BadFile:
    with pytest.raises(BadFile) as bad:
        read_orders(written(folder, content, "ORDERS.csv"), NOW)
    return bad.value


def test_the_example_orders_are_all_good() -> None:
    rows = read_orders(EXAMPLES / "orders.csv", NOW)

    assert [row.problems for row in rows] == [()] * 10
    assert len({row.brief.task_type for row in rows if row.brief}) > 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_orders_are_read_as_spreadsheets_save_them(tmp_path: Path, encoding: str) -> None:
    (row,) = orders(tmp_path, HEADER, ROW, encoding=encoding)

    assert (row.number, row.order, row.problems) == (2, "QY-1", ())
    assert row.brief is not None
    assert (row.brief.title, row.brief.price_fen) == ("柚子乌龙", 300_000)


def test_a_row_that_breaks_its_fields_names_them_all_and_stops_no_other(tmp_path: Path) -> None:
    rows = orders(
        tmp_path,
        HEADER,
        ROW,
        "QY-2,qingyou,atang,livestream,,试一次,茶包,三千",
        "",
        ROW.replace("QY-1", "QY-3"),
    )

    assert [(row.number, row.order, row.brief is not None) for row in rows] == [
        (2, "QY-1", True),
        (3, "QY-2", False),
        (5, "QY-3", True),
    ]
    assert [each.field for each in rows[1].problems] == ["task_type", "title", "price"]


def test_a_row_is_numbered_by_the_line_it_begins_on(tmp_path: Path) -> None:
    rows = orders(
        tmp_path, HEADER, 'QY-1,qingyou,atang,article,a,"两行\n目标",b,1', ROW.replace("QY-1", "QY-2")
    )

    assert [row.number for row in rows] == [2, 4]


def test_lists_and_parts_fit_into_cells(tmp_path: Path) -> None:
    header = f"{HEADER},required,forbidden,length.min,length.max,release.from,release.until,marked_as_ad"
    (row,) = orders(tmp_path, header, f"{ROW},写明水温；两张照片;,最,100,200,+3d,+9d,是")

    assert row.brief is not None
    assert row.brief.required == ("写明水温", "两张照片")
    assert (row.brief.forbidden, row.brief.span, row.brief.marked_as_ad) == (("最",), (100, 200), True)
    assert row.brief.release_until is not None


def test_a_row_starts_from_a_template_and_says_what_differs(tmp_path: Path) -> None:
    written(tmp_path, BRIEF + "length: {min: 1, max: 9}\n", "tea.yaml")

    rows = orders(tmp_path, "order,brief,title,length.max", "QY-1,tea.yaml,另一标题,8", "QY-2,tea.yaml,,")

    assert [(row.brief.order, row.brief.title, row.brief.span) for row in rows if row.brief] == [
        ("QY-1", "另一标题", (1, 8)),
        ("QY-2", "柚子乌龙", (1, 9)),
    ]


def test_a_row_without_a_number_does_not_take_the_templates(tmp_path: Path) -> None:
    written(tmp_path, BRIEF, "brief.yaml")

    (row,) = orders(tmp_path, "order,brief,price", ",brief.yaml,3000")

    assert row.brief is None
    assert [each.field for each in row.problems] == ["order"]


def test_what_is_garbled_in_one_row_stops_no_other(tmp_path: Path) -> None:
    good, bad = orders(tmp_path, HEADER, ROW, ROW.replace("QY-1", "QY-2").replace("试一次", "试\ufffd次"))

    assert good.brief is not None
    assert [each.zh.partition("：")[0] for each in bad.problems] == ["NOT_TEXT"]


def test_a_row_whose_template_cannot_be_read_says_why(tmp_path: Path) -> None:
    (row,) = orders(tmp_path, "order,brief", "QY-1,none.yaml")

    assert [(each.field, each.zh) for each in row.problems] == [("brief", "没有这个文件")]


def test_a_row_with_more_cells_than_columns_is_refused(tmp_path: Path) -> None:
    (row,) = orders(tmp_path, HEADER, f"{ROW},more")

    assert [(each.field, each.zh) for each in row.problems] == [("row", "多于 8 列，含逗号的内容请加引号")]


def test_an_order_number_that_comes_again_with_the_same_content_is_the_same_order(tmp_path: Path) -> None:
    assert [row.problems for row in orders(tmp_path, HEADER, ROW, ROW)] == [(), ()]


def test_an_order_number_that_comes_again_with_another_content_is_refused(tmp_path: Path) -> None:
    first, second = orders(tmp_path, HEADER, ROW, ROW.replace("3000", "3001"))

    assert first.brief is not None
    assert second.brief is None
    assert [(each.field, each.zh) for each in second.problems] == [("order", "第 2 行已用此订单号，内容不同")]


def test_two_brands_may_have_the_same_order_number(tmp_path: Path) -> None:
    rows = orders(tmp_path, HEADER, ROW, ROW.replace("qingyou", "xiaolu"))

    assert [row.problems for row in rows] == [(), ()]


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        ("", "NO_HEADER", "第一行应为列名"),
        (",,\n", "NO_HEADER", "第一行应为列名"),
        (HEADER, "NO_ROWS", "没有订单"),
        (f"{HEADER}\n,,,\n\n", "NO_ROWS", "没有订单"),
        ("order,brand,title\nQY-1,qingyou,a\n", "COLUMN_NEEDED", "缺少列：creator, task_type, goal"),
        ("brief,title\ntea.yaml,a\n", "COLUMN_NEEDED", "缺少列：order"),
        (HEADER + f"\n{ROW}" * (ORDERS_MAX + 1), "TOO_MANY_ROWS", "有 10001 行，一次最多 10000 行"),
        (b"PK\x03\x04\x00\x00 a workbook", "NOT_TEXT", "另存为「CSV UTF-8」"),
        (f"{HEADER},titel\n{ROW},x\n", "UNKNOWN_COLUMN", "titel → title?"),
        (f"{HEADER},title\n{ROW},x\n", "DUPLICATE_COLUMN", "列名重复：title"),
        (f'{HEADER}\n"QY-1\n', "NOT_CSV", "第 2 行不是 CSV"),
        (
            f"{HEADER}\n{ROW}\n".replace("试一次", "請於七天內完成新品發佈").encode("big5", "ignore"),
            "NOT_TEXT",
            "乱码",
        ),
        (f"{HEADER}\n{ROW}\n".encode("gbk") + b"\xaa\xa1", "NOT_TEXT", "乱码"),
        (b"\x00\xff", "NOT_TEXT", "不是 UTF-8 或 GBK 文本"),
        (f"{HEADER}\n".encode("utf-16"), "NOT_TEXT", "不是 UTF-8 或 GBK 文本"),
    ],
)
def test_orders_that_cannot_be_read_at_all_are_refused(
    tmp_path: Path, content: str | bytes, code: str, said: str
) -> None:
    found = refused_orders(tmp_path, content)

    assert found.code == code
    assert said in found.zh
    assert found.en


def test_empty_columns_at_the_end_are_a_habit_of_spreadsheets(tmp_path: Path) -> None:
    (row,) = orders(tmp_path, f"{HEADER},,", f"{ROW},,")

    assert row.problems == ()
