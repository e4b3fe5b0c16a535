import unicodedata

import pytest

from domain.refusals import REFUSALS
from domain.texts import GB18030_PRIVATE, TextFault, fault, has_visible, is_text, settled
from tests.walks import for_each

ORDINARY = (
    "夏日新品",
    "Summer drink, 30% off!",
    "满￥200减30 【新品】",
    "阿依古丽·买买提",
    "𠮷田",
    "\U0002ebf0",  # an ideograph that only a newer Unicode knows
    "🦊🎉",
    "👨‍👩‍👧",
    "👩🏽‍⚕️",
    "🏳️‍🌈",
    "❤️‍🔥",
    "1️⃣",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "\U0001fae8",  # an emoji that only a newer Unicode knows
    "e\u0301",
    "می\u200cخواهم",  # Persian: a non-joiner within a word
    "ک\u064eت\u064eب\u200cها",
    "क्\u200dष क्\u200cष",  # Hindi: the form of a conjunct
    "ന്\u200d",  # Malayalam, an older spelling
    "ශ්\u200dරී ලංකා",
    "བསྒྲུབས",
    "ngươ\u0300i Vie\u0323\u0302t",
    "שָּׁלוֹם",
    "葛\U000e0100城",
    "☎\ufe0e",
    "",
)
FAULTS = {
    TextFault.CONTROL: (
        "\x1b[2J\x1b[31mPAID",
        "a\0b",
        "a\rb",
        "a\x7f",
        "a\x85",
        "a\u2028b",
        "a\u2029b",
        "\x9b31m",
    ),
    TextFault.FORMAT: (
        "夏日\u200b新品",
        "\u202e新品",
        "a\u2066b",
        "a\u200eb",
        "\ufeff新品",
        "a\u00adb",
        "a\u2060b",
        "a\u200db",
        "夏\u200c日",
        "a\u200cb",
        "\u200cها",
        "ها\u200c",
        "ه\u200dا",
        "ها\u200c\u200cها",
        "क\u200dष",
        "Z\u0300\u0301\u0302\u0303\u0304algo",
        "新" + "\u0338" * 5,
        "a" + "\u20dd" * 30,
        "🦊\u200d",
        "\u200d🦊",
        "a\u3164b",
        "\u115f",
        "a\u034fb",
        "a\U000e0067",
        "\U000e0001",
        "新品 \ufe0f",
        "葛\U000e0100\U000e0101城",
        "🏴\U000e0067",
        "🏴\U000e0068\U000e0069\U000e0064\U000e0064\U000e0065\U000e006e\U000e0021\U000e007f",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067",
    ),
    TextFault.NOT_TEXT: (
        "a\ue000",
        "\ufffd",
        "\ufffc",
        "\ud800",
        "a\u0378",
        "\ufdd0",
        "\uffff",
        "\U0010fffd",
        "\U000f0000",
    ),
    TextFault.BLANK: (" ", "\u3000", "\u2800", "\u2800 \u00a0", "\u0301", "\U0001d159"),
}


@for_each("text", ORDINARY)
def test_what_people_write_has_no_fault(text: str) -> None:
    assert fault(text) is None


@for_each(("found", "text"), [(each, text) for each, texts in FAULTS.items() for text in texts])
def test_each_fault_has_its_name_wherever_it_stands(found: TextFault, text: str) -> None:
    assert fault(text) is found
    if found is not TextFault.BLANK:
        assert fault(f"新品{text}夏日") is found or text == "\u200d🦊"


def test_every_character_without_a_shape_is_refused_or_blank() -> None:
    """All of Unicode."""
    for code in range(0x110000):
        each = chr(code)
        category = unicodedata.category(each)
        if category in ("Cc", "Zl", "Zp"):
            assert fault(f"字{each}字") is TextFault.CONTROL
        elif category == "Cf":
            assert fault(f"字{each}字") is TextFault.FORMAT
        elif category in ("Co", "Cs"):
            assert fault(f"字{each}字") is TextFault.NOT_TEXT


@pytest.mark.parametrize("text", ["一行\n两行", "a\tb"])
def test_lines_are_allowed_where_a_field_has_lines(text: str) -> None:
    assert fault(text, lines=True) is None
    assert fault(text) is TextFault.CONTROL
    assert fault(f"{text}\x1b", lines=True) is TextFault.CONTROL


def test_every_fault_is_a_named_refusal() -> None:
    assert set(TextFault) <= set(REFUSALS)


def test_a_text_in_the_wrong_encoding_is_seen() -> None:
    big5 = "任務標題：新品發佈，請於七天內完成".encode("big5").decode("gb18030")
    assert is_text("任务标题：新品发布")
    assert not is_text(big5)
    assert not has_visible("\u2800\u3164 ")


def test_what_older_files_keep_in_private_use_stands_where_it_belongs_today() -> None:
    assert settled("王\ue81e\ue831") == "王\u9fb4\U000215d7"
    assert all(is_text(settled(chr(old))) for old in GB18030_PRIVATE)


@pytest.mark.parametrize("text", ["\ufe0f", "\ufe0e新品", "\U000e0100", "\u180b"])
def test_a_selector_without_a_character_to_choose_for_is_refused(text: str) -> None:
    assert fault(text) is TextFault.FORMAT
