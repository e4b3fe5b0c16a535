"""Orders in CSV files: what spreadsheets save is read, what is wrong is named, one bad row stops no other."""

from pathlib import Path

import pytest

from domain.commissions.ordering.brief import digest
from services.files.brief_files import BadFile
from services.files.order_files import COLUMNS, ORDERS_MAX, OrderRow, read_orders
from services.files.spreadsheets import ALIASES
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

    assert [row.problems for row in rows] == [()] * 12
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

    assert [each.field for each in row.problems] == ["brief"]
    assert row.problems[0].zh == f"没有这个文件：{tmp_path / 'none.yaml'}"


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
        (b"PK\x03\x04\x00\x00 a workbook", "FILE_NOT_TEXT", "另存为「CSV UTF-8」"),
        (f"{HEADER},titel\n{ROW},x\n", "UNKNOWN_COLUMN", "titel → title?"),
        (f"{HEADER},title\n{ROW},x\n", "DUPLICATE_COLUMN", "列名重复：title"),
        (f'{HEADER}\n"QY-1\n', "NOT_CSV", "第 2 行不是 CSV"),
        (
            f"{HEADER}\n{ROW}\n".replace("试一次", "請於七天內完成新品發佈").encode("big5", "ignore"),
            "FILE_NOT_TEXT",
            "乱码",
        ),
        (f"{HEADER}\n{ROW}\n".encode("gbk") + b"\xaa\xa1", "FILE_NOT_TEXT", "乱码"),
        (b"\x00\xff", "FILE_NOT_TEXT", "不是 UTF-8 或 GBK 文本"),
        (f"{HEADER}\n".encode("utf-16"), "FILE_NOT_TEXT", "不是 UTF-8 或 GBK 文本"),
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


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("hinted", [False, True])
def test_orders_are_read_with_whatever_separator_a_spreadsheet_writes(
    tmp_path: Path, separator: str, *, hinted: bool
) -> None:
    lines = [each.replace(",", separator) for each in (HEADER, ROW)]

    (row,) = orders(tmp_path, *([f"sep={separator}"] if hinted else []), *lines)

    assert row.problems == ()
    assert row.brief is not None
    assert (row.number, row.brief.title) == (3 if hinted else 2, "柚子乌龙")


def test_a_quoted_cell_may_hold_any_separator(tmp_path: Path) -> None:
    lines = (HEADER.replace(",", ";"), ROW.replace(",", ";").replace("试一次", '"试一次;再,试\t一次"'))

    (row,) = orders(tmp_path, *lines)

    assert [each.field for each in row.problems] == []
    assert row.brief is not None
    assert row.brief.goal == "试一次;再,试\t一次"


@pytest.mark.parametrize("separator", ["，", "；", "、", "|", "："])
def test_a_separator_that_is_not_read_is_named_with_those_that_are(tmp_path: Path, separator: str) -> None:
    found = refused_orders(tmp_path, "\n".join(each.replace(",", separator) for each in (HEADER, ROW)))

    assert found.code == "SEPARATOR_UNKNOWN"
    assert f"「{separator}」" in found.zh
    assert "英文逗号" in found.zh
    assert "semicolons" in found.en


def test_a_hinted_separator_that_is_not_read_is_named(tmp_path: Path) -> None:
    assert refused_orders(tmp_path, f"sep=|\n{HEADER}\n{ROW}\n").code == "SEPARATOR_UNKNOWN"


CHINESE = "订单号,品牌主,创作者,任务类型,任务标题,推广目标,产品名称,金额（元）"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_chinese_columns_and_task_types_are_read(tmp_path: Path, encoding: str) -> None:
    (row,) = orders(tmp_path, CHINESE, ROW.replace("article", "撰稿文章"), encoding=encoding)

    assert row.problems == ()
    assert row.brief is not None
    assert (row.brief.task_type, row.brief.price_fen) == ("article", 300_000)


@pytest.mark.parametrize("header", [HEADER.upper(), HEADER.replace("task_type", "Task Type"), f" {HEADER} "])
def test_columns_are_read_in_any_case(tmp_path: Path, header: str) -> None:
    (row,) = orders(tmp_path, header, ROW)

    assert row.problems == ()


def test_every_column_has_a_chinese_name_and_stands_once(tmp_path: Path) -> None:
    assert set(COLUMNS) - set(ALIASES.values()) == set()
    assert refused_orders(tmp_path, f"{CHINESE},price\n{ROW},1\n").code == "DUPLICATE_COLUMN"


