"""Briefs in files: what a file may be, what is said when it is not, and that one bad row stops no other."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.brief import BadBrief
from domain.task_types import TASK_TYPES
from starter.brief_files import BRIEF_BYTES, BadFile, OrderRow, brief_mapping, read_brief_file, read_orders

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
EXAMPLES = Path(__file__).parents[2] / "examples"

BRIEF = """\
order: 007
brand: qingyou
creator: atang
task_type: article
title: 柚子乌龙
goal: 试一次
product: 茶包
price: 3,000.10
required: [写明水温, 两张照片]
outline: true
purchase_link: ~
"""
HEADER = "order,brand,creator,task_type,title,goal,product,price"
ROW = "QY-1,qingyou,atang,article,柚子乌龙,试一次,茶包,3000"


def written(folder: Path, content: str | bytes, name: str = "BRIEF.yaml") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refused(folder: Path, content: str | bytes) -> BadFile:
    with pytest.raises(BadFile) as bad:
        brief_mapping(written(folder, content))
    return bad.value


def orders(folder: Path, *lines: str, encoding: str = "utf-8") -> list[OrderRow]:
    return read_orders(written(folder, "\r\n".join(lines).encode(encoding), "ORDERS.csv"), NOW)


def refused_orders(folder: Path, content: str | bytes) -> BadFile:
    with pytest.raises(BadFile) as bad:
        read_orders(written(folder, content, "ORDERS.csv"), NOW)
    return bad.value


def test_amounts_and_ids_stay_as_they_are_written(tmp_path: Path) -> None:
    brief = read_brief_file(written(tmp_path, BRIEF), NOW)

    assert (brief.order, brief.price_fen) == ("007", 300_010)
    assert (brief.outline, brief.required, brief.purchase_link) == (True, ("写明水温", "两张照片"), "")


def test_a_byte_order_mark_is_no_part_of_the_first_field(tmp_path: Path) -> None:
    assert read_brief_file(written(tmp_path, BRIEF.encode("utf-8-sig")), NOW).order == "007"


def test_a_word_that_yaml_would_turn_into_something_else_stays_a_word(tmp_path: Path) -> None:
    path = written(tmp_path, 'title: yes\norder: 0123\nproduct: "~"\ngoal:\nprice: 1e3\n')

    assert brief_mapping(path) == {
        "title": "yes",
        "order": "0123",
        "product": "~",
        "goal": None,
        "price": "1e3",
    }


def test_a_brief_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(BadFile) as bad:
        brief_mapping(tmp_path / "none.yaml")

    assert (bad.value.code, bad.value.zh, bad.value.en) == (
        "NO_FILE",
        "没有这个文件",
        "there is no such file",
    )


def test_a_folder_is_not_a_brief(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="NO_FILE: 无法读取"):
        brief_mapping(tmp_path)


def test_a_brief_over_64_kb_is_refused_unread(tmp_path: Path) -> None:
    assert brief_mapping(written(tmp_path, "a: b" + " " * (BRIEF_BYTES - 4))) == {"a": "b"}

    found = refused(tmp_path, "a: b" + " " * (BRIEF_BYTES - 3))

    assert (found.code, found.zh) == ("TOO_LARGE", "超过 64 KB")


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ("title: a\n\tgoal: b\n", "第 2 行第 1 列"),
        ("title: [a\n", "第 2 行第 1 列"),
        ("title: a: b\n", "第 1 行第 9 列"),
        ("a: b\n---\nc: d\n", "第 2 行第 1 列"),
        ("a: &x [1]\nb: *x\n", "第 1 行第 4 列"),
        ("a: *x\n", "第 1 行第 4 列"),
        ("a: &x [*x]\n", "第 1 行第 4 列"),
        ("? [a, b]\n: c\n", "第 1 行第 3 列"),
        ("a: " + "[" * 12 + "]" * 12, "第 1 行第 13 列"),
    ],
)
def test_what_is_not_yaml_is_said_with_line_and_column(tmp_path: Path, content: str, where: str) -> None:
    found = refused(tmp_path, content)

    assert found.code == "NOT_YAML"
    assert found.zh.startswith(where)
    assert found.en.startswith("line ")


@pytest.mark.parametrize("content", ["[" * 60_000, "{a: " * 15_000, "title: a\x01b\n"])
def test_what_no_parser_survives_is_refused_like_anything_else(tmp_path: Path, content: str) -> None:
    assert refused(tmp_path, content).code == "NOT_YAML"


@pytest.mark.parametrize("content", ["柚子".encode("gbk"), b"\x00\x01", b"\xff\xfea\x00"])
def test_a_brief_in_another_encoding_is_refused(tmp_path: Path, content: bytes) -> None:
    found = refused(tmp_path, content)

    assert (found.code, found.zh, found.en) == ("NOT_TEXT", "不是 UTF-8 文本", "is not UTF-8 text")


@pytest.mark.parametrize("content", ["", "# 空\n", "- a\n- b\n", "title\n", "~\n"])
def test_a_brief_that_is_no_mapping_is_refused(tmp_path: Path, content: str) -> None:
    assert refused(tmp_path, content).code == "NOT_A_MAPPING"


@pytest.mark.parametrize(
    ("content", "zh"),
    [
        ("price: 1\nprice: 2\n", "第 2 行重复了 price"),
        ("release:\n  from: a\n  from: b\n", "第 3 行重复了 from"),
    ],
)
def test_a_field_said_twice_is_refused(tmp_path: Path, content: str, zh: str) -> None:
    found = refused(tmp_path, content)

    assert (found.code, found.zh) == ("DUPLICATE_FIELD", zh)


def test_a_tag_that_would_make_an_object_makes_text(tmp_path: Path) -> None:
    path = written(tmp_path, "title: !!python/object/apply:os.system [echo]\nprice: !!float 1.10\n")

    assert brief_mapping(path) == {"title": ["echo"], "price": "1.10"}


def test_every_problem_of_a_brief_in_a_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadBrief) as bad:
        read_brief_file(written(tmp_path, "titel: a\nprice: 1.005\n"), NOW)

    assert len(bad.value.problems) == 9


def test_every_type_has_an_example_that_is_a_good_brief() -> None:
    kinds = {read_brief_file(path, NOW).task_type for path in EXAMPLES.glob("*.yaml")}

    assert kinds == set(TASK_TYPES)


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
        (f"{HEADER},titel\n{ROW},x\n", "UNKNOWN_COLUMN", "titel → title?"),
        (f"{HEADER},title\n{ROW},x\n", "DUPLICATE_COLUMN", "列名重复：title"),
        (f'{HEADER}\n"QY-1\n', "NOT_CSV", "第 2 行不是 CSV"),
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


def test_a_header_alone_is_an_empty_file_of_orders(tmp_path: Path) -> None:
    assert orders(tmp_path, HEADER) == []
