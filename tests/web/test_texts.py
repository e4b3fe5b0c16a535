"""The texts of the pages: both languages have the same keys and the same blanks, and every key is used."""

import re
from pathlib import Path

from domain.parties.permissions import PERMISSIONS
from settings import ROOT
from starter.web.wording import catalogue, placeholders

WEB = ROOT / "starter" / "web"
BY_NAME = (
    "desk.",
    "head.",
    "help.",
    "entry.",
    "act.",
    "life.",
    "income.",
    "order.",
    "me.",
    "party.",
    "commission.",
    "developers.",
    "rules.",
    "account.",
    "book.",
    "withdrawal.",
    "review.",
    "phrase.",
    "members.",
    "money.",
    "submit.",
    "results.",
    "notices.",
    "audit_log.",
    "audits.",
    "claims.",
    "parties.",
    "withdrawals.",
    "now.",
    "kit.field_",
    "kit.note_",
)
"""Sections some of whose keys are made of a name: a stage, a message, a field."""
USED = re.compile(r"[\"']([a-z_]+\.[a-z_]+)[\"']")


def test_both_languages_have_the_same_keys() -> None:
    assert catalogue("zh").keys() == catalogue("en").keys()


def test_both_languages_fill_in_the_same_blanks() -> None:
    zh, en = catalogue("zh"), catalogue("en")
    assert {key: placeholders(zh[key]) for key in zh} == {key: placeholders(en[key]) for key in en}


def test_every_text_that_a_page_names_is_there_and_none_is_left_over() -> None:
    sources = [*WEB.rglob("*.html"), *WEB.rglob("*.py")]
    named = {key for place in sources for key in USED.findall(Path(place).read_text("utf-8"))}
    known = set(catalogue("zh"))
    sections = {key.partition(".")[0] for key in known}
    begun = {key for key in named if key.endswith("_") and any(each.startswith(key) for each in known)}
    missing = {key for key in named - begun if key.partition(".")[0] in sections and key not in known}
    assert not {each for each in missing - set(PERMISSIONS) if not each.endswith((".html", ".py", ".css"))}
    assert not {key for key in known - named if not key.startswith((*BY_NAME, *begun))}


def test_no_template_writes_the_punctuation_of_one_language() -> None:
    """A full-width colon in an English sentence comes from a template that both languages share."""
    found = [
        f"{path.name}: {mark}"
        for path in (WEB / "templates").rglob("*.html")
        for mark in "：，。；"
        if mark in re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    ]
    assert found == []
