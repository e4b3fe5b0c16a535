"""An order that meets what stands under its number, or under the brand's own word: a repeat or a clash."""

from dataclasses import dataclass

from domain.commissions.ordering.brief import Brief
from domain.commissions.ordering.repeats import changed_fields
from domain.refusals import Refused
from gateways.commissions.labels import NONE, Label, SqlLabels
from services.app import App
from services.commissions.commands import commission_id_of
from services.commissions.records import RECORD


class Clash(Refused):
    """Nothing was changed. ``differs``: in which fields, as the request calls them."""

    def __init__(self, code: str, commission_id: str, differs: tuple[str, ...] = ()) -> None:
        self.commission_id, self.differs = commission_id, differs
        super().__init__(code)


@dataclass(frozen=True)
class _Standing:
    brief: tuple[str, ...]
    label: tuple[str, ...]


def check_repeat(app: App, brand_id: str, brief: Brief, wanted: Label) -> None:
    """Before anything is ordered: no brief may be taken and then be refused for its label.

    Raises Clash: ORDER_CHANGED, LABEL_CHANGED, EXTERNAL_ID_TAKEN.
    """
    commission_id = commission_id_of(brand_id, brief.order)
    found = _standing(app, commission_id, brief, wanted)
    if found.brief:
        raise Clash("ORDER_CHANGED", commission_id, (*found.brief, *found.label))
    if found.label:
        raise Clash("LABEL_CHANGED", commission_id, found.label)
    other = SqlLabels(app.engine).commission_of(brand_id, wanted.external_id) if wanted.external_id else ""
    if other and other != commission_id:
        raise Clash("EXTERNAL_ID_TAKEN", other)


def label(app: App, brand_id: str, commission_id: str, given: Label) -> None:
    """Raises Clash: LABEL_CHANGED where it has another, EXTERNAL_ID_TAKEN where another has this one."""
    labels = SqlLabels(app.engine)
    if given == NONE or labels.put(commission_id, brand_id, given):
        return
    differs = label_differs(given, labels.of(commission_id))
    if differs:
        raise Clash("LABEL_CHANGED", commission_id, differs)
    raise Clash("EXTERNAL_ID_TAKEN", labels.commission_of(brand_id, given.external_id))


def label_differs(given: Label, kept: Label) -> tuple[str, ...]:
    """One that was never given can still be."""
    if NONE in (given, kept):
        return ()
    names = {
        "external_id": given.external_id != kept.external_id,
        "metadata": dict(given.pairs) != dict(kept.pairs),
    }
    return tuple(name for name, is_other in names.items() if is_other)


def _standing(app: App, commission_id: str, brief: Brief, wanted: Label) -> _Standing:
    if not app.queries.known([commission_id]):
        return _Standing((), ())
    row = app.queries.commission(commission_id)
    if row.order_key != brief.order:  # of another number that is written so as an id: told by the books
        return _Standing((), ())
    changed = changed_fields(brief, RECORD.validate_python(row.record).order, row.digest or "")
    return _Standing(changed, label_differs(wanted, SqlLabels(app.engine).of(commission_id)))
