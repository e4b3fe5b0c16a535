"""What a release needs, and which facts about the published item count."""

from domain.commissions.moves import Move
from domain.commissions.ordering.release_window import allowed_release, is_too_early, is_too_late
from domain.commissions.rules.guards.guard import Guard
from domain.commissions.state.commission import Commission
from domain.commissions.state.predicates import ad_marked, happened


def _newer(c: Commission, m: Move) -> bool:
    """Later than what we know, and not what we know already."""
    later = c.seen.since is None or happened(m) >= c.seen.since
    return later and c.seen.public is not m.public


GUARDS = {
    "release_time": Guard(
        "RELEASE_TIME_NEEDED",
        "给出发布时间",
        "a release time is given",
        lambda _, m: m.release_at is not None,
    ),
    "release_not_early": Guard(
        "RELEASE_TOO_EARLY",
        "发布时间不早于约定的范围（或写明 outside_window）",
        "the release is not before its window, or outside_window says that this is meant",
        lambda c, m: not is_too_early(c, m),
        detail=allowed_release,
    ),
    "release_in_window": Guard(
        "RELEASE_TOO_LATE",
        "发布时间不晚于约定的范围（或写明 outside_window）",
        "the release is not after its window, or outside_window says that this is meant",
        lambda c, m: not is_too_late(c, m),
        detail=allowed_release,
    ),
    "reschedules_left": Guard(
        "NO_RESCHEDULES_LEFT",
        "还有改期次数（发布未成而改的也计）",
        "changes of the release are left; one after a failed release counts as well",
        lambda c, _: c.reschedules < c.order.terms.reschedules_max,
        of_state=True,
        detail=lambda c, _: f"{c.reschedules} / {c.order.terms.reschedules_max}",
    ),
    "not_released": Guard(
        "ALREADY_PUBLISHED",
        "还没有开始发布",
        "the release has not begun",
        lambda c, _: not c.release_ordered,
        of_state=True,
    ),
    "not_in_flight": Guard(
        "RELEASE_IN_FLIGHT",
        "发布结果已知",
        "no release is under way",
        lambda c, _: not any(each.kind == "publish" for each in c.effects),
        of_state=True,
    ),
    "ad_mark": Guard(
        "AD_MARK_NEEDED",
        "含购买链接须标注「广告」",
        "a purchase link has its 「广告」 mark",
        lambda c, m: ad_marked(c) or m.marked_as_ad is True,
    ),
    "early_item": Guard(
        "NO_EARLY_ITEM",
        "有提前发布的作品",
        "there is an early publication",
        lambda c, _: bool(c.early_item),
        of_state=True,
    ),
    "early_news": Guard(
        "ALREADY_PUBLISHED",
        "这一提前发布还没有记录",
        "this early publication is not noted yet",
        lambda c, m: not c.early_item or m.item != c.early_item,
    ),
    "newer_fact": Guard("STALE_FACT", "比已知事实新", "newer than what we know", _newer),
    "is_published": Guard(
        "DECISION_UNFIT",
        "作品已发布",
        "the work was published",
        lambda c, _: c.published_at is not None,
        of_state=True,
    ),
}
