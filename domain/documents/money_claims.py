"""The claims' part of the money document: what an operator decides after a settlement, as postings."""

from collections.abc import Iterable

from domain.commissions.money.postings import divide
from domain.documents.markdown import both, headed
from domain.documents.money_paths import AT, other_path, sample
from domain.money.accounts import CHART
from domain.money.amounts import BPS
from domain.money.claims import (
    Claim,
    ClaimKind,
    clawback,
    clawback_entry,
    compensation_entry,
    netting,
    write_off_entry,
)
from domain.money.entries import Entry, Posting

HALF = BPS // 2
NOTE = """\
每项追索由平台运营写明理由（`./starmap claim …`），记一笔键为 `类型:编号` 的分录；同一编号重复提交不产生变化。
Each claim is an operator's, with a reason (`./starmap claim …`), and has an entry under `KIND:KEY`; the same key again
changes nothing."""


def section() -> str:
    rows = (
        (f"`{kind}`", both(CHART[kind].zh, CHART[kind].en), CHART[kind].why)
        for kind in ("clawback", "compensation")
    )
    head = ("账户 Account", "含义 Meaning", "为负时 Below zero")
    chart = headed("结算之后的追索 · Claims after a settlement", head, rows, NOTE)
    paths = (
        other_path(title, entry.key, *((each.account, each.fen) for each in entry.postings))
        for title, entry in _entries()
    )
    return "\n\n".join((chart, *paths))


def _entries() -> Iterable[tuple[str, Entry]]:
    """Of a commission of 3,000.00 that was settled in full: the creator is to have half of it."""
    c = sample("creator")
    paid, due = divide(c, BPS), divide(c, HALF)
    for balance_fen, zh, en in (
        (paid.creator_fen, "余额足够：判给创作者一半", "the balance covers it: half to the creator"),
        (0, "余额已提走：平台先垫付品牌主，创作者欠款", "withdrawn already: advanced to the brand, and owed"),
    ):
        taken = clawback(paid, due, balance_fen)
        yield (
            f"追回 · clawback（{zh} · {en}）",
            clawback_entry(_claim(ClaimKind.CLAWBACK, 1), "CREATOR", "BRAND", taken),
        )
    income = Entry(
        "release:NEXT",
        "release",
        (Posting("escrow:NEXT", -paid.creator_fen), Posting("creator:CREATOR", paid.creator_fen)),
        AT,
        AT,
    )
    owed = netting(income, {"CREATOR": paid.creator_fen - due.creator_fen})
    if owed:
        yield "抵扣 · netting（下一笔收入先还欠款 · the next income pays it off first）", owed
    yield "平台赔付 · compensation", compensation_entry(_claim(ClaimKind.COMPENSATION, 10_000))
    yield "免除欠款 · a debt given up", write_off_entry(_claim(ClaimKind.WRITE_OFF, 10_000), "CREATOR")


def _claim(kind: ClaimKind, fen: int) -> Claim:
    return Claim("KEY", kind, "creator:CREATOR", fen, "operator:li", "", AT)
