"""The words of a rating are hidden once the commission is over: by the books, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine, text

from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import Stage
from domain.party import Party
from gateways.commissions.queries import SqlCommissionQueries
from gateways.operations.audit.checking import check_ledger
from gateways.sandbox.bank_records import SandboxBankRecords
from gateways.sandbox.faults import SandboxFaults
from gateways.sandbox.phone import SandboxPhones, SandboxSms, SandboxVoice
from gateways.sql.database import writing
from models.tables.commissions import RatingRow
from services.commissions.afterwards import Afterwards, is_possible
from services.commissions.commands import CommandRefused
from services.commissions.records import RECORD
from tests.gateways.stories import life
from tests.programs.life import Life
from tests.programs.market import Market

GONE = CommandRefused.named("CLOSED")
INSULT = "骗子"
HIDE = {"party": "brand", "reason": "侮辱性文字", "actor": "operator:li"}


def over(engine: Engine) -> Life:
    """Paid out, rated by both, and no workflow is there any more."""
    market = Market(engine)
    market.top_up("qingyou", 5_000_000)
    of = life(market, Stage.SETTLED)
    market.payouts[of.c.id].goes_on()
    assert of.try_to(Party.BRAND, "rate", text=INSULT)
    assert of.try_to(Party.CREATOR, "rate", text="")
    with writing(engine) as session:
        session.execute(text("update commissions set order_key = 'o1'"))
    return of


def ask(engine: Engine, of: Life, name: str = "hide_rating", **said: Any) -> dict[str, Any]:
    faults = SandboxFaults(engine)
    books = Afterwards(engine, SandboxSms(engine, faults, "星图"), SandboxVoice(engine, faults))
    return books.ask(of.c.id, name, {"command_id": f"{name}-1", **HIDE, **said}, of.now, GONE)


def refused(engine: Engine, of: Life, name: str = "hide_rating", **said: Any) -> str:
    """By name, and nothing has changed."""
    before, lines = kept(engine, of), SqlCommissionQueries(engine).timeline(of.c.id)
    with pytest.raises(CommandRefused) as told:
        ask(engine, of, name, **said)
    assert (kept(engine, of), SqlCommissionQueries(engine).timeline(of.c.id)) == (before, lines)
    return told.value.code


def kept(engine: Engine, of: Life) -> Commission:
    return RECORD.validate_python(SqlCommissionQueries(engine).commission(of.c.id).record)


def rating(engine: Engine, of: Life) -> RatingRow:
    return next(each for each in SqlCommissionQueries(engine).ratings(of.c.id) if each.by == "brand")


def test_what_is_hidden_afterwards_is_a_line_of_the_timeline_and_no_edit_of_the_rating(
    engine: Engine,
) -> None:
    of = over(engine)
    before, clocks = rating(engine, of), kept(engine, of).clocks
    answer = ask(engine, of)

    line = SqlCommissionQueries(engine).timeline(of.c.id)[-1]
    assert (line.move, line.row, line.actor, line.reason) == (
        "hide_rating",
        "T80",
        "operator:li",
        "侮辱性文字",
    )
    assert (line.seq, line.details) == (answer["seq"], {"party": "brand"})
    assert rating(engine, of) == before
    (hiding,) = kept(engine, of).hidings
    assert (hiding.of, hiding.hides, hiding.by) == ("brand", True, "operator:li")
    assert (kept(engine, of).clocks, kept(engine, of).stage) == (clocks, Stage.COMPLETED)
    assert check_ledger(engine, SandboxBankRecords(engine)).findings == ()


def test_both_sides_hear_of_it_and_nobody_hears_the_words(engine: Engine) -> None:
    of = over(engine)

    assert set(ask(engine, of)["told_by_sms"]) == {"creator", "brand"}
    told = [
        each.text for phone in ("13900000001", "13800000001") for each in SandboxPhones(engine).inbox(phone)
    ]
    hidden = [each for each in told if "隐藏评价的文字" in each]
    assert len(hidden) == 2
    assert not any(INSULT in each or "侮辱" in each for each in told)


def test_asked_again_it_answers_the_same_and_does_nothing_twice(engine: Engine) -> None:
    of = over(engine)
    first, lines = ask(engine, of), len(SqlCommissionQueries(engine).timeline(of.c.id))

    again = ask(engine, of)

    assert again["seq"] == first["seq"]
    assert len(SqlCommissionQueries(engine).timeline(of.c.id)) == lines
    assert refused(engine, of, reason="另一理由") == "ID_REUSED"
    assert refused(engine, of, command_id="another") == "ALREADY_HIDDEN"


def test_a_slip_is_corrected_once(engine: Engine) -> None:
    of = over(engine)
    ask(engine, of)
    ask(engine, of, "unhide_rating", reason="误判")
    assert kept(engine, of).hidings[-1].hides is False
    ask(engine, of, command_id="h2", reason="法院通知")

    assert refused(engine, of, "unhide_rating", command_id="u2") == "ALREADY_SHOWN_AGAIN"
    assert [each.reason for each in SqlCommissionQueries(engine).timeline(of.c.id)][-3:] == [
        "侮辱性文字",
        "误判",
        "法院通知",
    ]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"actor": "brand"}, "WRONG_PARTY"),
        ({"actor": "brand:qingyou"}, "WRONG_PARTY"),
        ({"actor": "operator:"}, "OPERATOR_NEEDED"),
        ({"actor": ""}, "OPERATOR_NEEDED"),
        ({"actor": "brand", "on_behalf_of": "operator"}, "BEHALF_UNKNOWN"),
        ({"on_behalf_of": "brand"}, "WRONG_PARTY"),
        ({"reason": ""}, "REASON_NEEDED"),
        ({"reason": "\u3000"}, "REASON_NEEDED"),
        ({"reason": "长" * 501}, "REASON_TOO_LONG"),
        ({"reason": "<理由>"}, "PLACEHOLDER_LEFT"),
        ({"reason": "a\u202eb"}, "FORMAT_CHARACTER"),
        ({"party": ""}, "FIELD_NEEDED"),
        ({"party": "operator"}, "PARTY_UNKNOWN"),
        ({"party": "品牌主"}, "PARTY_UNKNOWN"),
        ({"party": "brand" * 9}, "MALFORMED"),
        ({"party": 1}, "MALFORMED"),
        ({"party": "creator"}, "NO_WORDS"),
        ({"stars": 5}, "FIELD_UNKNOWN"),
        ({"nonsense": "x"}, "MALFORMED"),
        ({"command_id": "编号"}, "MALFORMED"),
    ],
)
def test_what_is_wrong_is_refused_by_name_and_changes_nothing(
    engine: Engine, said: dict[str, Any], code: str
) -> None:
    assert refused(engine, over(engine), **said) == code


def test_what_the_books_do_not_have_as_over_is_not_theirs_to_decide(engine: Engine) -> None:
    market = Market(engine)
    market.top_up("qingyou", 5_000_000)
    of = life(market, Stage.SETTLED)
    assert of.try_to(Party.BRAND, "rate", text=INSULT)

    assert refused(engine, of) == "CLOSED"
    of.c = RECORD.validate_python({**RECORD.dump_python(of.c, mode="json"), "id": "c-unknown"})
    with pytest.raises(CommandRefused) as unknown:
        ask(engine, of)
    assert unknown.value is GONE


def test_of_many_operators_at_once_one_hides_it(engine: Engine) -> None:
    of = over(engine)

    def hide(number: int) -> str:
        try:
            ask(engine, of, command_id=f"h{number}", actor=f"operator:{number}")
        except CommandRefused as told:
            return told.code
        return "done"

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(hide, range(4)))

    assert sorted(told) == ["ALREADY_HIDDEN"] * 3 + ["done"]
    assert [each.move for each in SqlCommissionQueries(engine).timeline(of.c.id)].count("hide_rating") == 1


@pytest.mark.parametrize("name", ["rate", "cancel", "freeze", "arbitrate", "nonsense"])
def test_nothing_else_is_asked_of_the_books(name: str) -> None:
    assert not is_possible(name)
