"""A database of the release before: its phones and accounts are sealed where they stand, on the way up."""

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from gateways.money.payers import SqlPayers
from gateways.money.withdrawals.store import SqlWithdrawalStore
from gateways.notices import SqlNoticeStore
from gateways.parties import codes
from gateways.personal import existing
from gateways.ports.work import PayoutAccount
from gateways.refusals import DataKeyMissing
from gateways.sql.data_keys import DATA_KEYS, DataKeys
from gateways.sql.database import reading, writing
from gateways.sql.migrating import _alembic, migrate
from gateways.sql.schema import standing

AT = "2026-11-22 04:00:00"
MANY = 7
BRAND = (
    "insert into brands (id, name, owner, phone, joined_at)"
    " values ('qingyou', '青柚', '', '13900000001', :at)"
)
CREATOR = (
    "insert into creators (id, name, owner, phone, paused, payout_kind, payout_account, payout_holder,"
    " verified_name, payout_by_hand, joined_at) values (:id, '阿汤', '', :phone, false,"
    " 'alipay', :account, '汤小明', '汤小明', false, :at)"
)
OTHERS = (
    (
        "insert into top_up_payers (top_up, brand_id, kind, account, holder, at, operator, reason)"
        " values ('t1', 'qingyou', 'alipay', 'pay@example.cn', '青柚食品', :at, '', '')"
    ),
    (
        "insert into withdrawals (id, creator_id, fen, generation, state, reason, seq, rail, updated_at)"
        " values ('c1.k-1', 'c1', 5, 1, 'paid', '', 0, '', :at)"
    ),
    "insert into payout_accounts values ('c1.k-1-1', 'alipay', 'old@example.com', '汤小明')",
    "insert into payout_accounts values ('gone-1', 'alipay', 'gone@example.com', '汤小明')",
    (
        "insert into phone_changes (party, old, new, operator, reason, at)"
        " values ('creator:c1', '', '13800000001', 'operator:li', 'x', :at)"
    ),
    "insert into rate_limits (key, tat) values ('code phone:abc', 1)",
)
"""As the release before left it, with a number whose withdrawal nobody knows."""
TABLES = ("brands", "creators", "top_up_payers", "payout_accounts", "phone_changes", "rate_limits")
PLAIN = ("1380000000", "13900000001", "example.com", "example.cn", "汤小明", "青柚食品")


@pytest.fixture
def older(empty: Engine) -> Engine:
    with writing(empty) as session:
        command.upgrade(_alembic(session.connection()), "0019")
    with empty.begin() as connection:
        connection.execute(text(BRAND), {"at": AT})
        for n in range(MANY):
            told = {"id": f"c{n}", "phone": f"1380000000{n}", "account": f"c{n}@example.com", "at": AT}
            connection.execute(text(CREATOR), told)
        for each in OTHERS:
            connection.execute(text(each), {"at": AT} if ":at" in each else {})
    return empty


def told(engine: Engine) -> str:
    everything = (sa.select(sa.text("*")).select_from(sa.table(each)) for each in TABLES)
    with reading(engine) as session:
        return str([session.execute(each).all() for each in everything])


def test_each_row_is_sealed_in_batches_and_reads_as_before(
    older: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(existing, "SOME", 2)

    migrate(older)

    assert [each for each in PLAIN if each in told(older)] == []
    assert [SqlNoticeStore(older).phone_of(f"creator:c{n}")[-1] for n in range(MANY)] == list("0123456")
    kept = SqlWithdrawalStore(older).account_of("creator:c1", "c1.k-1-1")
    assert kept == PayoutAccount("alipay", "old@example.com", "汤小明")
    assert SqlPayers(older).of("qingyou") == []
    with reading(older) as session:
        assert codes.creators_with(session, "13800000003") == ["c3"]
        assert session.scalar(text("select count(*) from rate_limits")) == 0
        assert session.scalar(text("select revision from schema_floor")) == "0020"


def test_what_is_append_only_is_so_again_afterwards(older: Engine) -> None:
    migrate(older)

    for change in ("update top_up_payers set brand_id = 'x'", "delete from top_up_payers"):
        with pytest.raises(DBAPIError, match="append only"), older.begin() as connection:
            connection.execute(text(change))


def test_without_a_key_the_database_stays_as_it_was(older: Engine) -> None:
    known = older.get_execution_options()[DATA_KEYS]
    assert isinstance(known, DataKeys)
    known.may_make = False

    with pytest.raises(DataKeyMissing):
        migrate(older)

    with older.connect() as connection:
        assert connection.scalar(text("select version_num from alembic_version")) == "0019"
    known.may_make = True
    migrate(older)
    with older.connect() as connection:
        assert str(standing(connection)) >= "0020"
