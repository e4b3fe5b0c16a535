"""A guard of the rulebook: of a commission and a move."""

from domain.commissions.moves import Move
from domain.commissions.state.commission import Commission
from domain.process import guard

Guard = guard.Guard[Commission, Move]
