"""A published item that is gone and came back under another number: the creator names it, the brand says yes.

A look at the new item bears it out before the brand is asked; silence confirms it while the old one is gone.
"""

from domain.commissions.rules.row import Row
from domain.commissions.rules.rows.places import BRAND, CLOCK, CREATOR, SYSTEM, WINDOW, S
from domain.commissions.state.stages import PUBLIC

OPEN = ("item_gone", "no_replacement", "replacements_left")

ROWS = (
    Row(
        "T57",
        PUBLIC,
        "replace_item",
        (CREATOR,),
        guards=("another_number", *OPEN, "not_reported", "room_for_reports"),
        does=("note_report",),
        orders=("look",),
        basis="D12.17, study case 47: a deleted item is published again under a new number",
    ),
    Row(
        "T57a",
        PUBLIC,
        "replace_item",
        (SYSTEM,),
        guards=OPEN,
        does=("ask_item",),
        tells=("item_asked",),
        starts=("item_reply_by",),
        stops=("settle_by", "settle_reminder"),
        basis="D12.18: the settlement waits for the brand's answer",
    ),
    Row(
        "T57b",
        PUBLIC,
        "confirm_item",
        (BRAND,),
        S.PUBLISHED,
        guards=("replacement_open",),
        does=("take_item",),
        tells=("item_confirmed",),
        starts=WINDOW,
        stops=("item_reply_by",),
        calms=("republished",),
        basis="D12.18: the window begins again",
    ),
    Row(
        "T57c",
        PUBLIC,
        "item_reply_by",
        (CLOCK,),
        S.PUBLISHED,
        when=("old_item_gone",),
        does=("take_item",),
        tells=("item_silent", "item_confirmed_brand"),
        starts=WINDOW,
        calms=("republished",),
        basis="D12.18: a silent brand holds no creator whose work is public; the window begins again",
    ),
    Row(
        "T57d",
        PUBLIC,
        "item_reply_by",
        (CLOCK,),
        when=("old_item_back",),
        does=("drop_item",),
        tells=("item_stays_creator", "item_stays_brand"),
        starts=WINDOW,
        basis="D12.1: the item that was confirmed is public again, and no silence replaces it",
    ),
    Row(
        "T57e",
        PUBLIC,
        "refuse_item",
        (BRAND,),
        guards=("replacement_open",),
        does=("drop_item",),
        tells=("item_refused",),
        starts=WINDOW,
        stops=("item_reply_by",),
        basis="D12.18: the item that was confirmed is still what must be public",
    ),
)
