"""Files of a commission: who reads them, which a command may name, how much is kept, and for how long."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from domain.commissions.uploads.purposes import MB, ORPHANS_KEPT, Purpose
from domain.parties.actor import Actor, ActorKind, Role
from domain.party import Party
from domain.refusals import Refused
from gateways.commissions.store import SqlCommissionStore
from gateways.commissions.uploads import SqlUploads
from gateways.files.folder import FolderFiles
from gateways.refusals import UnknownCommission
from gateways.sql.database import writing
from models.tables.uploads import Upload
from services.commissions import receiving
from services.commissions.file_pruning import UNFINISHED_KEPT, prune_files
from services.commissions.receiving import Coming, Reception
from services.commissions.uploads import Uploaded, check_named, content, upload, uploads
from settings import Settings
from tests.gateways.records import NOON, batch, funded_market, opening, transition
from tests.uploading import EXAMPLES

CREATOR = Actor(ActorKind.CREATOR, "atang", role=Role.CREATOR)
BRAND = Actor(ActorKind.BRAND, "qingyou", "m_1", "陈", Role.OWNER)
OTHER_BRAND = Actor(ActorKind.BRAND, "shanxing", "m_2", "李", Role.OWNER)
OTHER_CREATOR = Actor(ActorKind.CREATOR, "laozhou", role=Role.CREATOR)
LI = Actor(ActorKind.OPERATOR, "", "m_3", "li", Role.OPERATOR)
SIDES = {CREATOR: Party.CREATOR, BRAND: Party.BRAND, LI: Party.OPERATOR}
ID = "up_" + "1" * 32


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(state=tmp_path, _env_file=None)


@pytest.fixture(autouse=True)
def commission(engine: Engine) -> None:
    funded_market(engine)
    SqlCommissionStore(engine).record(batch(opening()))


def put(  # one file
    engine: Engine,
    settings: Settings,
    actor: Actor = CREATOR,
    purpose: Purpose = Purpose.OUTLINE,
    name: str = "提纲.docx",
    upload_id: str = ID,
    now: datetime = NOON,
) -> Uploaded:
    reception = Reception(engine, settings, actor, Coming("c1", purpose, name))
    try:
        reception.write(EXAMPLES[name.rpartition(".")[2]])
        reception.end()
        return reception.keep(upload_id, now)
    finally:
        reception.drop()


def named(engine: Engine, seq: int = 2, refusal: str = "", **details: str) -> None:
    """A command that names it has been carried out, or was refused."""
    line = transition(seq, "submit", details=details, refusal=refusal)
    SqlCommissionStore(engine).record(batch(line))


def code_of(act: Callable[[], object]) -> str:
    try:
        act()
    except (Refused, UnknownCommission) as refused:
        return refused.code
    return "done"


def files_of(settings: Settings) -> list[str]:
    return sorted(each.name for each in settings.uploads_folder.rglob("*") if each.is_file())


def test_a_file_is_kept_whole_under_its_id_with_its_digest(engine: Engine, settings: Settings) -> None:
    kept = put(engine, settings)

    assert b"".join(content(settings, ID)) == EXAMPLES["docx"]
    assert (kept.name, kept.kind, kept.size, kept.party) == (
        "提纲.docx",
        "docx",
        len(EXAMPLES["docx"]),
        "creator",
    )
    assert upload(engine, CREATOR, ID) == kept
    assert files_of(settings) == [ID]


def test_what_no_command_has_named_is_read_by_its_own_side_alone(engine: Engine, settings: Settings) -> None:
    kept = put(engine, settings)

    assert uploads(engine, CREATOR, "c1") == [kept]
    for actor in (BRAND, LI, OTHER_BRAND, OTHER_CREATOR):
        assert code_of(lambda who=actor: upload(engine, who, ID)) == "UPLOAD_UNKNOWN"
    assert uploads(engine, BRAND, "c1") == uploads(engine, LI, "c1") == []


def test_once_a_command_has_named_it_both_sides_and_operators_read_it_and_nobody_else(
    engine: Engine, settings: Settings
) -> None:
    put(engine, settings)
    named(engine, ref=ID)

    for actor in SIDES:
        assert upload(engine, actor, ID).id == ID
    for actor in (OTHER_BRAND, OTHER_CREATOR):
        assert code_of(lambda who=actor: upload(engine, who, ID)) == "UPLOAD_UNKNOWN"
        assert code_of(lambda who=actor: uploads(engine, who, "c1")) == "COMMISSION_UNKNOWN"


def test_a_refused_command_shows_it_to_nobody(engine: Engine, settings: Settings) -> None:
    put(engine, settings)
    named(engine, refusal="NOT_NOW", ref=ID)

    assert code_of(lambda: upload(engine, BRAND, ID)) == "UPLOAD_UNKNOWN"


def test_several_pieces_of_evidence_are_told_apart(engine: Engine, settings: Settings) -> None:
    ids = [f"up_{each * 32}" for each in "23"]
    for each in ids:
        put(engine, settings, BRAND, Purpose.EVIDENCE, "截图.png", each)
    named(engine, evidence=f"https://example.com/1, {ids[0]}")

    assert code_of(lambda: upload(engine, CREATOR, ids[0])) == "done"
    assert code_of(lambda: upload(engine, CREATOR, ids[1])) == "UPLOAD_UNKNOWN"


def test_a_command_names_files_of_its_own_commission_side_and_purpose(
    engine: Engine, settings: Settings
) -> None:
    put(engine, settings)
    put(engine, settings, BRAND, Purpose.EVIDENCE, "截图.png", "up_" + "2" * 32)
    proof = "up_" + "2" * 32

    def told(party: Party, commission: str = "c1", **fields: object) -> str:
        return code_of(lambda: check_named(engine, commission, [party], fields))

    assert told(Party.CREATOR, ref=ID) == "done"
    assert told(Party.CREATOR, ref="https://example.com/up_1") == "done"
    assert told(Party.BRAND, evidence=["link", proof]) == "done"
    assert told(Party.CREATOR, ref=proof) == "UPLOAD_UNKNOWN"
    assert told(Party.BRAND, evidence=[ID]) == "UPLOAD_UNKNOWN"
    assert told(Party.CREATOR, evidence=[ID]) == "UPLOAD_FOR_ANOTHER_USE"
    assert told(Party.CREATOR, ref="up_9") == "UPLOAD_UNKNOWN"
    assert told(Party.CREATOR, ref="up_" + "9" * 32) == "UPLOAD_UNKNOWN"
    assert told(Party.CREATOR, commission="c2", ref=ID) == "UPLOAD_UNKNOWN"


def test_a_work_that_was_handed_in_is_evidence_for_the_other_side(engine: Engine, settings: Settings) -> None:
    put(engine, settings)
    named(engine, ref=ID)

    check_named(engine, "c1", [Party.BRAND], {"evidence": [ID]})

    assert code_of(lambda: check_named(engine, "c1", [Party.BRAND], {"ref": ID})) == "UPLOAD_FOR_ANOTHER_USE"


def test_a_purpose_is_for_its_sides_and_in_its_kinds(engine: Engine, settings: Settings) -> None:
    assert code_of(lambda: put(engine, settings, BRAND)) == "UPLOAD_PURPOSE_FORBIDDEN"
    assert code_of(lambda: put(engine, settings, OTHER_BRAND)) == "COMMISSION_UNKNOWN"
    assert code_of(lambda: put(engine, settings, name="x.mp4")) == "FILE_KIND_NOT_FOR_THIS"
    assert files_of(settings) == []


WRONG = {
    "of another kind": ("x.pdf", EXAMPLES["png"], "FILE_NOT_AS_SAID"),
    "another archive": ("x.docx", b"PK\x03\x04" + bytes(100), "FILE_NOT_AS_SAID"),
    "empty": ("x.pdf", b"", "FILE_EMPTY"),
    "no UTF-8": ("x.txt", "柚子".encode("gb18030"), "FILE_NOT_UTF8"),
    "half a character at the end": ("x.md", "柚".encode()[:2], "FILE_NOT_UTF8"),
    "a control character": ("x.txt", b"\x1b[2J", "FILE_NOT_AS_SAID"),
    "too large": ("x.txt", b"a" * (20 * MB + 1), "FILE_TOO_LARGE"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_refused_leaves_nothing(engine: Engine, settings: Settings, case: str) -> None:
    name, whole, code = WRONG[case]
    reception = Reception(engine, settings, CREATOR, Coming("c1", Purpose.OUTLINE, name))

    def come() -> None:
        for at in range(0, len(whole), 100_000):
            reception.write(whole[at : at + 100_000])
        reception.end()

    assert code_of(come) == code
    reception.drop()
    assert files_of(settings) == []


def test_a_large_file_that_is_none_of_its_kind_is_refused_at_its_beginning(
    engine: Engine, settings: Settings
) -> None:
    reception = Reception(engine, settings, CREATOR, Coming("c1", Purpose.VIDEO, "x.mp4"))

    assert code_of(lambda: reception.write(bytes(100_000))) == "FILE_NOT_AS_SAID"
    reception.drop()


def test_a_size_that_is_told_is_refused_before_anything_comes(engine: Engine, settings: Settings) -> None:
    coming = Coming("c1", Purpose.OUTLINE, "x.pdf", size=20 * MB + 1)

    assert code_of(lambda: Reception(engine, settings, CREATOR, coming)) == "FILE_TOO_LARGE"
    assert files_of(settings) == []


def test_the_same_file_under_the_same_id_is_kept_once(engine: Engine, settings: Settings) -> None:
    assert put(engine, settings) == put(engine, settings, now=NOON + timedelta(hours=1))
    assert len(uploads(engine, CREATOR, "c1")) == 1


def test_a_side_uploads_no_more_than_it_may_and_the_other_side_does_not_feel_it(
    engine: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "SIDE_BYTES_MAX", len(EXAMPLES["docx"]))
    put(engine, settings)

    assert code_of(lambda: put(engine, settings, upload_id="up_" + "2" * 32)) == "UPLOAD_QUOTA"
    put(engine, settings, BRAND, Purpose.EVIDENCE, "x.md", "up_" + "3" * 32)
    assert files_of(settings) == [ID, "up_" + "3" * 32]


def test_a_full_platform_takes_no_more(
    engine: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "GB", 1)

    assert code_of(lambda: put(engine, settings)) == "UPLOADS_FULL"
    assert files_of(settings) == []
    assert uploads(engine, CREATOR, "c1") == []


def pruned(engine: Engine, settings: Settings, now: datetime) -> int:
    return prune_files(engine, FolderFiles(settings.uploads_folder), now)


def test_what_no_command_named_is_deleted_after_its_term_and_what_one_named_stays(
    engine: Engine, settings: Settings
) -> None:
    other = "up_" + "2" * 32
    put(engine, settings)
    put(engine, settings, upload_id=other)
    named(engine, ref=ID)

    assert pruned(engine, settings, NOON + ORPHANS_KEPT) == 0
    assert pruned(engine, settings, NOON + ORPHANS_KEPT + timedelta(seconds=1)) == 1

    assert files_of(settings) == [ID]
    assert [(each.id, each.kept_until) for each in uploads(engine, CREATOR, "c1")] == [(ID, None)]
    assert pruned(engine, settings, NOON + 10 * ORPHANS_KEPT) == 0


def test_a_command_that_is_about_to_name_it_keeps_it_for_another_term(
    engine: Engine, settings: Settings
) -> None:
    put(engine, settings)
    with writing(engine) as session:
        session.execute(update(Upload).values(kept_until=NOON))

    check_named(engine, "c1", [Party.CREATOR], {"ref": ID})

    assert pruned(engine, settings, NOON + timedelta(days=1)) == 0
    assert files_of(settings) == [ID]


def test_a_file_without_a_line_in_the_books_is_deleted_once_nobody_can_be_at_work_on_it(
    engine: Engine, settings: Settings
) -> None:
    put(engine, settings, now=datetime.now(NOON.tzinfo))
    arriving = FolderFiles(settings.uploads_folder).arriving()
    arriving.write(b"x")
    arriving.keep("up_" + "7" * 32)

    assert pruned(engine, settings, datetime.now(NOON.tzinfo)) == 0
    assert pruned(engine, settings, datetime.now(NOON.tzinfo) + UNFINISHED_KEPT) == 1
    assert files_of(settings) == [ID]


def test_a_file_that_is_gone_from_the_disk_looks_absent(engine: Engine, settings: Settings) -> None:
    put(engine, settings)
    FolderFiles(settings.uploads_folder).remove(ID)

    assert code_of(lambda: content(settings, ID)) == "UPLOAD_UNKNOWN"
    assert SqlUploads(engine).get(ID) is not None
