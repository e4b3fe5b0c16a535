import pytest

from domain.parties.payee import is_account, is_name, masked_account, masked_name, plain_account
from tests.walks import for_each


@pytest.mark.parametrize("text", ["汤", "长" * 40, "阿依古丽·买买提", "王\ue81e", "王\u9fb4", "𠮷田"])
def test_a_name_is_something_to_read(text: str) -> None:
    assert is_name(text)


@for_each("text", ["", " ", "长" * 41, "\n", "汤\t明", "汤\u200b明", "\u3164", "汤\ue000"])
def test_what_cannot_be_read_is_no_name(text: str) -> None:
    assert not is_name(text)


@for_each(
    ("kind", "account"),
    [
        ("alipay", "atang@example.com"),
        ("alipay", "a.t+ang-1@mail.example.cn"),
        ("alipay", "13800000000"),
        ("alipay", "19912345678"),
        ("alipay", "2088123412341234"),
        ("bank_card", "622200001111"),
        ("bank_card", "6222021234561234"),  # fails the Luhn check, as some real cards do
        ("bank_card", "6212345678900000003"),
    ],
)
def test_an_account_of_its_kind_is_taken(kind: str, account: str) -> None:
    assert is_account(kind, account)


@for_each(
    ("kind", "account"),
    [
        ("alipay", ""),
        ("alipay", "atang"),
        ("alipay", "atang@"),
        ("alipay", "@example.com"),
        ("alipay", "atang@example"),
        ("alipay", "a tang@example.com"),
        ("alipay", "12800000000"),
        ("alipay", "1380000000"),
        ("alipay", "2089123412341234"),
        ("alipay", "20881234123412345"),
        ("alipay", "6222021234561234"),
        ("bank_card", "62220000111"),
        ("bank_card", "62123456789000000031"),
        ("bank_card", "6222-0212-3456-1234"),
        ("bank_card", "٦٢٢٢٠٢١٢٣٤٥٦١٢٣٤"),
        ("bank_card", "13800000000"),
        ("cash", "6222021234561234"),
        ("", ""),
    ],
)
def test_what_no_money_can_be_sent_to_is_refused(kind: str, account: str) -> None:
    assert not is_account(kind, account)


def test_a_card_is_kept_without_the_spaces_it_was_typed_with() -> None:
    assert plain_account(" 6222 0212 ３４５６ 1234 ") == "6222021234561234"


@pytest.mark.parametrize(
    ("account", "shown"),
    [
        ("6222000011112222", "6222 **** 2222"),
        ("atang@example.com", "a***@example.com"),
        ("13800000001", "138****0001"),
        ("2088123412341234", "2088 **** 1234"),
        ("12345678", "****"),
        ("", ""),
    ],
)
def test_of_an_account_its_ends_are_shown(account: str, shown: str) -> None:
    assert masked_account(account) == shown


@pytest.mark.parametrize(
    ("name", "shown"), [("汤小明", "汤*明"), ("汤明", "汤*"), ("汤", "*"), ("欧阳小明", "欧**明"), ("", "")]
)
def test_of_a_name_its_ends_are_shown(name: str, shown: str) -> None:
    assert masked_name(name) == shown
