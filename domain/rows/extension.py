"""A later submission deadline, proposed by one side and agreed by the other."""

from domain.row import Row
from domain.rows.places import BRAND, CLOCK, CREATOR, DUE
from domain.stages import DRAFTING

ROWS = (
    Row(
        "T36",
        DRAFTING,
        "propose_extension",
        (CREATOR,),
        when=("by_creator",),
        guards=("extension_later", "extension_in_window", "extensions_left", "in_grace"),
        does=("propose_extension",),
        tells=("extension_asked_brand",),
        starts=("extension_reply_by",),
    ),
    Row(
        "T36g",
        DRAFTING,
        "propose_extension",
        (BRAND,),
        when=("by_brand",),
        guards=("extension_later", "extension_in_window", "extensions_left", "in_grace"),
        does=("propose_extension",),
        tells=("extension_asked_creator",),
        starts=("extension_reply_by",),
    ),
    Row(
        "T36c",
        DRAFTING,
        "propose_extension",
        (CREATOR, BRAND),
        when=("merges",),
        guards=("others_extension", "extension_later", "in_grace"),
        does=("agree_extension",),
        tells=("extended",),
        starts=DUE,
        stops=("extension_reply_by",),
        calms=("overdue",),
        basis="study case 32",
    ),
    Row(
        "T36d",
        DRAFTING,
        "answer_extension",
        (CREATOR, BRAND),
        when=("agrees",),
        guards=("extension_open", "others_extension", "extension_later", "in_grace"),
        does=("agree_extension",),
        tells=("extended",),
        starts=DUE,
        stops=("extension_reply_by",),
        calms=("overdue",),
        basis="study case 32",
    ),
    Row(
        "T36e",
        DRAFTING,
        "answer_extension",
        (CREATOR, BRAND),
        when=("disagrees",),
        guards=("extension_open", "others_extension"),
        does=("clear_extension",),
        stops=("extension_reply_by",),
    ),
    Row("T36f", DRAFTING, "extension_reply_by", (CLOCK,), does=("clear_extension",)),
)
