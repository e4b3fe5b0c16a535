"""The rows that new orders are struck under, as they are written: a test may break the rulebook meanwhile."""

from domain.commissions.rules import rows
from domain.commissions.rules.rulebook import NEWEST
from domain.process.versions import in_force

ROWS = in_force(rows.ROWS, NEWEST)
