"""How much the rules themselves allow: sums of their own numbers."""

from domain.commissions.ordering.terms import Terms
from domain.party import Party
from tests.adversaries.scene import Scene


def bound(aim: str, scene: Scene, terms: Terms | None = None) -> float:
    """The most that an adversary may gain there."""
    terms = terms or Terms()
    match aim:
        case "days held":
            return _days(terms)
        case "SMS of one kind in an hour":
            return 1
        case "rejections":
            rounds = terms.content_rejections + terms.outline_rejections
            return rounds if scene.adversary is Party.BRAND else 0
        case _:
            return 0


def _days(t: Terms) -> float:
    """Each wait once to its end, one after the other; days hidden during a case are made good."""
    making = (1 + t.outline_rejections + t.content_rejections) * t.submit_days
    reviews = t.review_total_days
    audits = (1 + t.content_rejections) * t.audit_escalate_hours / 24
    release = t.release_window_days + (1 + t.reschedules_max) * t.release_limit_hours / 24
    window = t.settle_days + t.rework_days
    case = (t.answer_hours + t.appeal_hours) / 24 + t.decide_limit_days
    hidden = t.cause_times_max * t.decide_limit_days + t.suspended_limit_days
    cases = t.cause_times_max + t.reworks_max  # a rework is appealed as well
    return making + reviews + audits + release + window + cases * case + hidden
