"""Terms as they travel: only what differs from a base that is named, and never changes.

A commission is started with its terms pinned. Nearly all of them are everybody's, and would be written into
every history. A base is data of its own, not the defaults of the program: those of the next release are
others, and a start of today must then still mean what it means today.
"""

from collections.abc import Mapping
from typing import Any

NAME = "base"
NEWEST = "1"
BASES: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    "1": {
        "commission": {
            "version": "2026-11",
            "effective_from": "2026-11-01",
            "price_least_fen": 1_000,
            "open_commissions_max": 500,
            "accept_hours": 24,
            "pay_hours": 48,
            "call_before_minutes": 120,
            "call_before_quiet_minutes": 30,
            "call_least_left_minutes": 45,
            "call_attempts": 3,
            "call_again_minutes": 10,
            "quiet_from": 22,
            "quiet_to": 8,
            "sms_pause_minutes": 60,
            "outline_rejections": 3,
            "content_rejections": 2,
            "reason_max_chars": 500,
            "submit_days": 7,
            "least_time_minutes": 60,
            "failed_audits_max": 3,
            "revise_hours": 72,
            "late_grace_hours": 24,
            "abandon_hours": 72,
            "outline_review_days": 3,
            "review_attention_days": 7,
            "review_limit_days": 14,
            "review_lapse_days": 9,
            "review_total_days": 21,
            "audit_alert_hours": 24,
            "audit_escalate_hours": 72,
            "audit_limit_days": 14,
            "release_window_days": 30,
            "reschedules_max": 3,
            "brief_days": 180,
            "early_minutes": 1,
            "release_alert_hours": 24,
            "release_limit_hours": 72,
            "settle_days": 7,
            "first_day_tolerance_minutes": 60,
            "hidden_tolerance_hours": 24,
            "recheck_hours": 6,
            "suspended_limit_days": 30,
            "unknown_limit_hours": 72,
            "item_reply_hours": 48,
            "replacements_max": 3,
            "edit_hours": 72,
            "cancel_audit_hours": 24,
            "kill_fee_nothing_bps": 0,
            "kill_fee_outline_bps": 1_000,
            "kill_fee_content_bps": 5_000,
            "kill_fee_final_bps": 10_000,
            "cancel_reply_hours": 48,
            "extension_reply_hours": 48,
            "extensions_max": 3,
            "answer_hours": 72,
            "decide_days": 7,
            "decide_again_days": 14,
            "decide_limit_days": 30,
            "appeal_hours": 72,
            "effect_look_hours": 72,
            "reworks_max": 1,
            "cause_times_max": 2,
            "rework_days": 7,
            "escalations_max": 1,
            "evidence_max": 10,
            "two_persons_fen": 1_000_000,
            "second_hours": 48,
            "corrections_max": 1,
            "share_least_bps": 100,
            "extend_days": 60,
            "extend_total_days": 60,
            "freeze_cancel_hours": 72,
            "freeze_alert_hours": 72,
            "stars_max": 5,
            "rating_days": 7,
            "reminder_hours": 24,
            "grace_seconds": 5,
            "retry_minutes": 60,
            "look_first_minutes": 1,
            "look_second_minutes": 5,
            "look_third_minutes": 30,
            "look_later_hours": 6,
            "look_wait_minutes": 30,
            "reports_max": 8,
            "denials_max": 50,
            "fee_payer": "creator",
            "fee_bps": 500,
            "withholding": "off",
        },
        "withdrawal": {
            "alipay_least_fen": 1_000,
            "alipay_times_a_day": 3,
            "alipay_times_a_month": 30,
            "alipay_from_hour": 0,
            "alipay_to_hour": 24,
            "bank_card_least_fen": 10_000,
            "bank_card_times_a_day": 1,
            "bank_card_times_a_month": 10,
            "bank_card_from_hour": 9,
            "bank_card_to_hour": 21,
            "brand_withdrawal_operator_fen": 1_000_000,
            "tries": 3,
            "pause_minutes": 30,
            "wait_days": 15,
            "frozen_check_minutes": 60,
            "unknown_alert_minutes": 60,
        },
    },
}
"""By version, and by what the terms are for. A version is added beside these; none is ever edited."""


def thinned(terms: Mapping[str, Any], purpose: str) -> dict[str, Any]:
    """The name of the base, and every value that is another there."""
    base = BASES[NEWEST][purpose]
    return {NAME: NEWEST, **{name: value for name, value in terms.items() if base.get(name) != value}}


def whole(written: Mapping[str, Any], purpose: str) -> Mapping[str, Any]:
    """What ``thinned`` was made of. Raises ValueError for a base that this program does not know."""
    if NAME not in written:
        return written
    version = written[NAME]
    if not isinstance(version, str) or version not in BASES:
        raise ValueError(f"terms of an unknown base: {str(version)[:16]}")
    return {**BASES[version][purpose], **{name: value for name, value in written.items() if name != NAME}}
