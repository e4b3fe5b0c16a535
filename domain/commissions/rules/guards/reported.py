"""How many facts from outside wait for a look, and how many of a day were not true."""

from domain.commissions.moves import Move
from domain.commissions.rules.guards.guard import Guard
from domain.commissions.rules.looks import shares
from domain.commissions.state.commission import Commission
from domain.instants import beijing_day


def _room(c: Commission, m: Move) -> bool:
    denied = c.denied_today if c.denied_day == beijing_day(m.now).isoformat() else 0
    return len(c.reports) < c.order.terms.reports_max and denied < c.order.terms.denials_max


GUARDS = {
    "not_reported": Guard(
        "ALREADY_REPORTED",
        "同样的报告没有在等待核实",
        "no equal fact waits for its look",
        lambda c, m: not shares(c, m),
    ),
    "room_for_reports": Guard(
        "BUSY",
        "等待核实和当日不实的报告不超过上限",
        "few facts wait for a look, few were denied today",
        _room,
    ),
}
