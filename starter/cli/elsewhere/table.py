"""Which command is carried out elsewhere, by which operation; and of every other one why it is not."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.commissions.moves import MESSAGES

Why = tuple[str, str]
COMMANDS = "POST /v1/commissions/{commission_id}/commands/{name}"
SENT = "acts:send"
"""Carries out ``SENT_THERE``."""


@dataclass(frozen=True)
class Remote:
    place: str
    operation: str


REMOTE: Mapping[str, Remote] = {
    "commission new": Remote("acts:order", "POST /v1/commissions"),
    "commission import": Remote("importing:import_orders", "POST /v1/commissions/bulk"),
    "commission list": Remote("reads:commissions", "GET /v1/commissions"),
    "commission bill": Remote("reads:bill", "GET /v1/commissions/{commission_id}/bill"),
    "commission quote": Remote("reads:quote", "GET /v1/commissions/{commission_id}/quote"),
    "commission show": Remote("watching:show", "GET /v1/commissions/{commission_id}"),
    "commission timeline": Remote("watching:timeline", "GET /v1/commissions/{commission_id}/timeline"),
    "commission watch": Remote("watching:watch", "GET /v1/commissions/{commission_id}/timeline"),
    "creator list": Remote("reads:creators", "GET /v1/creators"),
    "creator show": Remote("money:creator", "GET /v1/creator"),
    "creator balance": Remote("money:balance", "GET /v1/creator/balance"),
    "creator income": Remote("money:income", "GET /v1/creator/income"),
    "creator payout": Remote("acts:payout", "PUT /v1/creator/payout-by-hand"),
    "creator freeze": Remote("operating:freeze", "POST /v1/operations/creators/{creator_id}/freeze"),
    "creator unfreeze": Remote("operating:unfreeze", "POST /v1/operations/creators/{creator_id}/unfreeze"),
    "creator pause": Remote("acts:pause", "PUT /v1/creator/pause"),
    "creator quote": Remote("acts:price", "PUT /v1/creator/types/{task_type}"),
    "creator open-type": Remote("acts:open_type", "PUT /v1/creator/types/{task_type}"),
    "creator bind": Remote("acts:bind", "PUT /v1/creator/account"),
    "withdraw": Remote("acts:withdraw", "POST /v1/creator/withdrawals"),
    "brand top-up": Remote("acts:top_up", "POST /v1/brand/top-ups"),
    "brand show": Remote("money:wallet", "GET /v1/brand/wallet"),
    "brand statement": Remote("money:statement", "GET /v1/brand/statement"),
    "brand withdraw": Remote("acts:send_back", "POST /v1/brand/withdrawals"),
    "withdrawal list": Remote("money:withdrawals", "GET /v1/operations/withdrawals"),
    "withdrawal show": Remote("money:withdrawal", "GET /v1/operations/withdrawals/{withdrawal_id}"),
    "withdrawal retry": Remote("operating:retry", "POST /v1/operations/withdrawals/{withdrawal_id}/retry"),
    "withdrawal cancel": Remote("operating:cancel", "POST /v1/operations/withdrawals/{withdrawal_id}/cancel"),
    "member list": Remote("access:list_members", "GET /v1/brand/members"),
    "member invite": Remote("access:invite", "POST /v1/brand/invitations"),
    "member role": Remote("access:change_role", "PUT /v1/brand/members/{member_id}/role"),
    "member remove": Remote("access:remove", "DELETE /v1/brand/members/{member_id}"),
    "key list": Remote("access:list_keys", "GET /v1/brand/keys"),
    "key create": Remote("access:create_key", "POST /v1/brand/keys"),
    "key rotate": Remote("access:rotate_key", "POST /v1/brand/keys/{key_id}/rotate"),
    "key revoke": Remote("access:revoke_key", "DELETE /v1/brand/keys/{key_id}"),
    "signing-key list": Remote("signing:list_signing_keys", "GET /v1/signing-keys"),
    "signing-key register": Remote("signing:register", "POST /v1/signing-keys"),
    "signing-key revoke": Remote("signing:revoke", "DELETE /v1/signing-keys/{key_id}"),
    "signing-key rotate": Remote("signing:rotate", "POST /v1/operations/signing-keys"),
    "signing-key revoke-gateway": Remote(
        "signing:revoke_gateway", "DELETE /v1/operations/signing-keys/{key_id}"
    ),
    "events list": Remote("events:listed", "GET /v1/events"),
    "events catalogue": Remote("events:types", "GET /v1/events/catalogue"),
    "webhook list": Remote("webhooks:list_endpoints", "GET /v1/webhooks"),
    "webhook log": Remote("webhooks:log", "GET /v1/webhooks/{endpoint_id}/deliveries"),
    "webhook add": Remote("webhooks:add", "POST /v1/webhooks"),
    "webhook change": Remote("webhooks:change", "PATCH /v1/webhooks/{endpoint_id}"),
    "webhook rotate": Remote("webhooks:rotate", "POST /v1/webhooks/{endpoint_id}/secret"),
    "webhook enable": Remote("webhooks:enable", "POST /v1/webhooks/{endpoint_id}/enable"),
    "webhook disable": Remote("webhooks:disable", "POST /v1/webhooks/{endpoint_id}/disable"),
    "webhook remove": Remote("webhooks:remove", "DELETE /v1/webhooks/{endpoint_id}"),
    "webhook redeliver": Remote(
        "webhooks:redeliver", "POST /v1/webhooks/{endpoint_id}/deliveries/{event_no}/redeliver"
    ),
    "webhook test": Remote("webhooks:test", "POST /v1/webhooks/{endpoint_id}/tests"),
    "claim list": Remote("operating:claims", "GET /v1/operations/claims"),
    "claim clawback": Remote("operating:clawback", "POST /v1/operations/claims/clawbacks"),
    "claim compensate": Remote("operating:compensate", "POST /v1/operations/claims/compensations"),
    "claim write-off": Remote("operating:write_off", "POST /v1/operations/claims/write-offs"),
    "attention": Remote("operating:attention", "GET /v1/operations/attention"),
    "sweep show": Remote("operating:swept", "GET /v1/operations/sweeps"),
    "audit": Remote("access:audit", "GET /v1/operations/audit-log"),
    "upload add": Remote("files:add", "POST /v1/uploads"),
    "upload list": Remote("files:listed", "GET /v1/commissions/{commission_id}/uploads"),
    "upload save": Remote("files:saved", "GET /v1/uploads/{upload_id}"),
}
MACHINE: Why = ("它管理这台机器上的进程与文件", "it is about processes and files of this machine")
SANDBOX: Why = ("它是本机沙箱的命令", "it is a command of the sandbox of this machine")
BOOKS: Why = (
    "它直接读写账目，HTTP 接口没有这一操作",
    "it works on the books themselves: the HTTP interface has no such operation",
)
PRICED: Why = (
    "这一类型还没有报价，类型与报价一起开通，请用 creator quote",
    "it has no price yet, and a type is opened together with its price: say creator quote",
)
FACT: Why = ("外部事实不由人经 HTTP 发出", "a fact from outside is nobody's word by HTTP")
LOCAL: Mapping[str, Why] = {
    **dict.fromkeys(
        (
            *("up", "serve", "status", "health", "demo", "rulebook", "terms show", "terms diff"),
            *("database migrate", "server prepare", "keys rotate"),
        ),
        MACHINE,
    ),
    **dict.fromkeys(
        (
            *(f"mp {name}" for name in ("write", "audit", "edit", "hide", "restore", "remove", "items")),
            *(f"fault {name}" for name in ("arm", "list", "clear")),
            *("phone", "bank log", "bank refund", "time skip"),
        ),
        SANDBOX,
    ),
    **{name.replace("_", "-"): FACT for name, message in MESSAGES.items() if message.is_fact},
}
"""Those with a reason of their own; of every other one that is not carried out elsewhere it is BOOKS."""
SENT_THERE = frozenset(name.replace("_", "-") for name, message in MESSAGES.items() if not message.is_fact)
"""Every command of a commission that a person gives."""


def why_here(did: str) -> Why | None:
    """Why a command works on this machine alone; None: it is carried out elsewhere too."""
    return None if did in REMOTE or did in SENT_THERE else LOCAL.get(did, BOOKS)
