"""Personal data in the books: sealed under a key of each person, found by a digest, gone with its key."""

import base64
import re
import stat
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text, update
from sqlmodel import col

from domain.parties.erased import ERASED, UNREADABLE
from gateways.commissions.store import SqlCommissionStore
from gateways.money.ledger import SqlLedger
from gateways.money.payers import SqlPayers
from gateways.money.withdrawals.store import SqlWithdrawalStore
from gateways.notices import SqlNoticeStore
from gateways.operations.audit.checking import check_ledger
from gateways.parties import codes, limits
from gateways.parties.catalogue import SqlCatalogue
from gateways.parties.phones import SqlPhones
from gateways.personal import key_file, keys
from gateways.personal.columns import HASHED, KEPT, LEFT_OUT, OF_PERSON, SEALED
from gateways.personal.existing import seal_existing
from gateways.personal.rotation import rotate
from gateways.ports.work import PayoutAccount, VendorRefused
from gateways.refusals import (
    BookRefusal,
    DataKeyMissing,
    DataKeyUnwritable,
    DataKeyWrong,
    DataUnreadable,
    PersonErased,
    PersonInvolved,
    UnknownPerson,
)
from gateways.sql.data_keys import DATA_KEYS, DataKeys
from gateways.sql.database import opened, reading, writing
from models.tables.every import METADATA
from models.tables.parties import Creator
from services.parties import people
from settings import ROOT
from tests.gateways.records import NOON, batch, funded_market, market, opening

ATANG, QINGYOU = "creator:atang", "brand:qingyou"
LI, WHY = "operator:li", "本人要求"
PHONE, NAME = "13800000001", "汤小明"
CARD = PayoutAccount("bank_card", "6222000011112222", NAME)
PAYER = PayoutAccount("alipay", "pay@example.cn", "青柚食品有限公司")
TOLD = (PHONE, NAME, CARD.account, PAYER.account, PAYER.holder, "13900000001", "13800000009")


@pytest.fixture
def catalogue(engine: Engine) -> SqlCatalogue:
    """A creator with a card that a payout went to and an old phone, a brand that paid in from an account."""
    made = market(engine)
    made.bind_account("atang", CARD)
    SqlLedger(engine).top_up("qingyou", 500, "t1", NOON, PAYER)
    SqlWithdrawalStore(engine).account_of(ATANG, "w-1")
    SqlPhones(engine).change(ATANG, "13800000009", LI, WHY, NOON)
    SqlPhones(engine).change(ATANG, PHONE, LI, WHY, NOON)
    return made


def keys_of(engine: Engine) -> DataKeys:
    found = engine.get_execution_options()[DATA_KEYS]
    assert isinstance(found, DataKeys)
    return found


def file_of(engine: Engine) -> Path:
    file = keys_of(engine).file
    assert file is not None
    return file


def afresh(engine: Engine) -> Any:
    """As a process that was just started: it remembers nothing."""
    url = engine.url.render_as_string(hide_password=False)
    return opened(url, keys=DataKeys(file_of(engine)))


def everything(engine: Engine) -> str:
    """All that stands in the database, but for what belongs to the sandbox's vendors."""
    ours = [each for each in METADATA.sorted_tables if not each.name.startswith("sandbox_")]
    with reading(engine) as session:
        return "\n".join(str(row) for each in ours for row in session.execute(each.select()))


def spoil(engine: Engine, **values: str) -> None:
    with writing(engine) as session:
        session.execute(update(Creator).where(col(Creator.id) == "atang").values(**values))


@pytest.mark.usefixtures("catalogue")
def test_nothing_of_a_person_stands_in_the_database_as_it_was_given(engine: Engine) -> None:
    stands = everything(engine)

    assert [each for each in TOLD if each in stands] == []
    assert stands.count("s1.") >= len(SEALED)


@pytest.mark.usefixtures("catalogue")
def test_what_was_given_is_read_by_a_process_that_was_just_started(engine: Engine) -> None:
    with afresh(engine) as other:
        assert SqlNoticeStore(other).phone_of(ATANG) == PHONE
        assert SqlWithdrawalStore(other).account_of(ATANG, "w-1") == CARD
        assert SqlPayers(other).of("qingyou")[0].account == "p***@example.cn"
        assert SqlPhones(other).changes(ATANG)[0].new == "13800000009"
        with reading(other) as session:
            assert codes.creators_with(session, PHONE) == ["atang"]
            assert codes.creators_with(session, "13800000009") == []


