"""The platform audit that does not answer: escalated, recorded by an operator, or a case by itself."""

from collections.abc import Iterator

from domain.commissions.rules.row import Row
from domain.commissions.rules.rows.places import (
    BRAND,
    BRAND_ANSWERS,
    CLOCK,
    CREATOR,
    CREATOR_ANSWERS,
    DECIDE,
    DUE,
    OPERATOR,
    OUTSIDE,
    RECORD,
    RETURNS,
    REVIEW,
    SYSTEM,
    S,
)
from domain.party import Party

FAILED = ("fail_audit", "count_failed_audit", "take_back_pass", "next_round", "set_due")
OVER = ("audit_answered_brand",)
PASSES = ((S.CONTENT_REVIEW, "passed_rejections_left"), (S.FINAL_REVIEW, "passed_none_left"))
FAILS = (
    ("audits_left", ("audit_failed",)),
    ("audits_used", ("audit_failed", "audits_failed_brand")),
)


def _answers(
    ids: str, move: str, by: Party, *, in_case: bool = False, guards: tuple[str, ...] = ()
) -> Iterator[Row]:
    """As if the platform had answered in time: passed with and without rejections left, failed and failed
    once too often. In a case about it, the answer ends the case.
    """
    at = (S.ARBITRATION if in_case else S.PLATFORM_AUDIT,)
    when, does, tells = (("audit_case",), ("close_case",), OVER) if in_case else ((), (), ())
    back = RETURNS if in_case else ()
    for each, (to, passed) in zip(ids, PASSES, strict=False):
        yield Row(
            f"T50{each}",
            at,
            move,
            (by,),
            to,
            when=(*when, passed),
            guards=guards,
            does=(*does, "pass_audit"),
            tells=("audit_recorded", "content_review"),
            starts=(*REVIEW, *back),
            basis="D12.18",
        )
    for each, (times, told) in zip(ids[2:], FAILS, strict=False):
        yield Row(
            f"T50{each}",
            at,
            move,
            (by,),
            S.CONTENT_DRAFTING,
            when=(*when, "audit_failed", times),
            guards=guards,
            does=(*does, *FAILED),
            tells=(*told, *tells),
            starts=(*DUE, *back),
            basis="D12.14 D12.18",
        )


ROWS = (
    Row(
        "T50",
        (S.PLATFORM_AUDIT,),
        "audit_overdue",
        (CLOCK,),
        tells=("audit_overdue_creator", "audit_overdue_brand"),
        alerts=("audit_overdue",),
        basis="D12.18",
    ),
    Row(
        "T50a",
        (S.PLATFORM_AUDIT,),
        "escalate",
        (CREATOR,),
        S.ARBITRATION,
        guards=("no_pending_cancel", "may_escalate", "not_in_default", "evidence_fits"),
        does=("open_audit",),
        tells=("arbitration_creator", "answer_asked_brand"),
        starts=(*BRAND_ANSWERS, *DECIDE),
        alerts=("arbitration",),
        basis="D12.18",
    ),
    Row(
        "T50s",
        (S.PLATFORM_AUDIT,),
        "escalate",
        (BRAND,),
        S.ARBITRATION,
        guards=("no_pending_cancel", "may_escalate", "not_in_default", "evidence_fits"),
        does=("open_audit",),
        tells=("answer_asked_creator", "arbitration_brand"),
        starts=(*CREATOR_ANSWERS, *DECIDE),
        alerts=("arbitration",),
        basis="D12.18",
    ),
    Row(
        "T50b",
        (S.PLATFORM_AUDIT,),
        "audit_limit",
        (CLOCK,),
        when=("cancel_waits",),
        basis="D12.14: the cancel ends it within its own time",
    ),
    Row(
        "T50c",
        (S.PLATFORM_AUDIT,),
        "audit_limit",
        (CLOCK,),
        S.ARBITRATION,
        does=("open_audit",),
        tells=("answer_asked_creator", "answer_asked_brand"),
        starts=(*CREATOR_ANSWERS, *BRAND_ANSWERS, *DECIDE),
        alerts=("arbitration",),
        basis="D12.18: nobody need ask for it",
    ),
    Row(
        "T50r",
        (S.PLATFORM_AUDIT,),
        "record_audit",
        (OPERATOR,),
        S.CANCELLED,
        when=("cancel_named",),
        does=("note_audit", "note_fault"),
        tells=("platform_cancelled", "platform_cancelled_brand"),
        money="kill",
        orders=("pay_out", "take_down_if_early"),
        breach="early",
        starts=RECORD,
        basis="D12.14 D12.16 D12.18",
    ),
    Row(
        "T50d",
        (S.PLATFORM_AUDIT,),
        "record_audit",
        (OPERATOR,),
        S.CANCELLED,
        when=("cancel_waits",),
        does=("note_audit",),
        tells=("cancelled", "cancelled_after_audit"),
        money="kill",
        orders=("pay_out", "take_down_if_early"),
        starts=("breach_appeal_by",),
        breach="default",
        basis="D12.14 D12.18",
    ),
    *_answers("efgo", "record_audit", OPERATOR),
    *_answers("hijp", "record_audit", OPERATOR, in_case=True),
    *_answers("klmq", "audited", SYSTEM, in_case=True, guards=("item_matches",)),
    Row(
        "T50n",
        (S.ARBITRATION,),
        "audited",
        (OUTSIDE,),
        when=("audit_case",),
        guards=("item_matches", "not_reported", "room_for_reports"),
        does=("note_report",),
        orders=("look",),
        basis="D12.17",
    ),
)
