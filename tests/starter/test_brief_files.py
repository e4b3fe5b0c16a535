"""Briefs in files: what a file may be, what is said when it is not, and that one bad row stops no other."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.commissions.ordering.brief import BadBrief
from domain.commissions.task_types import TASK_TYPES
from services.files.brief_files import BRIEF_BYTES, BadFile, brief_mapping, read_brief_file

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


def written(folder: Path, content: str | bytes, name: str = "BRIEF.yaml") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refused(folder: Path, content: str | bytes) -> BadFile:
    with pytest.raises(BadFile) as bad:
        brief_mapping(written(folder, content))
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
        f"没有这个文件：{tmp_path / 'none.yaml'}",
        f"there is no such file: {tmp_path / 'none.yaml'}",
    )


def test_a_folder_is_not_a_brief(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="FILE_UNREADABLE: 无法读取"):
        brief_mapping(tmp_path)


def test_a_brief_over_64_kb_is_refused_unread(tmp_path: Path) -> None:
    assert brief_mapping(written(tmp_path, "a: b" + " " * (BRIEF_BYTES - 4))) == {"a": "b"}

    found = refused(tmp_path, "a: b" + " " * (BRIEF_BYTES - 3))

    assert (found.code, found.zh) == ("TOO_LARGE", f"{tmp_path / 'BRIEF.yaml'} 超过 64 KB")


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

    assert found.code == "FILE_NOT_TEXT"
    assert found.zh.startswith("不是 UTF-8 文本")
    assert found.en.startswith("is not UTF-8 text")


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