@pytest.mark.usefixtures("catalogue")
def test_a_limit_is_kept_under_a_digest_that_nobody_can_make_without_the_key(engine: Engine) -> None:
    from domain.parties.limits import CODES_OF_A_PHONE  # noqa: PLC0415

    with writing(engine) as session:
        limits.claim(session, [limits.Claim(CODES_OF_A_PHONE[0], PHONE)], NOON)
    with reading(engine) as session:
        (kept,) = session.scalars(text("select key from rate_limits"))

    assert re.fullmatch(r"code phone minute:[0-9a-f]{64}", kept)
    assert kept not in {f"code phone minute:{each}" for each in digests_of(PHONE)}


def digests_of(phone: str) -> set[str]:
    import hashlib  # noqa: PLC0415

    return {hashlib.sha256(each.encode()).hexdigest() for each in (phone, f"limit\n{phone}")}


def test_the_same_phone_twice_is_sealed_differently_and_found_alike(
    engine: Engine, catalogue: SqlCatalogue
) -> None:
    catalogue.add_creator("laozhou", "老周", "laozhou", PHONE, NOON)

    with reading(engine) as session:
        one, other = (session.get_one(Creator, each) for each in ("atang", "laozhou"))
        assert one.phone != other.phone
        assert codes.creators_with(session, PHONE) == ["atang", "laozhou"]


def test_a_value_taken_from_another_row_or_column_opens_nowhere(
    engine: Engine, catalogue: SqlCatalogue
) -> None:
    catalogue.add_creator("laozhou", "老周", "laozhou", "13800000002", NOON, real_name=NAME)
    catalogue.bind_account("laozhou", PayoutAccount("alipay", "zhou@example.com", NAME))
    with reading(engine) as session:
        theirs, own = (session.get_one(Creator, each) for each in ("laozhou", "atang"))
    store = SqlWithdrawalStore(engine)

    spoil(engine, payout_account=theirs.payout_account)
    with pytest.raises(DataUnreadable):
        store.account_of(ATANG, "w-2")
    spoil(engine, payout_account=own.phone)
    with pytest.raises(DataUnreadable):
        store.account_of(ATANG, "w-3")

    assert catalogue.creator("atang").payout_account == UNREADABLE
    assert [each.id for each in catalogue.creators()] == ["atang", "laozhou"]


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("spoilt", ["13800000001", "s1.", "s1.!!", "s1.AAAA", "s1." + "A" * 80])
def test_a_value_that_was_tampered_with_is_refused_by_name_and_says_nothing(
    engine: Engine, spoilt: str
) -> None:
    spoil(engine, phone=spoilt)

    with pytest.raises(DataUnreadable) as refused:
        SqlNoticeStore(engine).phone_of(ATANG)

    assert "13800000001" not in str(refused.value)


@pytest.mark.usefixtures("catalogue")
def test_the_key_file_is_made_for_its_owner_alone(engine: Engine) -> None:
    file = file_of(engine)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [len(base64.b64decode(line)) for line in file.read_text().split()] == [32]


@pytest.mark.usefixtures("catalogue")
def test_without_the_key_file_nothing_is_read_and_no_other_one_is_made(
    engine: Engine, tmp_path: Path
) -> None:
    file = file_of(engine)
    file.rename(tmp_path / "away")

    url = engine.url.render_as_string(hide_password=False)
    with opened(url, keys=DataKeys(file, may_make=True)) as other:
        for read in (
            lambda: keys.check(other),
            lambda: SqlNoticeStore(other).phone_of(ATANG),
            lambda: SqlCatalogue(other).add_brand("shanxing", "山行", "shanxing", "13900000002", NOON),
        ):
            with pytest.raises(DataKeyMissing) as refused:
                read()
            assert "STARMAP_DATA_KEY_FILE" in refused.value.en
    assert not file.exists()


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("held", ["", "x", "aGVsbG8=", "not base64", "\ud83d"])
def test_a_file_that_holds_no_key_is_refused_by_name(engine: Engine, held: str) -> None:
    file_of(engine).write_bytes(held.encode("utf-8", "surrogatepass"))

    with afresh(engine) as other, pytest.raises(DataKeyWrong):
        keys.check(other)


@pytest.mark.usefixtures("catalogue")
def test_the_key_of_another_database_is_refused_by_name(engine: Engine) -> None:
    file = file_of(engine)
    key_file.write(file, [b"o" * 32])

    with afresh(engine) as other:
        for read in (lambda: keys.check(other), lambda: SqlNoticeStore(other).phone_of(ATANG)):
            with pytest.raises(DataKeyWrong):
                read()
    with pytest.raises(DataKeyWrong):
        rotate(engine)
    assert key_file.read(file) == (b"o" * 32,)


