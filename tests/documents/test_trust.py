"""The table of whose word counts says what the rules say, in both languages."""

from pathlib import Path

from domain.documents.trust import PLAIN_WORDS, SIGNED_WORDS, trust_table
from domain.process.trust import STRICTER
from starter.documents.marked import FOLDER
from starter.documents.trust import MARKED


def rows(lang: str) -> list[list[str]]:
    return [[each.strip() for each in line.split("|")[1:-1]] for line in trust_table(lang).splitlines()[2:]]


def test_the_pages_say_what_the_rules_say(tmp_path: Path) -> None:
    assert not MARKED.stale()

    for page in MARKED.pages.values():
        text = (FOLDER / page).read_text(encoding="utf-8")
        (tmp_path / page).write_text(text.replace("SIGNATURE_NEEDED", "-"), encoding="utf-8")
    assert MARKED.stale(tmp_path)
    MARKED.write(tmp_path)
    assert not MARKED.stale(tmp_path)


def test_nothing_plain_counts_where_everything_is_signed() -> None:
    plain = rows("en")[: len(PLAIN_WORDS)]

    assert [each[2] for each in plain] == ["counts"] * len(PLAIN_WORDS)
    assert all("counts" not in each[4] for each in plain)
    assert [each[0] for each in plain if each[3] == "counts"] == [
        "an operator's command, of payouts too",
        "a cancel request of Temporal's",
    ]


def test_a_brands_key_signs_what_the_brand_says_and_nothing_else() -> None:
    signed = rows("en")[len(PLAIN_WORDS) :]

    assert len(signed) == len(SIGNED_WORDS)
    for trust in (3, 4):
        counts = [(each[0], each[1]) for each in signed if each[trust] == "counts"]
        assert counts == [
            ("a command of this brand", "signed with a key that this brand registered"),
            ("anybody's command, and facts", "signed with the gateway's key"),
        ]
    assert [each.value for each in STRICTER] == ["cluster", "operators", "signed"]


def test_both_languages_have_the_same_rows() -> None:
    codes = [[cell for cell in row if "_" in cell] for row in rows("en")]

    assert [[cell for cell in row if "_" in cell and "received" not in cell] for row in rows("zh")] == [
        [cell for cell in row if "received" not in cell] for row in codes
    ]
