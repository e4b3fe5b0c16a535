"""Each basis that is cited has an entry in docs/sources.md, and each entry is cited."""

import re
from collections.abc import Iterator
from pathlib import Path

from settings import ROOT
from tests.documents.test_paths import tracked

SOURCES = ROOT / "docs" / "sources.md"
ENTRY = re.compile(r"^\| ((?:S\d|X|P|L|D|study case|[\u4e00-\u9fff]{2,}).*?) \|", re.MULTILINE)
LAWS = "民法典|广告法|互联网广告管理办法|电子商务法"
BARE = ("人工智能生成合成内容标识办法", "非银行支付机构监督管理条例", "发票管理办法")
SEED = re.compile(r"\bS1 (Q\d+(?:(?:, | |, and )Q\d+)*)|\b(S2 §\d+)")
OTHER = re.compile(rf"\b([XPL]\d|D\d+(?:\.\d+)?|study case \d+)\b(?!\d)|((?:{LAWS}) §\d+)")
QUOTED = re.compile(r"\bS[12](?: [Q§]\d+)* [「“]([^」”]+)[」”]")
MADE_UP = re.compile(r"X99")


def entries() -> list[str]:
    return [each for each in ENTRY.findall(SOURCES.read_text("utf-8")) if not each.startswith("编号")]


def cited_in(text: str) -> Iterator[str]:
    for several, section in SEED.findall(text):
        yield from (f"S1 {each}" for each in re.findall(r"Q\d+", several))
        yield from ([section] if section else [])
    for one, law in OTHER.findall(MADE_UP.sub("", text)):
        yield one or law
    yield from (each for each in BARE if each in text)
    yield from ("电子商务法 §31" for _ in re.findall("《电子商务法》第三十一条", text))


def product() -> list[Path]:
    return [
        each
        for each in tracked("*.py", "*.md", "terms.toml")
        if each != SOURCES and "replay" not in each.parts
    ]


def cited() -> dict[str, str]:
    """Each basis by a file that cites it."""
    found: dict[str, str] = {}
    for path in product():
        name = str(path.relative_to(ROOT))
        if path != Path(__file__):
            found.update(dict.fromkeys(cited_in(path.read_text("utf-8")), name))
    return found


def test_every_basis_that_is_cited_has_an_entry() -> None:
    known = set(entries())

    assert {each: where for each, where in cited().items() if each not in known} == {}


def test_every_entry_is_cited() -> None:
    assert sorted(set(entries()) - set(cited())) == []


def test_an_entry_stands_there_once() -> None:
    assert len(entries()) == len(set(entries()))


def test_every_sentence_that_a_basis_quotes_is_one_of_its_source() -> None:
    whole = SOURCES.read_text("utf-8")

    lost = [
        f"{path.relative_to(ROOT)}: {part}"
        for path in product()
        if path.suffix == ".py" and path.is_relative_to(ROOT / "domain")
        for quote in QUOTED.findall(path.read_text("utf-8"))
        for part in quote.split("…")
        if part not in whole
    ]
    assert lost == []
