"""What the terms of a commission owe each other: broken, a rule would be void, upside down or never end."""

from typing import Any

from domain.bounds import Relation

QUIET_MAX = 16
"""Hours; somebody must be reachable on some of the day."""
HOURS = 24


def quiet_hours(quiet_from: int, quiet_to: int) -> int:
    """How many hours a day are quiet; the two may lie on one day or have midnight between them."""
    return (quiet_to - quiet_from) % HOURS


def _not_after(*names: str) -> Relation:
    """Each of them at most the next."""

    def holds(terms: Any) -> bool:  # noqa: ANN401 - the terms, which import this
        values = [getattr(terms, name) for name in names]
        return values == sorted(values)

    chain = " ≤ ".join(names)
    return Relation(names, f"须 {chain}", f"must be {chain}", holds)


def _before(less: str, more: str, factor: int = 1, unit: str = "") -> Relation:
    """The one is shorter than the other, which is so many of its units."""
    said = f"{less} < {more}{f' × {factor} {unit}' if unit else ''}"
    return Relation(
        (less, more),
        f"须 {said}",
        f"must be {said}",
        lambda terms: bool(getattr(terms, less) < getattr(terms, more) * factor),
    )


RELATIONS: tuple[Relation, ...] = (
    _before("call_before_minutes", "accept_hours", 60, "min"),
    _before("call_least_left_minutes", "accept_hours", 60, "min"),
    Relation(
        ("quiet_from", "quiet_to"),
        f"免打扰最长 {QUIET_MAX} 小时",
        f"at most {QUIET_MAX} quiet hours a day",
        lambda terms: quiet_hours(terms.quiet_from, terms.quiet_to) <= QUIET_MAX,
    ),
    _not_after("late_grace_hours", "abandon_hours"),
    _before("review_attention_days", "review_limit_days"),
    _before("release_alert_hours", "release_limit_hours"),
    _not_after("audit_alert_hours", "audit_escalate_hours"),
    _before("audit_escalate_hours", "audit_limit_days", HOURS, "h"),
    _before("decide_days", "decide_again_days"),
    _before("decide_again_days", "decide_limit_days"),
    _before("answer_hours", "decide_limit_days", HOURS, "h"),
    _not_after("kill_fee_nothing_bps", "kill_fee_outline_bps", "kill_fee_content_bps", "kill_fee_final_bps"),
    _before("hidden_tolerance_hours", "settle_days", HOURS, "h"),
    _before("recheck_hours", "suspended_limit_days", HOURS, "h"),
    _before("reminder_hours", "cancel_reply_hours"),
    _before("reminder_hours", "answer_hours"),
    _not_after("look_first_minutes", "look_second_minutes", "look_third_minutes"),
    Relation(
        ("look_third_minutes", "look_later_hours"),
        "须 look_third_minutes ≤ look_later_hours × 60 min",
        "must be look_third_minutes ≤ look_later_hours × 60 min",
        lambda terms: terms.look_third_minutes <= terms.look_later_hours * 60,
    ),
)
