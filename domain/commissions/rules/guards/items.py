"""When another item may take the place of the published one."""

from domain.commissions.moves import Move
from domain.commissions.rules.guards.guard import Guard
from domain.commissions.state.commission import Commission


def _left(c: Commission, _m: Move) -> bool:
    return c.replacements < c.order.terms.replacements_max


GUARDS = {
    "another_number": Guard(
        "ALREADY_SO", "不是现在的作品编号", "it is not the item that stands", lambda c, m: m.item != c.item
    ),
    "item_gone": Guard(
        "ITEM_NOT_GONE",
        "原作品已不公开",
        "the published item is not public",
        lambda c, _: not c.seen.public,
        of_state=True,
    ),
    "no_replacement": Guard(
        "ALREADY_ASKED",
        "没有待答复的新编号作品",
        "no other item waits for an answer",
        lambda c, _: c.replacement is None,
        of_state=True,
    ),
    "replacement_open": Guard(
        "NO_REQUEST",
        "有待答复的新编号作品",
        "an item under a new number waits for an answer",
        lambda c, _: c.replacement is not None,
        of_state=True,
    ),
    "replacements_left": Guard(
        "NO_REPLACEMENTS_LEFT",
        "还可换号",
        "another item may still be named",
        _left,
        of_state=True,
        detail=lambda c, _: f"{c.replacements} / {c.order.terms.replacements_max}",
    ),
}
