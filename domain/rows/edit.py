"""The edit permission, which never holds the money."""

from domain.row import Row
from domain.rows.places import BRAND, CLOCK, CREATOR, SYSTEM, S
from domain.stages import PUBLIC

ROWS = (
    Row(
        "T29",
        (S.PUBLISHED, S.SETTLEMENT_SUSPENDED),
        "open_edit",
        (BRAND,),
        guards=("edit_closed",),
        does=("open_edit",),
        tells=("edit_opened",),
        starts=("edit_by",),
        orders=("open_edit",),
        basis="S1 Q15 「若文章发布后想再次修改，需要客户在星图开启修改权限」",
    ),
    Row(
        "T29a",
        (S.PUBLISHED, S.SETTLEMENT_SUSPENDED),
        "request_edit",
        (CREATOR,),
        guards=("edit_closed", "edit_not_asked"),
        does=("ask_edit",),
        tells=("edit_asked",),
        basis="S1 Q15, D12.3",
    ),
    Row(
        "T29b",
        (S.PUBLISHED, S.SETTLEMENT_SUSPENDED),
        "close_edit",
        (BRAND, CREATOR),
        guards=("edit_open",),
        does=("close_edit",),
        stops=("edit_by",),
        orders=("close_edit",),
        basis="D12.3",
    ),
    Row(
        "T29c",
        (S.PUBLISHED, S.SETTLEMENT_SUSPENDED),
        "edit_by",
        (CLOCK,),
        does=("close_edit",),
        orders=("close_edit",),
        basis="D12.3",
    ),
    Row(
        "T29d",
        PUBLIC,
        "edited",
        (SYSTEM,),
        when=("edit_is_open",),
        guards=("item_matches",),
        does=("note_edit",),
        basis="S1 Q15",
    ),
    Row(
        "T29e",
        PUBLIC,
        "edited",
        (SYSTEM,),
        when=("edit_is_closed",),
        guards=("item_matches",),
        does=("note_edit",),
        tells=("edited",),
        alerts=("edited",),
        basis="study case 52",
    ),
)
