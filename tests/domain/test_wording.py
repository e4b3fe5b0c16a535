"""Every text of every message is read by one reader: walked by the fields there are, also by new ones."""

from typing import Any, get_args, get_type_hints

import pytest

from domain.forms import Unreadable, is_operator_id, words
from domain.refusals import REFUSALS, Refused
from domain.texts import TextFault
from domain.wording import LINES, check_words
from models.messages.command import Command
from tests.domain.test_texts import FAULTS, ORDINARY
from tests.walks import for_each


def _is_text(annotation: Any) -> bool:
    return annotation is str or any(_is_text(each) for each in get_args(annotation) if each is not ...)


TEXTS = sorted(
    name for name, kind in get_type_hints(Command).items() if _is_text(kind) and name != "model_config"
)
LISTS = {
    name
    for name in TEXTS
    if get_type_hints(Command)[name] is not str and "tuple" in str(get_type_hints(Command)[name])
}
BAD = [(fault, text) for fault, texts in FAULTS.items() for text in texts]


def said(name: str, text: str) -> dict[str, object]:
    return {name: ("第一条", text) if name in LISTS else text}


def test_the_walk_knows_the_fields() -> None:
    assert {"reason", "text", "title", "evidence", "hashtags", "actor", "item", "quote"} <= set(TEXTS)
    assert {"evidence", "hashtags"} == LISTS
    assert set(TEXTS) >= LINES


@for_each("name", TEXTS)
@for_each(("fault", "text"), BAD)
def test_a_bad_text_is_refused_by_name_in_every_field(name: str, fault: TextFault, text: str) -> None:
    with pytest.raises(Refused) as refused:
        check_words(said(name, text))

    code = "REASON_NEEDED" if name == "reason" and fault is TextFault.BLANK else fault
    assert refused.value.code == code
    assert code in REFUSALS


@for_each("name", TEXTS)
@for_each("text", ORDINARY)
def test_what_people_write_passes_in_every_field(name: str, text: str) -> None:
    check_words(said(name, text))


@for_each("name", TEXTS)
def test_lines_are_for_fields_of_several_lines(name: str) -> None:
    if name in LINES:
        check_words({name: "第一行\n\t第二行"})
    else:
        with pytest.raises(Refused, match="CONTROL_CHARACTER"):
            check_words(said(name, "第一行\n第二行"))


def test_a_refusal_names_its_field_and_repeats_nothing_of_it() -> None:
    with pytest.raises(Refused) as refused:
        check_words({"ref": "x", "title": "\x1b[2J"})

    assert refused.value.detail == "title"
    assert "\x1b" not in str(refused.value)


def test_what_is_no_text_is_left_to_its_own_reader() -> None:
    check_words({"stars": 5, "agree": True, "release_at": None, "until": object()})


@for_each(("fault", "text"), BAD)
def test_the_command_line_reads_no_bad_text_either(fault: TextFault, text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        words(text if fault is TextFault.BLANK else f"理由{text}")

    assert refused.value.code in (fault, "TEXT_UNUSABLE")


@for_each("text", [*ORDINARY, "第一行\n第二行"])
def test_the_command_line_reads_what_people_write(text: str) -> None:
    assert words(text) == text


@pytest.mark.parametrize("fault", TextFault)
def test_nobody_is_an_operator_by_signs_that_cannot_be_seen(fault: TextFault) -> None:
    for text in FAULTS[fault]:
        assert not is_operator_id(f"li{text}" if fault is not TextFault.BLANK else text)
