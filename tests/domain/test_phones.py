import pytest

from domain.forms import Unreadable, phone
from domain.parties.phone_changes import TEXTS
from tests.poison import PHONES
from tests.walks import for_each


@for_each(
    "written",
    [
        "13820000001",
        "+86 138 2000 0001",
        "+8613820000001",
        "8613820000001",
        "0086 138-2000-0001",
        "１３８２０００００００１".replace("０" * 7, "０" * 6),
        "＋８６　138 2000 0001",
        "(+86) 138 2000 0001",
        "138\u00a02000\u00a00001",
        " 138–2000–0001 ",
    ],
)
def test_a_mobile_number_is_read_as_people_write_it(written: str) -> None:
    assert phone(written) == "13820000001"


@for_each("written", [*PHONES, "\u202e13820000001", "1382000\u200b0001", "138.2000.0001"])
def test_what_is_no_mobile_number_is_refused_and_not_repeated(written: str) -> None:
    with pytest.raises(Unreadable, match="PHONE_INVALID") as refused:
        phone(written)

    assert refused.value.zh.endswith("现为 …")


def test_the_old_number_is_told_of_the_change_without_the_new_one() -> None:
    assert TEXTS.keys() == {"phone_left", "phone_taken"}
    for texts in TEXTS.values():
        assert not any(sign in text for text in texts for sign in ("{", "}", "【", "】", "http"))
