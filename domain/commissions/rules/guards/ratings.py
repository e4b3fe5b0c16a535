"""What the words of a rating must be before an operator hides them, or shows them again."""

from domain.commissions.moves import Move
from domain.commissions.rules.guards.guard import Guard
from domain.commissions.rules.ratings import hiding_of, is_hidden, meant
from domain.commissions.state.commission import Commission


def _may_be_shown(c: Commission, m: Move) -> bool:
    found = (hiding_of(c, each) for each in meant(c, m))
    return any(each.hides and not each.corrected for each in found if each)


GUARDS = {
    "rating_given": Guard(
        "NOT_RATED", "该方已评价", "that side has rated", lambda c, m: any(meant(c, m)), of_state=True
    ),
    "rating_worded": Guard(
        "NO_WORDS",
        "评价有文字",
        "the rating has words",
        lambda c, m: any(each in c.worded for each in meant(c, m)),
        of_state=True,
    ),
    "rating_shown": Guard(
        "ALREADY_HIDDEN",
        "文字没有隐藏",
        "its words are not hidden",
        lambda c, m: any(each in c.worded and not is_hidden(c, each) for each in meant(c, m)),
        of_state=True,
    ),
    "rating_hidden": Guard(
        "NOT_HIDDEN",
        "文字已隐藏",
        "its words are hidden",
        lambda c, m: any(is_hidden(c, each) for each in meant(c, m)),
        of_state=True,
    ),
    "not_shown_again": Guard(
        "ALREADY_SHOWN_AGAIN",
        "没有恢复过",
        "they were not shown again before",
        _may_be_shown,
        of_state=True,
    ),
}
