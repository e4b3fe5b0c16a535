"""What every adapter of the port of files promises, and what the folder adds."""

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gateways.files.folder import FolderFiles
from gateways.ports.files import FileGone, Files, FilesAway
from tests.gateways.memory_files import MemoryFiles

ONE, OTHER = (f"up_{digit * 32}" for digit in "ab")
LATER = timedelta(days=2)


@pytest.fixture(params=["folder", "memory"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Files:
    return FolderFiles(tmp_path / "uploads") if request.param == "folder" else MemoryFiles()


def keep(files: Files, file_id: str, *parts: bytes) -> None:
    arriving = files.arriving()
    for each in parts:
        arriving.write(each)
    arriving.keep(file_id)
    arriving.drop()


def content(files: Files, file_id: str) -> bytes:
    return b"".join(files.read(file_id))


def tomorrow() -> datetime:
    return datetime.now(UTC) + LATER


def test_what_was_kept_is_read_as_it_came(files: Files) -> None:
    whole = os.urandom(700_001)

    keep(files, ONE, whole[:1], whole[1:500_000], b"", whole[500_000:])

    assert content(files, ONE) == whole


def test_nothing_is_read_of_what_has_not_been_kept(files: Files) -> None:
    arriving = files.arriving()
    arriving.write(b"half")

    with pytest.raises(FileGone):
        files.read(ONE)
    assert list(files.kept_before(tomorrow())) == []
    arriving.drop()


def test_what_is_dropped_leaves_nothing_and_is_dropped_twice(files: Files) -> None:
    arriving = files.arriving()
    arriving.write(b"half")

    arriving.drop()
    arriving.drop()

    assert files.forget_broken_off(tomorrow()) == 0


def test_one_that_is_kept_stays_though_it_is_dropped_afterwards(files: Files) -> None:
    keep(files, ONE, b"whole")

    assert content(files, ONE) == b"whole"


def test_two_that_come_at_once_do_not_mix(files: Files) -> None:
    one, other = files.arriving(), files.arriving()
    for each in range(3):
        one.write(b"1")
        other.write(bytes([each]))

    one.keep(ONE)
    other.keep(OTHER)

    assert (content(files, ONE), content(files, OTHER)) == (b"111", b"\x00\x01\x02")


def test_a_file_of_the_same_id_takes_the_place_of_the_first_whole(files: Files) -> None:
    keep(files, ONE, b"first and longer")
    reader = files.read(ONE)

    keep(files, ONE, b"second")

    assert content(files, ONE) == b"second"
    assert b"".join(reader) in (b"first and longer", b"second")


def test_what_was_removed_is_gone_and_is_removed_twice(files: Files) -> None:
    keep(files, ONE, b"x")
    keep(files, OTHER, b"y")

    files.remove(ONE)
    files.remove(ONE)

    with pytest.raises(FileGone):
        files.read(ONE)
    assert content(files, OTHER) == b"y"


@pytest.mark.parametrize(
    "file_id", ["", "up_1", "../up_x", "up_../../../../../../etc/passwd", "/etc/passwd", "arriving"]
)
def test_what_is_no_id_opens_nothing(files: Files, file_id: str) -> None:
    with pytest.raises(FileGone):
        files.read(file_id)
    files.remove(file_id)
    arriving = files.arriving()
    with pytest.raises(FileGone):
        arriving.keep(file_id)
    arriving.drop()


def test_those_that_are_kept_are_listed_by_their_age(files: Files) -> None:
    keep(files, ONE, b"x")
    keep(files, OTHER, b"y")

    assert sorted(files.kept_before(tomorrow())) == [ONE, OTHER]
    assert list(files.kept_before(datetime.now(UTC) - LATER)) == []


def test_what_broke_off_is_forgotten_after_its_time_alone(files: Files) -> None:
    files.arriving().write(b"a gateway was killed in the middle")
    keep(files, ONE, b"x")

    assert files.forget_broken_off(datetime.now(UTC) - LATER) == 0
    assert files.forget_broken_off(tomorrow()) == 1
    assert files.forget_broken_off(tomorrow()) == 0
    assert content(files, ONE) == b"x"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "uploads"


def test_nobody_else_on_the_machine_reads_the_folder(folder: Path) -> None:
    keep(FolderFiles(folder), ONE, b"x")

    modes = {stat.S_IMODE(each.stat().st_mode) for each in folder.rglob("*") if each.is_file()}

    assert modes == {0o600}
    assert {stat.S_IMODE(each.stat().st_mode) for each in folder.rglob("*") if each.is_dir()} == {0o700}


def test_a_file_is_called_after_its_id_and_nothing_else_stays(folder: Path) -> None:
    keep(FolderFiles(folder), ONE, b"x")

    assert [each.name for each in folder.rglob("*") if each.is_file()] == [ONE]


def test_a_folder_that_cannot_be_used_is_named_and_not_taken_for_an_empty_one(folder: Path) -> None:
    folder.write_text("a file stands where the folder should")

    with pytest.raises(FilesAway):
        FolderFiles(folder).arriving()
    with pytest.raises((FilesAway, FileGone)):
        FolderFiles(folder).read(ONE)
