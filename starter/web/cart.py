"""The rows of a cart: whom, at which price, and what came of each, beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain import forms
from domain.commissions.ordering.brief_fields import PAST, TOO_FAR
from domain.commissions.ordering.order import Order
from services.commissions.ordering import Why
from services.commissions.row_verdicts import Outcome, RowResult
from starter.http.failing import told_of
from starter.web.books import plain_yuan
from starter.web.labels import label_of
from starter.web.wording import Wording

OUTCOMES = {
    Outcome.STARTED: ("order.started", "ok"),
    Outcome.ALREADY: ("order.already", "ok"),
    Outcome.GOOD: ("order.good", "ok"),
    Outcome.UNFINISHED: ("order.unfinished", "warn"),
    Outcome.REFUSED: ("order.refused", "warn"),
}
OF_BRIEF = frozenset({PAST, TOO_FAR, "TITLE_HAS_LINK", "AD_MARK_NEEDED"})
"""Whoever the creator is."""
MOST = 50
"""Creators of one order."""


@dataclass(frozen=True)
class Chosen:
    creator: str
    fen: int
    """The price that the page showed: another one is refused by the order itself."""

    @property
    def price(self) -> str:
        return plain_yuan(self.fen)


def chosen_in(values: Sequence[str]) -> list[Chosen]:
    """Each ``ID:FEN`` of a form, each creator once; what is written otherwise is nobody."""
    found: dict[str, Chosen] = {}
    for each in values:
        creator, _, fen = each.rpartition(":")
        if forms.is_party_id(creator) and fen.isascii() and fen.isdigit() and len(fen) < 12:  # noqa: PLR2004
            found.setdefault(creator, Chosen(creator, int(fen)))
    return list(found.values())


def shown_rows(
    chosen: Sequence[Chosen], results: Sequence[RowResult], named: Mapping[str, str], t: Wording
) -> list[dict[str, Any]]:
    common = _common(results)
    return [_row(at, each, named, common, t) for at, each in zip(chosen, results, strict=False)]


def problems_of_all(results: Sequence[RowResult], t: Wording) -> list[str]:
    """What is wrong with the brief itself stands once above the form, and not beside every creator."""
    first = results[0].reasons if results else ()
    return [_words(each, t) for each in first if each in _common(results)]


def _common(results: Sequence[RowResult]) -> set[Why]:
    """Of every row: it could not be read, or it is one of what a brief alone is refused for."""
    told = [
        {why for why in each.reasons if each.row.brief is None or why.code in OF_BRIEF} for each in results
    ]
    return set.intersection(*told) if told else set()


def _row(
    at: Chosen, result: RowResult, named: Mapping[str, str], common: set[Why], t: Wording
) -> dict[str, Any]:
    key, tone = OUTCOMES[result.outcome]
    order = result.order
    return {
        "creator": at.creator,
        "name": named.get(at.creator, at.creator),
        "price": t.money(order.price_fen if order else at.fen),
        "fee": _fee(order, t) if order else "",
        "hold": t.money(order.hold_fen) if order else "",
        "commission_id": result.commission_id if result.outcome in (Outcome.STARTED, Outcome.ALREADY) else "",
        "outcome": t(key),
        "tone": tone,
        "reasons": [_words(each, t) for each in result.reasons if each not in common],
    }


def _fee(order: Order, t: Wording) -> str:
    """On top where the brand bears it; else what the creator gives of the price."""
    if order.hold_fen > order.price_fen:
        return t.money(order.fee_fen)
    return t("order.fee_of_creator", money=t.money(order.fee_fen))


def _words(reason: Why, t: Wording) -> str:
    """A field's name is for programs: people read its label."""
    told = t.pick(told_of(reason))
    name, _, rest = told.partition(" ")
    label = label_of(name, t) if rest else ""
    return f"{label}{t('site.colon')}{rest}" if label else told
