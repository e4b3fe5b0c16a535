"""Which command is carried out elsewhere, by which operation; and of every other one why it is not."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.commissions.moves import MESSAGES

Why = tuple[str, str]
COMMANDS = "POST /v1/commissions/{commission_id}/commands/{name}"
SENT = "acts:send"
"""Every command of a commission that a person gives."""


@dataclass(frozen=True)
class Remote:
    place: str
    operation: str


REMOTE: Mapping[str, Remote] = {
    "commission new": Remote("acts:order", "POST /v1/commissions"),
    "commission list": Remote("reads:commissions", "GET /v1/commissions"),
    "commission bill": Remote("reads:bill", "GET /v1/commissions/{commission_id}/bill"),
    "commission quote": Remote("reads:quote", "GET /v1/commissions/{commission_id}/quote"),
    "creator list": Remote("reads:creators", "GET /v1/creators"),
    "creator pause": Remote("acts:pause", "PUT /v1/creator/pause"),
    "creator quote": Remote("acts:price", "PUT /v1/creator/types/{task_type}"),
    "withdraw": Remote("acts:withdraw", "POST /v1/creator/withdrawals"),
    "brand top-up": Remote("acts:top_up", "POST /v1/brand/top-ups"),
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
FACT: Why = ("外部事实不由人经 HTTP 发出", "a fact from outside is nobody's word by HTTP")
LATER: Why = (
    "此版本未提供它的远程方式，请使用对应的 HTTP 操作（docs/api.zh.md）",
    "not by --remote in this version: use its HTTP operation (docs/api.md)",
)
LOCAL: Mapping[str, Why] = {
    **dict.fromkeys(
        (
            *("up", "serve", "status", "health", "demo", "rulebook", "terms show", "terms diff"),
            *("database migrate", "server prepare", "sweep run"),
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
    **dict.fromkeys(
        (
            *(f"creator {name}" for name in ("phone", "add", "unbind", "verify", "open-type")),
            *(f"brand {name}" for name in ("list", "phone", "payer", "add")),
            *("member reset", "member withdraw-invitation"),
            *(f"commission {name}" for name in ("explain", "replay", "cancel-open", "revive")),
            *("withdrawal ask", "withdrawal revive"),
            *(f"ledger {name}" for name in ("statement", "check", "trial-balance", "reconcile")),
        ),
        BOOKS,
    ),
    **{name.replace("_", "-"): FACT for name, message in MESSAGES.items() if message.is_fact},
    **dict.fromkeys(
        (
            *("attention", "audit", "sweep show"),
            *(
                f"creator {name}"
                for name in ("show", "balance", "income", "freeze", "unfreeze", "bind", "payout")
            ),
            *(f"brand {name}" for name in ("show", "statement", "withdraw")),
            *(f"member {name}" for name in ("list", "invite", "role", "remove")),
            *(f"key {name}" for name in ("list", "create", "rotate", "revoke")),
            *(f"claim {name}" for name in ("clawback", "compensate", "write-off", "list")),
            *(f"commission {name}" for name in ("import", "show", "timeline", "watch")),
            *(f"withdrawal {name}" for name in ("list", "show", "retry", "cancel")),
        ),
        LATER,
    ),
}
