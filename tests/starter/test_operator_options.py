"""``--operator`` is read by one reader and refused in its own words, at every command that has it."""

import asyncio

import pytest

from domain.forms import Unreadable
from domain.operators import is_operator
from domain.refusals import Refused
from gateways.money.payers import plain_payer
from gateways.ports.work import PayoutAccount
from gateways.refusals import PayerInvalid
from services.commissions.commands import CommandRefused
from services.money.brand_withdrawals import _check
from starter.cli import reviving
from starter.cli.kinds import ACTOR, OPERATOR, OPERATOR_ID
from starter.cli.named import named
from tests.starter.test_readers import ALL, Parameter

HAVE_IT = [each for each in ALL if each.is_option and each.flag == "--operator"]
BLANKS = ("li x", "li\u3000x", "li\u00a0x", " li", "li\t")


def test_there_are_such_commands() -> None:
    assert {("brand", "withdraw"), ("commission", "revive"), ("withdrawal", "retry")} <= {
        each.command for each in HAVE_IT
    }


@pytest.mark.parametrize("each", HAVE_IT, ids=lambda each: " ".join(each.command))
def test_every_operator_option_takes_an_id_without_blanks_alone(each: Parameter) -> None:
    assert each.reader is OPERATOR_ID
    assert OPERATOR_ID("李雷") == "李雷"
    for blank in BLANKS:
        with pytest.raises(Unreadable, match="OPERATOR_NEEDED"):
            OPERATOR_ID(blank)


@pytest.mark.parametrize("blank", BLANKS)
def test_no_door_takes_an_operator_whose_id_has_a_blank(blank: str) -> None:
    assert not is_operator(f"operator:{blank}")
    for reader in (ACTOR, OPERATOR):
        with pytest.raises(Unreadable):
            reader(f"operator:{blank}")
    with pytest.raises(Refused, match="OPERATOR_NEEDED"):
        _check(100, f"operator:{blank}", "来函")


def test_who_names_nobody_is_told_of_the_option() -> None:
    with pytest.raises(CommandRefused, match="--operator") as refused:
        named("")
    assert (refused.value.code, "actor" in str(refused.value)) == ("NAMED_OPERATOR_NEEDED", False)
    assert named("li") == "operator:li"


@pytest.mark.parametrize(("id_", "everything"), [("c-1", False), ("", True)])
def test_reviving_without_an_operator_names_the_option(
    monkeypatch: pytest.MonkeyPatch, id_: str, *, everything: bool
) -> None:
    def at_once(act, limit=0.0):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202, ARG001
        return asyncio.run(act(None))

    monkeypatch.setattr(reviving, "with_app", at_once)
    with pytest.raises(CommandRefused, match="--operator"):
        reviving.revive_commission(id_, "", "x", everything)


@pytest.mark.parametrize("account", ["a@b.cn", "6222-0000-1111-2222"])
def test_no_paying_account_is_called_one_and_named_by_itself(
    account: str,
) -> None:
    with pytest.raises(PayerInvalid, match="PAYER_INVALID") as refused:
        plain_payer(PayoutAccount("bank_card", account, "慕溪"))

    assert "付款账户" in refused.value.zh
    assert "paying account" in refused.value.en
    assert "bank_card " in refused.value.en
    assert account not in str(refused.value)
