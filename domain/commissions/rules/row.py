"""The shape of a rulebook row."""

from dataclasses import dataclass

from domain.commissions.state.stages import Stage
from domain.party import Party


@dataclass(frozen=True)
class Row:
    """At these stages, this move by these parties leads there, under these guards, with these consequences.

    ``to`` None stays, ``back`` returns to where a case came from. Names refer to the tables beside this one.
    Clocks end by themselves with the stages they live in; ``stops`` ends others early.
    """

    id: str
    at: tuple[Stage, ...]
    move: str
    by: tuple[Party, ...]
    to: Stage | None = None
    back: bool = False
    when: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    does: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    money: str = ""
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    calms: tuple[str, ...] = ()
    hold: bool = False
    breach: str = ""
    refuses: str = ""
    """The refusal this row notes: what was reported is not believed, and nothing but that is written down."""
    basis: str = "ours"
    since: str = "1"
    until: str = ""
    """The versions of the rules it belongs to: from ``since`` on, without ``until``; empty: to this day."""
    mends: tuple[str, ...] = ()
    """Older versions it corrects too, from the next move on. It takes nothing from anybody: see Rulebook."""

    @property
    def event(self) -> str:
        return self.move