@pytest.mark.usefixtures("catalogue")
def test_a_new_wrapping_key_wraps_every_data_key_and_seals_nothing_anew(engine: Engine) -> None:
    before, sealed = key_file.read(file_of(engine)), sealed_phone(engine)

    done = rotate(engine)

    assert (done.wrapped, done.went_on, done.old_left) == (3, False, False)  # two persons and the lookup
    after = key_file.read(file_of(engine))
    assert len(after) == 1
    assert after != before
    assert sealed_phone(engine) == sealed
    for each in (engine,):  # what was running goes on
        assert SqlNoticeStore(each).phone_of(ATANG) == PHONE
    with afresh(engine) as other:
        assert SqlNoticeStore(other).phone_of(ATANG) == PHONE
        SqlCatalogue(other).add_brand("shanxing", "山行", "shanxing", "13900000002", NOON)
    key_file.write(file_of(engine), before)
    with afresh(engine) as other, pytest.raises(DataKeyWrong):
        keys.check(other)


def sealed_phone(engine: Engine) -> str:
    with reading(engine) as session:
        return session.get_one(Creator, "atang").phone


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("at", ["chosen", "current", "some", "all"])
def test_a_change_that_was_cut_off_goes_on_with_the_key_it_had_chosen(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    from gateways.personal import rotation  # noqa: PLC0415

    class Killed(Exception): ...

    def killed(*_: Any, **__: Any) -> Any:
        raise Killed

    with monkeypatch.context() as patch:
        match at:
            case "chosen":
                patch.setattr(rotation, "_make_current", killed)
            case "current":
                patch.setattr(rotation, "_some", killed)
            case "some":
                patch.setattr(rotation, "SOME", 1)
                left, some = iter((True,)), rotation._some
                patch.setattr(rotation, "_some", lambda *of: some(*of) if next(left, None) else killed())
            case _:
                patch.setattr(rotation, "_alone", killed)
        with pytest.raises(Killed):
            rotate(engine)
    chosen = key_file.read(file_of(engine))
    assert len(chosen) == 2
    with afresh(engine) as other:
        assert SqlNoticeStore(other).phone_of(ATANG) == PHONE
        SqlCatalogue(other).add_brand("shanxing", "山行", "shanxing", "13900000002", NOON)

    done = rotate(engine)

    assert done.went_on
    assert key_file.read(file_of(engine)) == chosen[:1]
    with afresh(engine) as other:
        assert SqlNoticeStore(other).phone_of(ATANG) == PHONE
        assert SqlNoticeStore(other).phone_of("brand:shanxing") == "13900000002"


@pytest.mark.usefixtures("catalogue")
def test_a_file_that_cannot_be_written_is_changed_by_its_keeper(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = file_of(engine)
    old = key_file.read(file)

    def read_only(of: Path, _: Any) -> None:
        raise DataKeyUnwritable(str(of))

    with monkeypatch.context() as patch:
        patch.setattr(key_file, "write", read_only)
        with pytest.raises(DataKeyUnwritable) as refused:
            rotate(engine)
        assert "openssl rand -base64 32" in refused.value.zh
        file.write_text(f"{base64.b64encode(b'n' * 32).decode()}\n" + file.read_text())
        done = rotate(engine)

    assert (done.went_on, done.old_left, done.wrapped) == (True, True, 3)
    assert key_file.read(file) == (b"n" * 32, *old)
    file.write_text(file.read_text().splitlines()[0])
    with afresh(engine) as other:
        assert SqlNoticeStore(other).phone_of(ATANG) == PHONE


def test_an_erased_creator_is_told_as_erased_everywhere_and_the_books_stay(
    engine: Engine, catalogue: SqlCatalogue
) -> None:
    before = check_ledger(engine)

    assert people.erase(engine, ATANG, LI, WHY, NOON)

    profile = catalogue.creator("atang")
    assert (profile.name, profile.verified_name) == (ERASED, ERASED)
    assert (profile.payout_kind, profile.payout_account, profile.paused) == ("", "", True)
    assert [each.name for each in catalogue.creators()] == [ERASED]
    with pytest.raises(VendorRefused, match="NO_PHONE"):
        SqlNoticeStore(engine).phone_of(ATANG)
    with reading(engine) as session:
        assert codes.creators_with(session, PHONE) == []
        assert codes.phone_of_creator(session, "atang") == ""
    assert [(each.old, each.new) for each in SqlPhones(engine).changes(ATANG)] == [("", "")] * 2
    assert not SqlWithdrawalStore(engine).is_rebound("atang", "w-1")
    assert check_ledger(engine) == before
    assert ATANG in everything(engine)
    with afresh(engine) as other:
        assert SqlWithdrawalStore(other).rail_of("w-1") == CARD.kind


def test_nothing_more_is_kept_of_somebody_erased(engine: Engine, catalogue: SqlCatalogue) -> None:
    people.erase(engine, ATANG, LI, WHY, NOON)

    for act in (
        lambda: catalogue.verify("atang", NAME),
        lambda: SqlPhones(engine).change(ATANG, PHONE, LI, WHY, NOON),
        lambda: catalogue.resume("atang"),
        lambda: catalogue.bind_account("atang", CARD),
    ):
        with pytest.raises(BookRefusal) as refused:
            act()
        assert refused.value.code in (PersonErased.code, "NAME_MISMATCH")
    assert not people.erase(engine, ATANG, LI, WHY, NOON)


@pytest.mark.usefixtures("catalogue")
def test_what_was_sealed_before_opens_no_more_even_where_it_is_put_back(engine: Engine) -> None:
    sealed = sealed_phone(engine)
    people.erase(engine, ATANG, LI, WHY, NOON)
    spoil(engine, phone=sealed)  # as a row that was copied from a backup

    with afresh(engine) as other, pytest.raises(VendorRefused, match="NO_PHONE"):
        SqlNoticeStore(other).phone_of(ATANG)


def test_money_that_is_owed_or_a_commission_that_goes_on_keeps_a_person(engine: Engine) -> None:
    funded_market(engine)
    SqlCommissionStore(engine).record(batch(opening()))

    for person, said in ((ATANG, "commission c1"), (QINGYOU, "commission c1")):
        with pytest.raises(PersonInvolved) as refused:
            people.erase(engine, person, LI, WHY, NOON)
        assert said in refused.value.zh
    with pytest.raises(UnknownPerson):
        people.erase(engine, "creator:nobody", LI, WHY, NOON)
    assert SqlNoticeStore(engine).phone_of(ATANG) == PHONE


@pytest.mark.usefixtures("catalogue")
def test_a_balance_keeps_a_brand(engine: Engine) -> None:
    with pytest.raises(PersonInvolved) as refused:
        people.erase(engine, QINGYOU, LI, WHY, NOON)

    assert "5.00" in refused.value.en


@pytest.mark.usefixtures("catalogue")
def test_an_export_holds_all_that_is_kept_and_no_secret(engine: Engine, tmp_path: Path) -> None:
    out = tmp_path / "atang.json"

    done = people.export(engine, ATANG, out, LI, NOON)

    told = out.read_text(encoding="utf-8")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert all(each in told for each in (PHONE, NAME, CARD.account, "13800000009"))
    assert PAYER.account not in told
    assert "s1." not in told
    assert {"creators", "phone_changes", "payout_accounts"} <= set(done.tables)
    with pytest.raises(Exception, match="FILE_EXISTS"):
        people.export(engine, ATANG, out, LI, NOON)


PERSONAL = re.compile(r"phone|account|holder|name|address|e_?mail|used_from|login|recipient|operator|actor")


def test_every_column_that_looks_personal_is_sealed_or_hashed_or_kept_with_a_reason() -> None:
    """A new column of such a name is named in ``gateways.personal.columns``, with what becomes of it."""
    found = {f"{table.name}.{column.name}" for table in METADATA.sorted_tables for column in table.columns}
    named = {*SEALED, *HASHED, *KEPT}

    assert {each for each in found if PERSONAL.search(each.partition(".")[2])} - named == set()
    assert named - found == set()
    assert all(zh and en for zh, en in (*KEPT.values(), *HASHED.values()))
    assert not {*SEALED} & {*KEPT}


@pytest.mark.parametrize("page", ["privacy.md", "privacy.zh.md"])
def test_the_page_of_personal_data_names_every_such_column(page: str) -> None:
    told = (ROOT / "docs" / page).read_text(encoding="utf-8")

    assert [each for each in (*SEALED, *HASHED, *KEPT) if f"`{each}`" not in told] == []


def test_a_table_that_holds_something_sealed_is_in_an_export() -> None:
    assert {each.partition(".")[0] for each in SEALED} <= set(OF_PERSON)
    assert LEFT_OUT.isdisjoint(each.partition(".")[2] for each in SEALED)


def test_rows_from_before_are_sealed_once_whatever_they_held(engine: Engine, catalogue: SqlCatalogue) -> None:
    spoil(engine, phone=PHONE, phone_digest="", payout_account=CARD.account, verified_name="")

    with writing(engine) as session:
        done = seal_existing(session)
    with writing(engine) as session:
        again = seal_existing(session)

    assert (done, again) == (3, 0)  # the phone, its digest, the account
    assert PHONE not in everything(engine)
    assert catalogue.creator("atang").payout_account == "6222 **** 2222"
    with reading(engine) as session:
        assert codes.creators_with(session, PHONE) == ["atang"]
