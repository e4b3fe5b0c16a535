"""Whatever is planted in a sound database is found by its id, and nothing else is."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from domain.money.entries import Entry
from domain.money.withdrawals.movements import movement
from domain.operations.findings import KINDS, line
from gateways.money.claims import Decided, SqlClaims
from gateways.money.ledger import SqlLedger, write_entry
from gateways.operations.audit.checking import check_ledger
from gateways.sandbox.bank_records import SandboxBankRecords
from gateways.sql.database import writing
from models.tables.claims import ClaimRow
from models.tables.sandbox import SandboxDeposit
from tests.gateways.records import NOON, entry, planted
from tests.gateways.sound import NET, ORDER, at_bank, sound

ENTRY_OF = "(select id from ledger_entries where key = '{key}')"


def found(engine: Engine) -> set[tuple[str, str]]:
    report = check_ledger(engine, SandboxBankRecords(engine))
    assert all(line(each, "zh") and line(each, "en") for each in report.findings)
    return {(each.kind, each.subject) for each in report.findings}


def lost(engine: Engine, key: str) -> None:
    """An entry is gone, postings and all."""
    of = ENTRY_OF.format(key=key)
    planted(engine, f"delete from ledger_postings where entry_id = {of}")  # noqa: S608
    planted(engine, f"delete from ledger_entries where key = '{key}'")  # noqa: S608


def test_sound_books_have_no_difference_and_say_what_was_looked_at(engine: Engine) -> None:
    sound(engine)

    report = check_ledger(engine, SandboxBankRecords(engine))

    assert (report.findings, report.ok, report.total) == ((), True, 0)
    assert report.entries == 8
    assert report.counts == {
        "postings": 17,
        "accounts": 8,
        "withdrawals": 1,
        "commissions": 3,
        "claims": 0,
        "transfers": 1,
        "payouts": 1,
        "deposits": 1,
        "top_ups": 1,
    }


def test_a_wrong_fen_is_found_by_the_entrys_id_and_key(engine: Engine) -> None:
    sound(engine)
    planted(
        engine,
        "update ledger_postings set fen = fen + 1 where account = 'fee'",
    )

    report = check_ledger(engine)

    (wrong,) = (each for each in report.findings if each.kind == "unbalanced")
    assert (wrong.subject, wrong.detail) == (str(report.unbalanced[0]), "release:c1")
    assert {each.kind for each in report.findings} == {"unbalanced", "difference", "amount", "total"}


@pytest.mark.parametrize(
    "key", ["hold:c2", "release:c1", "refund:c3", "payout_sent:c1-1", "payout_arrived:c1-1"]
)
def test_a_missing_entry_is_found_by_its_key(engine: Engine, key: str) -> None:
    sound(engine)
    lost(engine, key)

    assert ("missing", key) in found(engine)


def test_a_missing_top_up_is_found_at_the_bank(engine: Engine) -> None:
    sound(engine)
    lost(engine, "top_up:d1")

    assert found(engine) == {("deposit_unknown", "d1"), ("overdrawn", "brand:qingyou")}


@pytest.mark.parametrize(("state", "end"), [("returned", "returned"), ("refunded", "refunded")])
def test_a_withdrawal_that_ended_without_its_entry_is_found(engine: Engine, state: str, end: str) -> None:
    sound(engine)
    planted(engine, f"update withdrawals set state = '{state}'")  # noqa: S608

    assert ("missing", f"payout_{end}:c1-1") in found(engine)
    assert ("withdrawal", "c1") in found(engine)


def test_an_older_number_that_never_came_back_is_found(engine: Engine) -> None:
    sound(engine)
    lost(engine, "payout_arrived:c1-1")
    _write(engine, entry("compensation:k", "compensation", {"compensation": -NET, "creator:atang": NET}))
    _write(engine, movement("payout_sent", "creator:atang", "c1", "c1-2", NET, NOON))
    planted(engine, "update withdrawals set generation = 2, state = 'under_way'")

    assert ("missing", "payout_returned:c1-1") in found(engine)


def test_one_reservation_serves_every_number_until_one_arrives(engine: Engine) -> None:
    sound(engine)
    planted(engine, "update ledger_entries set key = 'payout_arrived:c1-2' where key = 'payout_arrived:c1-1'")
    planted(engine, "update withdrawals set generation = 2")
    planted(engine, "update sandbox_transfer set paid = false, refusal = 'ACCOUNT_INVALID'")
    at_bank(engine, "c1-2", NET)

    assert found(engine) == set()


def test_a_later_number_under_way_is_known_though_no_entry_bears_it(engine: Engine) -> None:
    sound(engine)
    lost(engine, "payout_arrived:c1-1")
    planted(engine, "update withdrawals set generation = 2, state = 'under_way'")
    planted(engine, "update sandbox_transfer set number = 'c1-2'")
    assert found(engine) == set()

    at_bank(engine, "c1-3", NET)
    assert found(engine) == {("transfer_unknown", "c1-3")}


def test_an_earlier_number_that_was_paid_after_all_is_found(engine: Engine) -> None:
    sound(engine)
    planted(engine, "update ledger_entries set key = 'payout_arrived:c1-2' where key = 'payout_arrived:c1-1'")
    planted(engine, "update withdrawals set generation = 2")
    at_bank(engine, "c1-2", NET)

    assert found(engine) == {("transfer_unbooked", "c1-1")}


def test_a_waiting_withdrawal_is_money_in_transit(engine: Engine) -> None:
    sound(engine)
    lost(engine, "payout_arrived:c1-1")
    planted(engine, "update withdrawals set state = 'waiting'")
    planted(engine, "delete from sandbox_transfer")

    assert found(engine) == set()


def test_a_refunded_transfer_whose_money_is_back_is_sound(engine: Engine) -> None:
    sound(engine)
    back = entry("payout_refunded:c1-1", "payout_refunded", {"bank": -285_000, "creator:atang": 285_000})
    _write(engine, back)
    planted(engine, "update withdrawals set state = 'refunded'")
    planted(engine, "update sandbox_transfer set refunded_at = at")

    assert found(engine) == set()


def test_a_balanced_entry_of_a_wrong_amount_is_found(engine: Engine) -> None:
    sound(engine)
    of = ENTRY_OF.format(key="release:c1")
    planted(engine, f"update ledger_postings set fen = fen - 500 where account = 'fee' and entry_id = {of}")  # noqa: S608
    planted(
        engine,
        f"update ledger_postings set fen = fen + 500 where account = 'creator:atang' and entry_id = {of}",  # noqa: S608
    )

    assert found(engine) == {("amount", "release:c1")}


def test_a_balanced_entry_to_another_creator_is_found(engine: Engine) -> None:
    sound(engine)
    of = ENTRY_OF.format(key="release:c1")
    planted(
        engine,
        "update ledger_postings set account = 'creator:friend' "  # noqa: S608
        f"where account = 'creator:atang' and entry_id = {of}",
    )

    assert ("amount", "release:c1") in found(engine)


def test_an_account_that_is_not_in_the_chart_is_found(engine: Engine) -> None:
    sound(engine)
    planted(engine, "update ledger_postings set account = 'slush' where account = 'fee'")

    assert ("off_chart", "slush") in found(engine)


def test_money_held_for_a_closed_commission_is_found(engine: Engine) -> None:
    sound(engine)
    planted(engine, "update commissions set stage = 'cancelled' where id = 'c2'")

    assert found(engine) == {("adrift", "c2"), ("row", "c2")}


def test_money_held_for_no_commission_at_all_is_found(engine: Engine) -> None:
    sound(engine)
    planted(engine, "update ledger_postings set account = 'escrow:ghost' where account = 'escrow:c2'")

    assert ("adrift", "ghost") in found(engine)


def test_a_claim_without_its_entry_is_found(engine: Engine) -> None:
    sound(engine)
    claim = ClaimRow(
        key="k1",
        kind="compensation",
        party="creator:atang",
        fen=5,
        operator="operator:li",
        reason="r",
        at=NOON,
    )
    with Session(engine) as session, session.begin():
        session.add(claim)

    assert found(engine) == {("missing", "compensation:k1")}


def test_a_debt_that_the_chart_allows_is_no_finding(engine: Engine) -> None:
    sound(engine)
    by = Decided("operator:li", "发布后内容被替换", NOON)
    SqlClaims(engine).clawback("c1", ORDER, 0, "k1", by)

    assert SqlLedger(engine).balances()["clawback:atang"] == -NET
    assert found(engine) == set()


def test_a_transfer_the_ledger_does_not_know_is_found_by_its_number(engine: Engine) -> None:
    sound(engine)
    at_bank(engine, "stranger-1", 700)

    assert found(engine) == {("transfer_unknown", "stranger-1")}


def test_a_refused_transfer_the_ledger_does_not_know_moved_nothing(engine: Engine) -> None:
    sound(engine)
    at_bank(engine, "stranger-1", 700, paid=False)

    assert found(engine) == set()


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ("delete from sandbox_transfer", "transfer_missing"),
        ("update sandbox_transfer set paid = false, refusal = 'ACCOUNT_INVALID'", "transfer_unpaid"),
        ("update sandbox_transfer set fen = fen + 1", "transfer_amount"),
        ("update sandbox_transfer set refunded_at = at", "refund_unbooked"),
    ],
)
def test_a_transfer_that_stands_otherwise_at_the_bank_is_found(
    engine: Engine, change: str, kind: str
) -> None:
    sound(engine)
    planted(engine, change)

    assert found(engine) == {(kind, "c1-1")}


def test_a_deposit_the_ledger_does_not_know_is_found_by_its_number(engine: Engine) -> None:
    sound(engine)
    with Session(engine) as session, session.begin():
        session.add(SandboxDeposit(number="d9", brand_id="qingyou", fen=500, at=NOON))

    assert found(engine) == {("deposit_unknown", "d9")}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ("delete from sandbox_deposit", "deposit_missing"),
        ("update sandbox_deposit set fen = fen - 1", "deposit_other"),
        ("update sandbox_deposit set brand_id = 'other'", "deposit_other"),
    ],
)
def test_a_top_up_the_bank_has_otherwise_is_found(engine: Engine, change: str, kind: str) -> None:
    sound(engine)
    planted(engine, change)

    assert found(engine) == {(kind, "d1")}


def test_a_payment_still_under_way_is_no_difference(engine: Engine) -> None:
    sound(engine)
    lost(engine, "payout_arrived:c1-1")
    planted(engine, "update withdrawals set state = 'under_way'")

    assert found(engine) == set()


def test_every_kind_has_its_words() -> None:
    assert all(kind.zh and kind.en for kind in KINDS.values())


def _write(engine: Engine, written: Entry) -> None:
    with writing(engine) as session:
        write_entry(session, written, None)


def test_the_check_changes_nothing(engine: Engine) -> None:
    sound(engine)
    with engine.connect() as connection:
        before = connection.execute(text("select count(*), sum(fen) from ledger_postings")).one()
        found(engine)
        assert connection.execute(text("select count(*), sum(fen) from ledger_postings")).one() == before
