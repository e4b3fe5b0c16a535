"""What lies beside the stage ends by itself with the stages it belongs to, as clocks and attention do."""

from dataclasses import fields

from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import (
    DRAFTING,
    EDITABLE,
    LOOKED_AT,
    PUBLIC,
    REPORTED,
    UNPUBLISHED,
    Stage,
)
from domain.copies import replace

OVERLAYS: dict[str, tuple[Stage, ...]] = {
    "extension": DRAFTING,
    "cancel_request": UNPUBLISHED,
    "pending_cancel": (Stage.PLATFORM_AUDIT,),
    "early_item": (*UNPUBLISHED, Stage.ARBITRATION),
    "early_at": (*UNPUBLISHED, Stage.ARBITRATION),
    "reports": REPORTED,
    "replacement": PUBLIC,
    "proposal": LOOKED_AT,
    "edit_until": EDITABLE,
    "edit_requested": EDITABLE,
}

_EMPTY = {each.name: each.default for each in fields(Commission)}


def end_overlays(c: Commission) -> Commission:
    over = [name for name, lives in OVERLAYS.items() if getattr(c, name) and c.stage not in lives]
    return replace(c, **{name: _EMPTY[name] for name in over}) if over else c  # type: ignore[arg-type]
