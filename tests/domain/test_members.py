"""Names, logins and passwords of members."""

import pytest

from domain.parties.members import check_name, check_password, folded, login_of, plain_password
from domain.refusals import Refused
from tests.walks import for_each


@for_each("name", ["li", "王小明", "wang.xm", "O'Neil", "员工07", "x" * 55])
def test_a_name_is_what_people_are_called(name: str) -> None:
    check_name(name)


@for_each("name", ["", " ", "a b", "a@b", "a:b", "x" * 56, "…", "a\u200bb", "\u202eli", "工号", "a\nb"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(Refused):
        check_name(name)


@for_each(
    ("one", "other", "same"),
    [
        ("Li", "li", True),
        ("ｌｉ", "li", True),
        (" li ", "li", True),
        ("王·小明", "王•小明", True),
        ("li@qingyou", "LI@qingyou", True),
        ("li@qingyou", "li@Qingyou", False),
        ("li@qingyou", "li", False),
        ("li@one", "li@two", False),
    ],
)
def test_logins_are_compared_as_people_compare_names(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    assert (folded(one) == folded(other)) == same


def test_a_login_names_the_brand_of_a_brands_member() -> None:
    assert login_of("wang", "qingyou") == "wang@qingyou"
    assert login_of("li", "") == "li"


@for_each(
    ("password", "code"),
    [
        ("short", "PASSWORD_LENGTH"),
        ("nine char", "PASSWORD_LENGTH"),
        ("x" * 129, "PASSWORD_LENGTH"),
        ("aaaaaaaaaa", "PASSWORD_WEAK"),
        ("abababababab", "PASSWORD_WEAK"),
        ("1234567890", "PASSWORD_WEAK"),
        ("0987654321", "PASSWORD_WEAK"),
        ("password123", "PASSWORD_WEAK"),
        ("Password2026", "PASSWORD_WEAK"),
        ("P-a-s-s-w-o-r-d!", "PASSWORD_WEAK"),
        ("ｐａｓｓｗｏｒｄ１２３", "PASSWORD_WEAK"),
        ("qwertyuiop", "PASSWORD_WEAK"),
        ("1q2w3e4r5t6y", "PASSWORD_WEAK"),
        ("woaini1314520", "PASSWORD_WEAK"),
        ("abcdefghijkl", "PASSWORD_WEAK"),
        ("admin@123456", "PASSWORD_WEAK"),
        ("wangxiaoming1", "PASSWORD_IS_NAME"),
        ("WangXiaoMing", "PASSWORD_IS_NAME"),
        ("qingyoutea26", "PASSWORD_IS_NAME"),
        ("wangxiaoming-12345", "PASSWORD_IS_NAME"),
        ("correct horse battery", ""),
        ("茶里加一点盐和柠檬汁", ""),
        ("pK3$vmQ9zT", ""),
        ("password is what I never use", ""),
        ("20261130-tulip-river", ""),
        ("wangxiaoming likes rain", ""),
    ],
)
def test_a_password_is_long_and_not_what_everybody_takes(password: str, code: str) -> None:
    if not code:
        check_password(password, "wangxiaoming", "qingyoutea", "")
        return

    with pytest.raises(Refused, match=code) as refused:
        check_password(password, "wangxiaoming", "qingyoutea", "")
    assert password not in f"{refused.value}{refused.value!r}"


def test_a_password_is_one_however_it_was_typed() -> None:
    assert plain_password("e\u0301te\u0301") == plain_password("\u00e9t\u00e9")
    assert plain_password("ｐａｓｓ") == "pass"
