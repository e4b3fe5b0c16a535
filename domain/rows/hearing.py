"""Whoever did not put a matter before the platform is heard about it, and whoever lost may appeal.

An answer that comes after its time counts as long as nothing is decided.
"""

from domain.row import Row
from domain.rows.places import BRAND, BRAND_ANSWERS, CLOCK, CREATOR, CREATOR_ANSWERS, DECIDE, S

ANSWER = ("not_answered", "asked", "evidence_fits")
APPEAL = ("lost", "evidence_fits")
CROSS = ("cross_appeal", *APPEAL)
BOTH = "D12.19: who answers an appeal may appeal as well, and then anything can be decided"

ROWS = (
    Row(
        "T27b",
        (S.ARBITRATION,),
        "answer_complaint",
        (CREATOR,),
        guards=ANSWER,
        does=("note_answer",),
        stops=CREATOR_ANSWERS,
        basis="D12.10",
    ),
    Row("T27c", (S.ARBITRATION,), "answer_reminder", (CLOCK,), tells=("answer_reminder",), basis="D12.7"),
    Row(
        "T27d",
        (S.ARBITRATION,),
        "answer_by",
        (CLOCK,),
        does=("note_creator_heard",),
        basis="D12.10 silence loses nothing by itself",
    ),
    Row(
        "T62",
        (S.ARBITRATION,),
        "answer_case",
        (BRAND,),
        guards=ANSWER,
        does=("note_answer",),
        stops=BRAND_ANSWERS,
        basis="D12.19",
    ),
    Row(
        "T62a",
        (S.ARBITRATION,),
        "brand_answer_reminder",
        (CLOCK,),
        tells=("answer_reminder_brand",),
        basis="D12.7",
    ),
    Row(
        "T62b",
        (S.ARBITRATION,),
        "brand_answer_by",
        (CLOCK,),
        does=("note_brand_heard",),
        basis="D12.19 silence loses nothing by itself",
    ),
    Row(
        "T28f",
        (S.DECIDED,),
        "appeal",
        (CREATOR,),
        S.ARBITRATION,
        guards=("appeal_open", *APPEAL),
        does=("note_appeal",),
        tells=("arbitration_creator", "appealed_brand"),
        starts=(*BRAND_ANSWERS, *DECIDE),
        alerts=("arbitration",),
        basis="D12.10, D12.19",
    ),
    Row(
        "T63",
        (S.DECIDED,),
        "appeal",
        (BRAND,),
        S.ARBITRATION,
        guards=("appeal_open", *APPEAL),
        does=("note_appeal",),
        tells=("appealed_creator", "arbitration_brand"),
        starts=(*CREATOR_ANSWERS, *DECIDE),
        alerts=("arbitration",),
        basis="D12.10, D12.19",
    ),
    Row(
        "T63a",
        (S.ARBITRATION,),
        "appeal",
        (CREATOR,),
        guards=CROSS,
        does=("note_appeal",),
        tells=("appealed_brand",),
        starts=BRAND_ANSWERS,
        stops=CREATOR_ANSWERS,
        basis=BOTH,
    ),
    Row(
        "T63b",
        (S.ARBITRATION,),
        "appeal",
        (BRAND,),
        guards=CROSS,
        does=("note_appeal",),
        tells=("appealed_creator",),
        starts=CREATOR_ANSWERS,
        stops=BRAND_ANSWERS,
        basis=BOTH,
    ),
)
