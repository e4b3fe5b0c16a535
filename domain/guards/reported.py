"""How many facts from outside wait for a look, and how many of a day were not true."""

from domain.commission import Commission
from domain.guards.guard import Guard
from domain.instants import beijing_day
from domain.looks import shares
from domain.moves import Move


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
