import pytest

from domain.identity import same_owner, same_person
from tests.walks import for_each

DOTS = "·•‧∙⋅・･．.●᛫⸱⸰⸳◦∘。｡ꞏㆍ▪﹒\u0387"


@for_each("dot", DOTS)
def test_every_form_of_the_middle_dot_is_one_name(dot: str) -> None:
    assert same_person("阿依古丽·买买提", f"阿依古丽{dot}买买提")
    assert same_person("阿依古丽·买买提", f"阿依古丽 {dot} 买买提")


@for_each(
    ("one", "other"),
    [
        ("汤小明", " 汤小明 "),
        ("汤小明", "\u3000汤小明"),
        ("汤小明", "汤 小明"),
        ("ＪＯＨＮ Smith", "john smith"),
        ("王\ue81e", "王\u9fb4"),
        ("王\ue831", "王\U000215d7"),
        ("\ufa0e", "\ufa0e"),
        ("羽\uf9dc", "羽隆"),
        ("葛\U000e0100城", "葛城"),
    ],
)
def test_how_a_name_is_typed_does_not_make_another_person(one: str, other: str) -> None:
    assert same_person(one, other)
    assert same_person(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("汤小明", "汤小红"), ("汤小明", "汤小"), ("", ""), (" ", ""), ("阿依古丽·买买提", "阿依古丽买买提")],
)
def test_another_name_or_none_is_not_the_same(one: str, other: str) -> None:
    assert not same_person(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青柚（北京）文化有限公司", "青柚(北京)文化有限公司"),
        ("青柚（北京）", "青柚 (北京) "),
        ("ＡＢＣ Ltd.", "abc ltd."),
        ("青柚【北京】", "青柚（北京）"),
        ("青柚〔北京〕", "青柚(北京)"),
        ("青柚\ufe00", "青柚"),
        ("青柚", "\u3000青柚"),
    ],
)
def test_width_case_and_spaces_make_no_other_owner(one: str, other: str) -> None:
    assert same_owner(one, other)
    assert same_owner(other, one)


@pytest.mark.parametrize(("one", "other"), [("青柚", "青柚二"), ("", ""), (" ", "\u3000")])
def test_owners_nobody_named_are_not_the_same(one: str, other: str) -> None:
    assert not same_owner(one, other)


def test_a_joiner_in_a_name_makes_nobody_another() -> None:
    assert same_person("علی\u200cرضا", "علیرضا")
    assert same_owner("ක්\u200dෂ", "ක්ෂ")
