"""One body for each shape that a client sends, as it may be copied: a test sends every one of them."""

from collections.abc import Mapping
from typing import Any

from domain.parties import tokens

BRIEF: Mapping[str, Any] = {
    "order": "QY-2026-1201",
    "creator": "atang",
    "task_type": "article",
    "title": "秋冬第一杯柚子乌龙",
    "goal": "让常在办公室喝茶的读者愿意试一次",
    "product": "柚子乌龙茶包",
    "length": {"min": 1200, "max": 2000},
    "outline": True,
    "industry": "general",
    "price": "3000.00",
    "submit_by": "+3d",
    "release": {"from": "+0d", "until": "+20d"},
}
SECOND = {**BRIEF, "order": "QY-2026-1202", "creator": "laozhou", "price": "2200.00"}
TOKEN = tokens.example(tokens.INVITATION)
BODIES: Mapping[str, Mapping[str, Any]] = {
    "NewCommission": {"brief": BRIEF, "external_id": "erp-88120", "metadata": {"campaign": "winter"}},
    "NewCommissions": {"commissions": [{"brief": BRIEF}, {"brief": SECOND}], "dry_run": True},
    "Command": {"fields": {"reason": "请补充使用场景"}},
    "Pause": {"paused": True},
    "Quote": {"fen": 300_000},
    "ByHand": {"by_hand": True},
    "Account": {"kind": "alipay", "account": "atang@example.com", "holder": "样例", "code": "123456"},
    "Withdraw": {"fen": 100_000},
    "TopUp": {"fen": 1_000_000, "kind": "alipay", "account": "qingyou@example.com", "holder": "青柚茶饮"},
    "SendBack": {"fen": 100_000},
    "Decision": {"reason": "银行已确认退回"},
    "Claw": {"commission_id": "qingyou-QY-2026-1201", "creator_percent": 50, "reason": "发布后删除作品"},
    "Compensate": {"party": "creator:atang", "fen": 5_000, "reason": "平台故障致逾期"},
    "WriteOff": {"creator_id": "atang", "fen": 5_000, "reason": "多次联系未果"},
    "Freezing": {"reason": "账号被盗，核查中"},
    "CancelOpen": {"reason": "品牌主停业", "dry_run": True},
    "WantCode": {"phone": "13800000001"},
    "SignIn": {"phone": "13800000001", "code": "123456", "binding": tokens.example(tokens.BINDING)},
    "PasswordSignIn": {"login": "linke@qingyou", "password": "correct horse battery", "code": "123456"},
    "InvitationToken": {"token": TOKEN},
    "Acceptance": {"token": TOKEN, "password": "correct horse battery", "code": "123456"},
    "Invite": {"role": "reviewer", "name": "linke"},
    "NewRole": {"role": "finance"},
    "NewKey": {
        "name": "ERP",
        "scopes": ["commission.read", "commission.order"],
        "expires_at": "2099-01-01T00:00:00+08:00",
    },
    "Rotate": {"overlap_seconds": 86_400},
    "NewSigningKey": {"name": "ERP", "public": "TLWr9q15-_WrvMr8wmnYXNJlHtS4hbWGnyQa7fCluik"},
    "NewPlatformKey": {"use": "gateway"},
    "NewEndpoint": {
        "url": "https://erp.example.com/starmap",
        "description": "ERP",
        "event_types": ["commission.accepted", "commission.submitted"],
    },
    "NewEndpointOf": {"url": "https://app.example.com/starmap"},
    "ChangedEndpoint": {"url": "https://erp.example.com/starmap/v2"},
    "FailedSince": {"since": "2026-12-01T00:00:00+08:00"},
    "TestEvent": {"event": "commission.accepted"},
    "Draft": {"title": "秋冬第一杯柚子乌龙", "marked_as_ad": True},
    "Audit": {"passed": True},
    "Shown": {"public": False},
    "Skip": {"seconds": 86_400},
}
"""By the name of the shape."""


AT: Mapping[str, Mapping[str, Any]] = {
    "/v1/operations/invitations": {"role": "operator", "name": "li"},
    "/v1/operations/members/{member_id}/role": {"role": "supervisor"},
}
"""Where a shape means something else than in most places."""


def of(path: str, schema: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Of a body's schema in the description; None of one that is no shape of ours."""
    return AT.get(path) or BODIES.get(str(schema.get("$ref", "")).rpartition("/")[2])
