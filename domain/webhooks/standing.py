"""Where an endpoint stands, and its page on the Temporal Web UI: Markdown, without its address."""

from dataclasses import dataclass
from datetime import datetime

from domain.instants import written
from domain.webhooks.attempt import FAILURE_WORDS, Failure
from domain.webhooks.endpoint import REASON_WORDS

STATES = {
    "enabled": ("正常投递", "it is sent what comes"),
    "disabled": ("已停用", "disabled"),
    "deleted": ("已删除", "deleted"),
}


@dataclass(frozen=True)
class Standing:
    """Where an endpoint stands."""

    state: str
    """``deleted`` also where there is none."""
    reason: str = ""
    waiting: int = 0
    failures: int = 0
    failing_since: datetime | None = None
    last_failure: str = ""
    last_success_at: datetime | None = None
    probe_at: datetime | None = None


def page(standing: Standing, sent: int, failed: int, next_at: datetime | None) -> str:
    """In Chinese and English; ``sent`` and ``failed`` just now."""
    zh, en = STATES.get(standing.state, STATES["deleted"])
    lines = [
        f"* 等待投递 waiting: **{standing.waiting}**",
        f"* 本批 this batch: {sent} 成功 delivered, {failed} 失败 failed",
    ]
    if any(why := REASON_WORDS.get(standing.reason, ("", ""))):
        lines.append(f"* {' · '.join(why)}")
    if standing.failures:
        told = " · ".join(_failure(standing.last_failure))
        lines.append(f"* 连续失败 failures in a row: **{standing.failures}**，{told}")
    for name, at in (
        ("自何时起失败 failing since", standing.failing_since),
        ("最近成功 last success", standing.last_success_at),
        ("熔断，下次试探 breaker, the next single attempt", standing.probe_at),
        ("下次投递 next attempt", next_at),
    ):
        if at is not None:
            lines.append(f"* {name}: {written(at)}")
    return f"### {zh} · {en}\n\n" + "\n".join(lines)


def _failure(word: str) -> tuple[str, str]:
    return FAILURE_WORDS[Failure(word)] if word in set(Failure) else (word, word)