@pytest.mark.parametrize(
    ("column", "written", "read"),
    [
        *(
            ("price", each, 300_000)
            for each in ("３０００", "￥3000", "¥3,000", "3000元", "３０００ 元", "3,000.00")
        ),
        *(
            ("price", each, 300_000)
            for each in ("￥３，０００．００元", "CNY 3000", "RMB3000", "人民币3000元")
        ),
        *(
            ("submit_by", each, "2026-12-02T16:00:00+00:00")
            for each in (
                "2026年12月2日",
                "2026/12/2",
                "2026.12.2",
                "２０２６年１２月２日",
                "2026-12-02",
                "2026年12月2号",
            )
        ),
        *(
            ("submit_by", each, "2026-12-02T12:30:00+00:00")
            for each in (
                "2026年12月2日 20:30",
                "2026年12月2日20时30分",
                "2026/12/2 20:30",
                "2026年12月2日20点30",
            )
        ),
        ("submit_by", "2026年12月2日24时", "2026-12-02T16:00:00+00:00"),
        ("submit_by", "＋７d", "+7d"),
    ],
)
def test_what_can_be_meant_in_one_way_is_read(
    tmp_path: Path, column: str, written: str, read: object
) -> None:
    (row,) = _with(tmp_path, column, written)

    assert row.problems == ()
    assert row.brief is not None
    if column == "price":
        assert row.brief.price_fen == read
    else:
        assert row.brief.submit_by is not None
        assert row.brief.submit_by.written == read


@pytest.mark.parametrize(
    ("column", "written", "form"),
    [
        *(
            ("price", each, "3000")
            for each in (
                *("1,50", "3.000", "3千元", "3万", "$3000", "①", "3²", "3 000", "1.500,00", "-3000", "三千"),
                *("3000元/篇", "3000-5000", "约3000", "¥", "元", "１，５０", "3e3", "=3000"),
            )
        ),
        *(
            ("submit_by", each, "2026-11-26")
            for each in (
                *(
                    "02/12/2026",
                    "12/02/2026",
                    "12月2日",
                    "2026年12月",
                    "26/12/2",
                    "2026年13月2日",
                    "2026年2月30日",
                ),
                *("2026年12月2日 下午8:00", "2026年12.2", "46000", "2026-12-02 8pm", "明天", "20261202"),
            )
        ),
    ],
)
def test_what_could_be_meant_otherwise_is_refused_by_the_form_expected_and_quoted_as_written(
    tmp_path: Path, column: str, written: str, form: str
) -> None:
    (row,) = _with(tmp_path, column, written)

    assert [each.field for each in row.problems] == [column]
    assert form in row.problems[0].zh
    assert form in row.problems[0].en
    assert row.problems[0].zh.endswith(written)


@pytest.mark.parametrize(
    ("written", "read"), [("５００", 500), ("500字", 500), ("500 字", 500), ("500", 500)]
)
def test_a_count_is_read_with_its_unit_and_in_full_width(tmp_path: Path, written: str, read: int) -> None:
    (row,) = orders(tmp_path, f"{HEADER},最少字数,最多字数", f"{ROW},1,{written}")

    assert row.brief is not None
    assert row.brief.span == (1, read)


@pytest.mark.parametrize("written", ["5百", "500秒钟", "5分钟", "1,50", "约500"])
def test_a_count_that_is_none_is_refused(tmp_path: Path, written: str) -> None:
    (row,) = orders(tmp_path, f"{HEADER},最少字数,最多字数", f'{ROW},1,"{written}"')

    assert [each.field for each in row.problems] == ["length.max"]


def test_full_width_ids_are_the_same_ids(tmp_path: Path) -> None:
    first, again = orders(tmp_path, HEADER, ROW, ROW.replace("QY-1", "ＱＹ－１").replace("atang", "ａtang"))

    assert (first.problems, again.problems) == ((), ())
    assert first.brief is not None
    assert again.brief is not None
    assert digest(first.brief) == digest(again.brief)


def test_no_file_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(BadFile) as missing:
        read_orders(tmp_path / "夏日.csv", NOW)
    with pytest.raises(BadFile) as folder:
        read_orders(tmp_path, NOW)

    for bad, path in ((missing.value, tmp_path / "夏日.csv"), (folder.value, tmp_path)):
        assert bad.code in ("NO_FILE", "FILE_UNREADABLE")
        assert str(path) in bad.zh
        assert str(path) in bad.en


def _with(folder: Path, column: str, written: str) -> list[OrderRow]:
    """The row with this cell, quoted."""
    if column == "price":
        return orders(folder, HEADER, ROW.replace("3000", f'"{written}"'))
    return orders(folder, f"{HEADER},{column}", f'{ROW},"{written}"')


@pytest.mark.parametrize("column", ["submit_by", "release.until"])
def test_a_slip_in_the_year_is_refused_by_its_own_name_in_a_row_and_in_a_brief(
    tmp_path: Path, column: str
) -> None:
    days = ",2026-12-01,2206-11-20" if column == "release.until" else ",2206-11-20"
    header = f"{HEADER},release.from,release.until" if column == "release.until" else f"{HEADER},submit_by"
    (row,) = orders(tmp_path, header, ROW + days)

    assert [(each.field, each.code) for each in row.problems] == [(column, "DATE_TOO_FAR")]
    assert "24:00" in row.problems[0].zh
