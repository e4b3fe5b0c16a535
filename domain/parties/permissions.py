"""Who may do what: one table of permissions, and which one each command of a commission needs.

It says what a role may do at all. Whose commission, brand or creator it is, is asked of the books each time.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.parties.actor import KIND_OF, Actor, ActorKind, Role

CREATOR, OWNER, REVIEWER, FINANCE = Role.CREATOR, Role.OWNER, Role.REVIEWER, Role.FINANCE
READ_ONLY, SYSTEM, OPERATOR, SUPERVISOR = Role.READ_ONLY, Role.SYSTEM, Role.OPERATOR, Role.SUPERVISOR
OPERATORS = (OPERATOR, SUPERVISOR)
BRAND_READERS = (OWNER, REVIEWER, FINANCE, READ_ONLY, SYSTEM)


@dataclass(frozen=True)
class Permission:
    name: str
    roles: tuple[Role, ...]
    zh: str
    en: str

    @property
    def kinds(self) -> frozenset[ActorKind]:
        return frozenset(KIND_OF[role] for role in self.roles)


PERMISSIONS: Mapping[str, Permission] = {
    each.name: each
    for each in (
        Permission(
            "commission.read",
            (CREATOR, *BRAND_READERS, *OPERATORS),
            "查看任务",
            "read commissions",
        ),
        Permission("commission.order", (OWNER, SYSTEM), "下单", "order commissions"),
        Permission(
            "commission.review",
            (OWNER, REVIEWER, SYSTEM),
            "确认、驳回、安排发布",
            "approve, reject, arrange the release",
        ),
        Permission("commission.settle", (OWNER, FINANCE, SYSTEM), "验收并结算", "accept the work and settle"),
        Permission("commission.cancel", (OWNER, SYSTEM), "取消任务", "cancel, and answer a request to"),
        Permission(
            "commission.complain",
            (OWNER, REVIEWER, SYSTEM),
            "投诉、申诉、申请平台介入",
            "complain, appeal, ask the platform",
        ),
        Permission(
            "commission.attach",
            (CREATOR, OWNER, REVIEWER, SYSTEM, *OPERATORS),
            "上传作品与证据",
            "upload works and evidence",
        ),
        Permission("commission.work", (CREATOR,), "接单、提交与答复", "accept, submit and answer"),
        Permission(
            "events.read",
            (CREATOR, *BRAND_READERS, *OPERATORS),
            "读取事件",
            "read events, and have them streamed",
        ),
        Permission(
            "money.read",
            (CREATOR, OWNER, FINANCE, READ_ONLY, SYSTEM, *OPERATORS),
            "查看资金",
            "read wallets, income and statements",
        ),
        Permission("money.top_up", (OWNER, FINANCE, SYSTEM), "充值", "top up"),
        Permission("money.withdraw", (OWNER, FINANCE), "提现余额", "withdraw the balance"),
        Permission("members.manage", (OWNER, SUPERVISOR), "管理成员", "invite and remove members"),
        Permission("keys.manage", (OWNER, SUPERVISOR), "管理 API 密钥", "make and revoke API keys"),
        Permission(
            "webhooks.read",
            (OWNER, SYSTEM, *OPERATORS),
            "查看 Webhook 与投递记录",
            "read webhook endpoints and their deliveries",
        ),
        Permission(
            "webhooks.write",
            (OWNER, SYSTEM, *OPERATORS),
            "管理 Webhook、重发",
            "keep webhook endpoints, and deliver again",
        ),
        Permission("creator.profile", (CREATOR,), "管理个人资料与报价", "keep the profile and its quotes"),
        Permission("creator.accounts", (CREATOR,), "管理收款账户", "keep the payout account"),
        Permission("creator.withdraw", (CREATOR,), "提现收入", "withdraw income"),
        Permission("operator.decide", OPERATORS, "判定与处理任务", "decide on commissions"),
        Permission("operator.claims", OPERATORS, "登记与追回应收", "note and recover claims"),
        Permission("operator.withdrawals", OPERATORS, "处理提现", "deal with withdrawals"),
        Permission("operator.sweeps", OPERATORS, "运行巡检", "run sweeps"),
        Permission("operator.parties", OPERATORS, "登记与冻结各方", "register and freeze parties"),
        Permission(
            "operator.signing_keys",
            (SUPERVISOR,),
            "更换平台的签名密钥",
            "replace the platform's own signing keys",
        ),
        Permission("operator.audit_log", (SUPERVISOR,), "查看审计日志", "read the audit log"),
    )
}
"""Least privilege, our own choice: who reviews moves no money, who pays does not judge works, a system makes
neither members nor keys and sends no money out, and only a supervisor reads what others did.
"""

_REVIEW, _COMPLAIN, _WORK = "commission.review", "commission.complain", "commission.work"
_OF_BRANDS: Mapping[str, str] = {
    "approve": _REVIEW,
    "reject": _REVIEW,
    "reschedule": _REVIEW,
    "settle": "commission.settle",
    "complain": _COMPLAIN,
    "answer_case": _COMPLAIN,
    "withdraw_complaint": _COMPLAIN,
    "cancel": "commission.cancel",
    "answer_cancel": "commission.cancel",
    "open_edit": _REVIEW,
    "close_edit": _REVIEW,
    "confirm_item": _REVIEW,
    "refuse_item": _REVIEW,
    "waive_outline": _REVIEW,
    "ratify": _REVIEW,
    "take_down": _REVIEW,
    "rate": _REVIEW,
    "propose_extension": _REVIEW,
    "answer_extension": _REVIEW,
    "escalate": _COMPLAIN,
    "appeal": _COMPLAIN,
}
_OF_CREATORS: Mapping[str, str] = dict.fromkeys(
    (
        *("accept", "decline", "submit", "request_edit", "replace_item", "request_cancel"),
        *("withdraw_cancel", "answer_complaint", "appeal_audit", "close_edit", "rate"),
        *("propose_extension", "answer_extension", "escalate", "appeal"),
    ),
    _WORK,
)
_OF_OPERATORS: Mapping[str, str] = dict.fromkeys(
    (
        *("arbitrate", "record_audit", "extend", "freeze", "unfreeze", "force_settle", "force_refund"),
        *("second", "hide_rating", "unhide_rating", "retry_payout"),
        *_OF_BRANDS,  # on behalf of a party, with a reason that both are told
        *_OF_CREATORS,
    ),
    "operator.decide",
)
COMMANDS: Mapping[ActorKind, Mapping[str, str]] = {
    ActorKind.BRAND: _OF_BRANDS,
    ActorKind.CREATOR: _OF_CREATORS,
    ActorKind.OPERATOR: _OF_OPERATORS,
    ActorKind.ANONYMOUS: {},
}
"""Facts from outside are in none of them: they come in by their own way, never as somebody's word."""


def permission_for(command: str, kind: ActorKind) -> str | None:
    """Which one the command needs of this kind of actor; None: it is no command of theirs."""
    return COMMANDS[kind].get(command)


def allows(actor: Actor, permission: str) -> bool:
    """Raises KeyError for a permission that is not in the table: a door that misspells lets nobody wonder."""
    roles = PERMISSIONS[permission].roles
    is_of_kind = KIND_OF[actor.role] is actor.kind
    return is_of_kind and actor.role in roles and (not actor.scopes or permission in actor.scopes)


def may_send(actor: Actor, command: str) -> bool:
    needed = permission_for(command, actor.kind)
    return needed is not None and allows(actor, needed)


def scopes_of(role: Role) -> tuple[str, ...]:
    """What a key of this role can be narrowed to."""
    return tuple(each.name for each in PERMISSIONS.values() if role in each.roles)
