"""A decision takes effect once nobody may appeal any more; what would be paid is looked at first."""

from domain.row import Row
from domain.rows.places import BRAND_ANSWERS, CLOCK, CREATOR_ANSWERS, DECIDE, RECORD, SYSTEM, S
from domain.stages import Party


def _reopens(rid: str, move: str, by: Party, basis: str, *, when: str = "", does: str = "") -> Row:
    """What was decided about an item that is public is decided anew, for good."""
    return Row(
        rid,
        (S.DECIDED,),
        move,
        (by,),
        S.ARBITRATION,
        when=(when,) if when else (),
        guards=("takes_effect",) if by is SYSTEM else (),
        does=(does, "reopen") if does else ("reopen",),
        tells=("answer_asked_creator", "answer_asked_brand"),
        starts=(*CREATOR_ANSWERS, *BRAND_ANSWERS, *DECIDE),
        alerts=("arbitration",),
        basis=basis,
    )


HIDDEN = "D12.18: it was decided about an item that is public; it is decided anew, for good"
COUNTED = "D12.4 D12.18: the time it was hidden meanwhile counts"
LONG = "hidden_for_long_since"

ROWS = (
    Row(
        "T65",
        (S.DECIDED,),
        "appeal_by",
        (CLOCK,),
        S.REFUNDED,
        when=("decided_refund_paid",),
        tells=("refunded_paid", "refunded_brand"),
        money="carry_out",
        orders=("pay_out", "take_down_if_late"),
        breach="early",
        starts=RECORD,
        basis="D12.16: at the brand's or the platform's charge the creator has what the work is worth",
    ),
    Row(
        "T28g",
        (S.DECIDED,),
        "appeal_by",
        (CLOCK,),
        S.REFUNDED,
        when=("decided_refund",),
        tells=("refunded", "refunded_brand"),
        money="carry_out",
        orders=("take_down_if_late",),
        breach="early",
        starts=RECORD,
        basis="D12.10",
    ),
    Row(
        "T28h",
        (S.DECIDED,),
        "appeal_by",
        (CLOCK,),
        S.SETTLED,
        when=("decided_payment", "not_seen_public"),
        does=("note_settled",),
        tells=("settled", "decision_paid"),
        money="carry_out",
        starts=("rating_by", *RECORD),
        orders=("pay_out",),
        breach="early",
        basis="D12.10; what was decided while it was known not to be public was decided so",
    ),
    Row(
        "T74",
        (S.DECIDED,),
        "appeal_by",
        (CLOCK,),
        when=("decided_payment", "seen_public"),
        starts=("effect_limit",),
        orders=("probe",),
        basis="D12.18: money that goes by itself looks at the item first",
    ),
    _reopens("T74g", "probed_public", SYSTEM, COUNTED, when=LONG, does="note_shown"),
    Row(
        "T74a",
        (S.DECIDED,),
        "probed_public",
        (SYSTEM,),
        S.SETTLED,
        guards=("takes_effect",),
        does=("note_shown", "note_settled"),
        tells=("settled", "decision_paid"),
        money="carry_out",
        starts=("rating_by", *RECORD),
        orders=("pay_out",),
        breach="early",
        basis="D12.18",
    ),
    _reopens("T74b", "probed_hidden", SYSTEM, HIDDEN, does="note_hidden"),
    Row(
        "T90",
        (S.DECIDED,),
        "probed_unknown",
        (SYSTEM,),
        when=("not_unknown_yet",),
        guards=("takes_effect",),
        tells=("unseen_creator", "unseen_brand"),
        starts=("reprobe",),
        alerts=("visibility_unknown",),
        basis="D12.4 D12.18: a decision that cannot take effect yet says until when",
    ),
    Row(
        "T74c",
        (S.DECIDED,),
        "probed_unknown",
        (SYSTEM,),
        guards=("takes_effect",),
        starts=("reprobe",),
        basis="D12.4 an unknown answer is not hidden",
    ),
    Row("T74d", (S.DECIDED,), "reprobe", (CLOCK,), orders=("probe",), basis="D12.4"),
    _reopens("T74f", "effect_limit", CLOCK, HIDDEN, when="last_seen_hidden"),
    _reopens("T74h", "effect_limit", CLOCK, COUNTED, when=LONG),
    Row(
        "T74e",
        (S.DECIDED,),
        "effect_limit",
        (CLOCK,),
        S.SETTLED,
        does=("note_settled",),
        tells=("settled", "decision_paid"),
        money="carry_out",
        starts=("rating_by", *RECORD),
        orders=("pay_out",),
        breach="early",
        basis="D12.18: as last known",
    ),
)
