"""Files of a commission as they are typed: handed in, listed, saved; the books alone are needed."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from gateways.commissions.store import SqlCommissionStore
from starter.cli.exits import exit_of
from tests.gateways.records import batch, funded_market, opening
from tests.starter.typed import told
from tests.uploading import EXAMPLES

Typed = Callable[..., str]


@pytest.fixture
def typed(engine: Engine, database_url: str, tmp_path: Path) -> Typed:
    funded_market(engine)
    SqlCommissionStore(engine).record(batch(opening()))
    env = {
        **os.environ,
        "STARMAP_STATE": str(tmp_path),
        "STARMAP_UPLOADS": str(tmp_path / "files"),
        "STARMAP_DATABASE_URL": database_url,
        "STARMAP_CALLED_FROM": str(tmp_path),
        "STARMAP_LANG": "en",
    }
    for kind, content in EXAMPLES.items():
        (tmp_path / f"a.{kind}").write_bytes(content)

    def type_(*words: str, refused: str = "") -> str:
        said, code = told(*words, env=env)
        assert code == (exit_of(refused) if refused else 0), said
        assert refused in said
        return said

    return type_


def test_a_file_is_handed_in_listed_and_saved_as_it_was(typed: Typed, tmp_path: Path) -> None:
    creator = ("--role", "creator")
    made = json.loads(typed("upload", "add", "c1", "a.docx", "--for", "outline", *creator, "--json"))

    shown = typed("upload", "list", "c1", *creator)
    typed("upload", "save", "c1", made["upload"], "back.docx", *creator)

    assert made["upload"] in shown
    assert "a.docx" in shown
    assert (tmp_path / "back.docx").read_bytes() == EXAMPLES["docx"]
    assert [each.name for each in (tmp_path / "files").glob("??/*")] == [made["upload"]]


def test_what_is_refused_says_so_by_name_and_leaves_nothing(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "b.pdf").write_bytes(EXAMPLES["png"])
    outline = ("--for", "outline", "--role", "creator")

    typed("upload", "add", "c1", "b.pdf", *outline, refused="FILE_NOT_AS_SAID")
    typed("upload", "add", "c1", "a.mov", *outline, refused="FILE_KIND_NOT_FOR_THIS")
    typed("upload", "add", "c1", "none.pdf", *outline, refused="NO_FILE")
    typed("upload", "add", "c2", "a.pdf", *outline, refused="COMMISSION_UNKNOWN")
    typed(
        "upload",
        "add",
        "c1",
        "a.pdf",
        "--for",
        "outline",
        "--role",
        "brand",
        refused="UPLOAD_PURPOSE_FORBIDDEN",
    )

    assert [each for each in (tmp_path / "files").rglob("*") if each.is_file()] == []


def test_another_sides_file_is_not_there_and_nothing_is_overwritten(typed: Typed, tmp_path: Path) -> None:
    words = ("upload", "add", "c1", "a.png", "--for", "evidence", "--role", "brand", "--json")
    made = json.loads(typed(*words))["upload"]

    typed("upload", "save", "c1", made, "x.png", "--role", "creator", refused="UPLOAD_UNKNOWN")
    typed("upload", "save", "c1", made, "a.md", "--role", "brand", refused="FILES")

    assert not (tmp_path / "x.png").exists()
    assert (tmp_path / "a.md").read_bytes() == EXAMPLES["md"]
    assert made not in typed("upload", "list", "c1", "--role", "creator")
