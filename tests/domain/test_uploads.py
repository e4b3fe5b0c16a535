"""Which kind of file bytes are, what a file may be called, and what is taken for what."""

import io
import zipfile

import pytest

from domain.commissions.uploads.kinds import KINDS, TextCheck, begins_as, ends_as, said_kind
from domain.commissions.uploads.names import NAME_BYTES, fit, is_upload_id
from domain.commissions.uploads.purposes import PURPOSES, Purpose, written_size
from domain.party import Party
from domain.refusals import Refused
from tests.uploading import EXAMPLES, zipped
from tests.walks import for_each


def is_a(kind: str, content: bytes) -> bool:
    return begins_as(KINDS[kind], content) and ends_as(KINDS[kind], content, content)


def code_of_said(name: str, media_type: str) -> str:
    try:
        return said_kind(name, media_type).name
    except Refused as refused:
        return refused.code


def test_there_is_an_example_of_every_kind() -> None:
    assert set(EXAMPLES) == set(KINDS)


def test_a_file_is_of_its_own_kind_and_of_no_other() -> None:
    texts = {each.name for each in KINDS.values() if each.is_text}
    wrong = [
        (said, true)
        for said in KINDS
        for true, content in EXAMPLES.items()
        if is_a(said, content) != (said == true or {said, true} <= texts)
        and not (said in texts and true not in texts)  # whether it is text is seen in all of it
    ]
    assert not wrong


def test_what_is_no_text_is_not_read_as_text() -> None:
    for name, content in EXAMPLES.items():
        if KINDS[name].is_text:
            continue
        with pytest.raises(Refused):
            _read_as_text(content)


def _read_as_text(content: bytes) -> None:
    if not begins_as(KINDS["txt"], content):
        raise Refused("FILE_NOT_AS_SAID")
    TextCheck().read(content, is_last=True)


@for_each(
    ("kind", "content"),
    [
        ("docx", zipped("xl/workbook.xml")),
        ("docx", zipped("META-INF/MANIFEST.MF")),
        ("mp4", b"\x00\x00\x00\x18ftypheic" + bytes(40)),
        ("mp4", b"\x00\x00\x00\x18ftypqt  " + bytes(40)),
        ("webp", b"RIFF\x00\x00\x00\x00WAVEfmt "),
        ("pdf", b"\n%PDF-1.7"),
        ("txt", b"%PDF-1.7"),
        ("mov", b"It's free of charge"),
        ("png", b""),
    ],
)
def test_its_relatives_are_of_another_kind(kind: str, content: bytes) -> None:
    assert not is_a(kind, content)


SAID = {
    "by its name": ("a.pdf", "", "pdf"),
    "by its name in capitals": ("A.JPEG", "application/octet-stream", "jpg"),
    "by its media type": ("", "video/mp4; codecs=avc1", "mp4"),
    "by both": ("a.md", "text/plain", "md"),
    "by two that differ": ("a.pdf", "image/png", "FILE_NOT_AS_SAID"),
    "by an ending that is none of ours": ("a.exe", "application/pdf", "FILE_KIND_UNKNOWN"),
    "two endings": ("a.pdf.exe", "", "FILE_KIND_UNKNOWN"),
    "HTML": ("a.html", "text/html", "FILE_KIND_UNKNOWN"),
    "nothing": ("", "", "FILE_KIND_UNKNOWN"),
    "nothing that says anything": ("作品", "application/octet-stream", "FILE_KIND_UNKNOWN"),
    "a name without an ending": ("作品", "image/webp", "webp"),
}


@for_each("case", SAID)
def test_a_file_is_what_its_name_and_its_media_type_say_together(case: str) -> None:
    name, media_type, found = SAID[case]
    assert code_of_said(name, media_type) == found


NAMES = {
    "as it is": ("提纲 第2版.docx", "提纲 第2版.docx"),
    "a path": ("../../etc/passwd", "passwd"),
    "a path of Windows": ("C:\\Users\\li\\稿.pdf", "稿.pdf"),
    "controls": ("a\r\nX-Header: 1\x00.pdf", "a X-Header_ 1.pdf"),
    "directions": ("evil\u202efdp.exe", "evilfdp.exe"),
    "hidden": ("...bashrc", "bashrc"),
    "nothing": ("", "file"),
    "nothing but dots": ("..", "file"),
    "a slash at the end": ("a/", "file"),
    "half a pair": ("a\ud800.txt", "a.txt"),
}


@for_each("case", NAMES)
def test_a_name_is_made_fit(case: str) -> None:
    given, fitting = NAMES[case]
    assert fit(given) == fitting


@for_each("name", ["长" * 300 + ".docx", "a" * 300, "x." + "y" * 400, "😀" * 100 + ".md"])
def test_a_long_name_is_cut_at_a_character_and_keeps_its_ending(name: str) -> None:
    found = fit(name)

    assert 0 < len(found.encode()) <= NAME_BYTES
    assert found.rpartition(".")[2] == name.rpartition(".")[2] or len(name.rpartition(".")[2]) > 20
    assert fit(found) == found


def test_an_id_is_no_path() -> None:
    assert is_upload_id("up_" + "0" * 32)
    assert not any(map(is_upload_id, ("up_" + "0" * 31, "up_../../etc/passwd", "up_" + "0" * 32 + "\n", "")))


def test_every_purpose_is_taken_in_kinds_that_there_are_and_named_by_a_field() -> None:
    assert set(PURPOSES) == set(Purpose)
    for taken in PURPOSES.values():
        assert set(taken.kinds) <= set(KINDS)
        assert taken.field in ("ref", "evidence")
    assert Party.BRAND not in PURPOSES[Purpose.VIDEO].of


@pytest.mark.parametrize(
    ("size", "written"), [(999, "999 B"), (1500, "1.5 KB"), (20_000_000, "20 MB"), (2 * 10**9, "2 GB")]
)
def test_a_size_is_written_short(size: int, written: str) -> None:
    assert written_size(size) == written


def test_text_is_checked_across_its_pieces() -> None:
    content = "柚子\r\n乌龙\t😀".encode()
    whole = TextCheck()
    for each in content:
        whole.read(bytes([each]))
    whole.read(b"", is_last=True)
    for bad, code in (
        (content[:-1], "FILE_NOT_UTF8"),
        (b"\xff", "FILE_NOT_UTF8"),
        (b"a\x1b[2J", "FILE_NOT_AS_SAID"),
    ):
        with pytest.raises(Refused) as refused:
            TextCheck().read(bad, is_last=True)
        assert refused.value.code == code


def test_a_document_with_many_pictures_is_known_by_its_list_at_the_end() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/media/1.png", bytes(100_000))
        archive.writestr("word/document.xml", "<w/>")
    content = made.getvalue()
    assert ends_as(KINDS["docx"], content[:65_536], content[-65_536:])
