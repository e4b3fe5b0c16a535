"""Every column that holds personal data, or looks as if it did: sealed, kept as a digest, or kept and why.

A test goes through all tables: a column with such a name that is not named here fails it.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Sealed:
    whose: str
    """The person whose data key it is under, made of columns of the same row."""
    found_by: str = ""
    """The column that holds its digest, where it is looked for."""


SEALED: Mapping[str, Sealed] = {
    "creators.phone": Sealed("creator:{id}", found_by="phone_digest"),
    "creators.payout_account": Sealed("creator:{id}"),
    "creators.payout_holder": Sealed("creator:{id}"),
    "creators.verified_name": Sealed("creator:{id}"),
    "brands.phone": Sealed("brand:{id}"),
    "phone_changes.old": Sealed("{party}"),
    "phone_changes.new": Sealed("{party}"),
    "top_up_payers.account": Sealed("brand:{brand_id}"),
    "top_up_payers.holder": Sealed("brand:{brand_id}"),
    "payout_accounts.account": Sealed("{party}"),
    "payout_accounts.holder": Sealed("{party}"),
}
"""By ``table.column``."""

OF_PERSON: Mapping[str, str] = {
    "creators": "creator:{id}",
    "brands": "brand:{id}",
    "phone_changes": "{party}",
    "creator_services": "creator:{creator_id}",
    "creator_freezes": "creator:{creator_id}",
    "payout_accounts": "{party}",
    "top_up_payers": "brand:{brand_id}",
    "withdrawals": "creator:{creator_id}",
    "withdrawal_requests": "creator:{creator_id}",
    "commissions": "creator:{creator_id}",
    "breach_records": "creator:{subject_id}",
    "notices": "{recipient}",
    "sessions": "creator:{creator_id}",
    "audit_log": "{party}",
    "person_keys": "{person}",
}
"""Whose a row is: what an export holds, table by table."""
LEFT_OUT = frozenset({"record", "digest", "phone_digest", "wrapped", "wrapped_by", "run"})
"""Of an export: it is ours, or of no use to anybody."""

HASHED: Mapping[str, tuple[str, str]] = {
    "creators.phone_digest": ("按手机号查找", "to find a creator by a phone"),
    "rate_limits.key": ("限次；到期即删", "limits; gone when they lapse"),
    "sign_in_codes.id": ("验证码；一天后删除", "codes; gone after a day"),
}
"""A digest with a key (HMAC): of what, and for how long."""

STAFF = (
    "平台人员的工号：谁作的决定须留存",
    "an operator's id: who decided has to be kept with the decision",
)
VENDOR = (
    "沙箱里服务方自己的记录，真实部署中没有",
    "the sandbox vendor's own records; a real deployment has none",
)
PARTY_ID = ("账户编号，不是姓名", "an account's id, not a name")
MACHINE = ("进程或程序的名字", "the name of a process or a program")
KEPT: Mapping[str, tuple[str, str]] = {
    "creators.name": ("昵称，公开；清除时改为「已清除」", "the public name; erased with the person"),
    "brands.name": ("品牌名，公开；清除时改为「已清除」", "the brand's public name; erased with the person"),
    "audit_log.account": PARTY_ID,
    "notices.recipient": PARTY_ID,
    "ledger_postings.account": PARTY_ID,
    "kept_answers.account": PARTY_ID,
    "taken.account": PARTY_ID,
    "taken.operator": STAFF,
    "timeline.actor": PARTY_ID,
    "withdrawal_lines.actor": PARTY_ID,
    "phone_changes.operator": STAFF,
    "withholdings.operator": STAFF,
    "claims.operator": STAFF,
    "creator_freezes.operator": STAFF,
    "top_up_payers.operator": STAFF,
    "withdrawal_requests.operator": STAFF,
    "members.name": (
        "成员在工作中的名字，行为记录以它署名",
        "a member's name at work: what they did is signed with it",
    ),
    "members.login": ("登录名，由成员名与品牌编号组成", "made of the member's name and the brand's id"),
    "invitations.name": ("受邀成员的名字，同 members.name", "of whoever is invited, as members.name"),
    "uploads.name": (
        "文件名，随作品或证据留存",
        "of a file that was handed in, kept with the work or the evidence",
    ),
    "api_keys.name": ("密钥的用途", "what the key is for"),
    "signing_keys.name": ("签名密钥的用途", "what the signing key is for"),
    "audit_log.address": ("来源地址，安全审计须留存", "where it came from: kept for security"),
    "sessions.address": ("来源地址，会话结束后一段时间删除", "gone some time after the session ends"),
    "api_keys.used_from": ("品牌系统的地址，最近一次", "the address of a brand's system, the last one"),
    "kept_answers.holder": MACHINE,
    "event_cursors.name": MACHINE,
    "leases.name": MACHINE,
    "leases.holder": MACHINE,
    "sweep_runs.name": MACHINE,
    "sandbox_deposit.account": VENDOR,
    "sandbox_deposit.holder": VENDOR,
    "sandbox_message.phone": VENDOR,
    "sandbox_phone.phone": VENDOR,
    "sandbox_transfer.account": VENDOR,
    "sandbox_transfer.holder": VENDOR,
}
"""As it is, and why, in Chinese and English."""
