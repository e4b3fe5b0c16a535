"""What becomes of a settled item while its ratings run: it stays public and as it was settled.

No money follows. What the creator does to it goes on the record; what the platform does is only told.
"""

from domain.commissions.rules.row import Row
from domain.commissions.rules.rows.places import OUTSIDE, RECORD, SYSTEM, S

ROOM = ("not_reported", "room_for_reports")
LATE = ("was_published", "item_matches")

ROWS = (
    Row(
        "F4",
        (S.SETTLED,),
        "edited",
        (OUTSIDE,),
        guards=(*LATE, *ROOM),
        does=("note_report",),
        orders=("look",),
        basis="D12.17",
    ),
    Row(
        "F4a",
        (S.SETTLED,),
        "visibility_changed",
        (OUTSIDE,),
        guards=(*LATE, "newer_fact", *ROOM),
        does=("note_report",),
        orders=("look",),
        basis="D12.17",
    ),
    Row(
        "T93",
        (S.SETTLED,),
        "visibility_changed",
        (SYSTEM,),
        when=("hidden",),
        guards=(*LATE, "newer_fact"),
        does=("note_hidden",),
        tells=("gone_creator", "gone_brand"),
        starts=RECORD,
        alerts=("gone_after",),
        breach="gone_after",
        basis="S1 Q14 「文章处于公开状态」, X6: paid for to stay; the settlement itself stands",
    ),
    Row(
        "T93a",
        (S.SETTLED,),
        "visibility_changed",
        (SYSTEM,),
        when=("shown",),
        guards=(*LATE, "newer_fact"),
        does=("note_shown",),
        calms=("gone_after",),
        basis="X6",
    ),
    Row(
        "T94",
        (S.SETTLED,),
        "edited",
        (SYSTEM,),
        when=("edit_is_open",),
        guards=LATE,
        does=("note_edit",),
        basis="S1 Q15",
    ),
    Row(
        "T94a",
        (S.SETTLED,),
        "edited",
        (SYSTEM,),
        when=("edit_is_closed",),
        guards=LATE,
        does=("note_edit",),
        tells=("edited_after", "edited"),
        starts=RECORD,
        alerts=("edited_after",),
        breach="edited_after",
        basis="S1 Q15 「需要客户在星图开启修改权限」, study case 52",
    ),
)
