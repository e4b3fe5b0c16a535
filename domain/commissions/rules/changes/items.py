"""Another item in place of the published one."""

from domain.commissions.moves import Move
from domain.commissions.rules.changes.change import Change
from domain.commissions.state.commission import Commission, Replacement, Seen
from domain.commissions.state.predicates import begins, happened
from domain.copies import replace
from domain.instants import end_of_natural_days


def _ask(c: Commission, m: Move) -> Commission:
    named = Replacement(m.item, happened(m), m.at, m.marked_as_ad is True)
    return replace(c, replacement=named, replacements=c.replacements + 1)


def _take(c: Commission, m: Move) -> Commission:
    """It is looked at from now on, and the whole window to complain begins."""
    new = c.replacement
    if new is None:
        return c
    at = begins(m)
    settle_by = end_of_natural_days(at, c.order.terms.settle_days)
    marked = c.marked_as_ad or new.marked_as_ad
    c = replace(c, item=new.item, published_at=new.public_at, settle_by=settle_by, marked_as_ad=marked)
    return replace(c, seen=Seen(public=True, since=at), edited_at=None, replacement=None)


CHANGES = {
    "ask_item": Change("记录新编号作品", "note the item under a new number", _ask),
    "take_item": Change("新作品成为本任务作品，重新计投诉期", "it is the item, with a fresh window", _take),
    "drop_item": Change(
        "新编号作品不采用",
        "the item under a new number is dropped",
        lambda c, _: replace(c, replacement=None),
    ),
}
