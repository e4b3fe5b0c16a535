"""What is not ours among the pages' files is named, licensed and unchanged."""

import hashlib

from starter.web.rendering import ASSETS

OURS = {"VENDORED.md", "icons.svg", "logo.svg", "chevron.svg", "starmap.css", "pages.css"}


def test_every_vendored_file_is_what_the_table_says_and_every_file_is_in_it_or_ours() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (ASSETS / "VENDORED.md").read_text("utf-8").splitlines()
        if line.startswith("| ") and "---" not in line and "SHA-256" not in line
    ]
    named: set[str] = set()
    for name, _, licence, text, digest in rows:
        assert licence
        assert hashlib.sha256((ASSETS / name).read_bytes()).hexdigest() == digest, name
        named |= {name, text}
    versioned = {each.name for each in ASSETS.iterdir() if ".min." in each.name or "LICENSE" in each.name}
    assert versioned == named
    assert rows
    others = {each.name for each in ASSETS.iterdir() if each.is_file()} - named - OURS
    assert all(each.endswith((".js", ".css")) for each in others), others
