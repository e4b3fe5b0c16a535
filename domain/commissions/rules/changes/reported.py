"""What is reported from outside and waits for a look."""

from domain.commissions.moves import Move
from domain.commissions.rules.changes.change import Change
from domain.commissions.rules.looks import reported
from domain.commissions.state.commission import Commission
from domain.commissions.state.predicates import happened
from domain.copies import replace
from domain.instants import beijing_day


def _count_denial(c: Commission, m: Move) -> Commission:
    day = beijing_day(m.now).isoformat()
    return replace(c, denied_day=day, denied_today=c.denied_today + 1 if c.denied_day == day else 1)


CHANGES = {
    "note_report": Change(
        "记为外部报告，等待核实",
        "note it as reported, to be looked at",
        lambda c, m: replace(c, reports=(*c.reports, reported(c, m))),
    ),
    "count_denial": Change("计一次不实报告", "count a denied fact", _count_denial),
    "note_edit": Change(
        "记录修改时间", "note when it was edited", lambda c, m: replace(c, edited_at=happened(m))
    ),
}
