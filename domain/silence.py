"""What silence does in a commission, by its own terms: shown where both order and accept (民法典 §140)."""

from domain.commission import Commission
from domain.standing import outline_wanted, silence_approves

NATURAL_DAYS = (
    "自然日，遇法定休假日不顺延（民法典 §204）",
    "natural days; no public holiday moves them (Civil Code §204)",
)


def what_silence_does(c: Commission) -> tuple[tuple[str, str], ...]:
    """Each wait whose end counts as an answer, in both languages."""
    t = c.order.terms
    outline = (
        f"提纲 {t.outline_review_days} 个自然日未答复视为确认",
        f"an outline not answered for {t.outline_review_days} natural days is approved",
    )
    approves = (
        f"作品 {t.review_attention_days} 个自然日未答复视为确认",
        f"a work not answered for {t.review_attention_days} natural days is approved",
    )
    ends = (
        f"作品 {t.review_limit_days} 个自然日未答复则取消并赔付",
        f"a work not answered for {t.review_limit_days} natural days is cancelled with the kill fee",
    )
    settles = (
        f"发布后 {t.settle_days} 个自然日无投诉且公开即结算",
        f"public and not complained of for {t.settle_days} natural days, it settles",
    )
    return (*((outline,) if outline_wanted(c) else ()), approves if silence_approves(c) else ends, settles)
