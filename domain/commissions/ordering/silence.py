"""The terms that both agree to where one orders and the other accepts: natural days, and what silence does.

Silence says something only where that was agreed (民法典 §140), and so do days that no holiday moves (§204).
"""

from collections.abc import Iterator
from typing import Any

from domain.commissions.state.commission import Commission
from domain.commissions.state.predicates import outline_wanted, silence_approves
from domain.counts import how_many

Words = tuple[str, str]
NATURAL_DAYS: Words = (
    "自然日，遇法定休假日不顺延（民法典 §204）",
    "natural days; no public holiday moves them (Civil Code §204)",
)
SILENCE: Words = ("不答复的后果", "what silence does")
DEADLINES: Words = ("期限", "deadlines")
VERSION: Words = ("条款", "terms")


def what_silence_does(c: Commission) -> tuple[Words, ...]:
    """Each wait whose end counts as an answer, in both languages."""
    return (*_of_work(c), *_of_reviews(c), *_of_requests(c))


def agreed(c: Commission) -> dict[str, Any]:
    """The same for programs, with the version of the terms it is read from."""
    said = what_silence_does(c)
    return {
        "terms_version": c.order.terms.version,
        "deadlines_zh": NATURAL_DAYS[0],
        "deadlines_en": NATURAL_DAYS[1],
        "silence_zh": [zh for zh, _ in said],
        "silence_en": [en for _, en in said],
    }


def agreed_told(told: dict[str, Any], lang: str) -> Iterator[str]:
    """A line each of what `agreed` says."""
    one, colon, between = (0, "：", "；") if lang == "zh" else (1, ": ", "; ")
    yield f"{VERSION[one]}{colon}{told['terms_version']}"
    yield f"{DEADLINES[one]}{colon}{told[f'deadlines_{lang}']}"
    yield f"{SILENCE[one]}{colon}{between.join(told[f'silence_{lang}'])}"


def _of_work(c: Commission) -> Iterator[Words]:
    t = c.order.terms
    yield (
        f"逾期 {t.abandon_hours} 小时未交稿则取消并记违约",
        (
            f"nothing submitted {how_many(t.abandon_hours, 'hours')} after the deadline, it is cancelled "
            "with a breach"
        ),
    )


def _of_reviews(c: Commission) -> Iterator[Words]:
    t = c.order.terms
    if outline_wanted(c):
        yield (
            f"提纲 {t.outline_review_days} 个自然日未答复视为确认",
            f"an outline not answered for {how_many(t.outline_review_days, 'natural days')} is approved",
        )
    if silence_approves(c):
        yield (
            f"作品 {t.review_attention_days} 个自然日未答复视为确认",
            f"a work not answered for {how_many(t.review_attention_days, 'natural days')} is approved",
        )
    else:
        yield (
            f"作品 {t.review_limit_days} 个自然日未答复则取消并赔付",
            (
                f"a work not answered for {how_many(t.review_limit_days, 'natural days')} is cancelled with "
                "the kill fee"
            ),
        )
    yield (
        f"发布后 {t.settle_days} 个自然日无投诉且公开即结算",
        f"public and not complained of for {how_many(t.settle_days, 'natural days')}, it settles",
    )


def _of_requests(c: Commission) -> Iterator[Words]:
    t = c.order.terms
    yield (
        f"取消申请 {t.cancel_reply_hours} 小时未答复视为同意，提出保留价款的视为不同意",
        (
            f"a request to cancel not answered for {how_many(t.cancel_reply_hours, 'hours')} is granted, one "
            "for a share not"
        ),
    )
    yield (
        f"延期提议 {t.extension_reply_hours} 小时未答复视为不延期",
        f"an extension not answered for {how_many(t.extension_reply_hours, 'hours')} is refused",
    )
    yield (
        f"以新编号重新发布 {t.item_reply_hours} 小时未答复视为确认",
        f"an item under a new number not answered for {how_many(t.item_reply_hours, 'hours')} is confirmed",
    )
