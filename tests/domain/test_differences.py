"""What two versions of a text differ in, by words; and that comparing ends in time whatever is compared."""

import random
import time

from domain.differences import Change, Difference, compared, plain
from tests.walks import for_each

MARKS = {Change.SAME: "{}", Change.ADDED: "[+{}]", Change.REMOVED: "[-{}]"}
SECONDS = 10.0
LONG = 60_000


def written(found: Difference) -> str:
    return "\n".join("".join(MARKS[p.change].format(p.text) for p in each) for each in found.paragraphs)


@for_each(
    ("before", "after", "told"),
    [
        ("一样", "一样", "一样"),
        ("", "新写的", "[+新写的]"),
        ("删掉的", "", "[-删掉的]"),
        ("先喝一杯热茶再出门。", "先喝一杯冷茶再出门。", "先喝一杯[-热][+冷]茶再出门。"),
        ("the quick brown fox", "the quick red fox", "the quick [-brown][+red] fox"),
        ("第一段\n第二段", "第一段\n加的一段\n第二段", "第一段\n[+加的一段]\n第二段"),
        ("第一段\n\n第二段\n", "第一段\n第二段", "第一段\n第二段"),
        ("买 500 克", "买 600 克", "买 [-500][+600] 克"),
        ("柚子茶润肺止咳。", "我的答案：先喝柚子茶。", "[-柚子茶润肺止咳][+我的答案：先喝柚子茶]。"),
    ],
)
def test_a_change_is_told_word_by_word(before: str, after: str, told: str) -> None:
    assert written(compared(before, after)) == told


def test_places_and_characters_are_counted() -> None:
    found = compared("先喝一杯热茶再出门吧。", "先喝一杯冰茶再出门走一走吧。")

    assert (found.places, found.added, found.removed) == (2, 4, 1)
    assert (plain("一段\n两段").places, plain("一段\n两段").added) == (0, 0)


def test_nothing_of_either_text_is_lost_or_invented() -> None:
    chance = random.Random(7)
    for _ in range(500):
        before, after = (
            "".join(chance.choice("ab中\n 国，") for _ in range(chance.randrange(40))) for _ in range(2)
        )
        found = compared(before, after)
        told = {
            left_out: "".join(p.text for each in found.paragraphs for p in each if p.change is not left_out)
            for left_out in (Change.ADDED, Change.REMOVED)
        }
        assert "".join(told[Change.ADDED].split()) == "".join(before.split())
        assert "".join(told[Change.REMOVED].split()) == "".join(after.split())


@for_each(
    ("before", "after"),
    [
        ("的" * LONG, "的是" * (LONG // 2)),
        ("的一是了" * (LONG // 4), "了是一的" * (LONG // 4)),
        ("甲\n" * (LONG // 2), "乙\n" * (LONG // 2)),
        (
            "".join(chr(0x4E00 + i % 5000) for i in range(LONG)),
            "".join(chr(0x9000 - i % 5000) for i in range(LONG)),
        ),
    ],
)
def test_comparing_ends_in_time(before: str, after: str) -> None:
    begun = time.monotonic()

    assert compared(before, after).places

    assert time.monotonic() - begun < SECONDS
