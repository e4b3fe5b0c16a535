"""docs/refusals.md: every refusal by its code, with its kind, its words, and how a command ends by it."""

from collections.abc import Mapping

from domain.documents.markdown import both, table
from domain.refusals import CONTEXTS, Kind, Refusal

REFRESH = "python -m starter.documents.refusals"
MEANING = (
    "每个代码只有一个含义。种类说明能否再试；命令行的退出码由种类决定。\n"
    "A code has one meaning. Its kind says what trying again can do, and decides how a command ends.\n\n"
    "服务方的答复以 `BANK_`、`SMS_`、`CALL_`、`MP_` 开头；账目、流程历史与 Temporal 消息中不带这一前缀。\n"
    "A provider's answer begins with `BANK_`, `SMS_`, `CALL_` or `MP_`; the books, the histories and "
    "Temporal's messages keep it without."
)
KINDS: Mapping[Kind, tuple[str, str]] = {
    Kind.INVALID: ("写法不对，请改正", "written wrongly: correct it"),
    Kind.NOT_FOUND: ("没有这个编号的东西", "nothing has that id"),
    Kind.FORBIDDEN: ("这一方不能这样做", "not for the one who asked"),
    Kind.CONFLICT: ("与现在的状态不符", "it does not fit what stands now"),
    Kind.TOO_LATE: ("时限已过", "the deadline has passed"),
    Kind.LIMIT: ("次数、金额或大小已到上限", "often enough, much enough, or too much at a time"),
    Kind.UNAVAILABLE: ("所需的服务不在或未备好，稍后可再试", "something needed is away or not set up"),
}
NAMES: Mapping[str, tuple[str, str]] = {
    "acting": ("谁、何时", "who and when"),
    "done": ("已经做过，或已过时限", "already done, or too late"),
    "messages": ("消息的内容", "what a message says"),
    "rules": ("任务的规则", "the rules of a commission"),
    "cases": ("投诉与判定", "complaints and decisions"),
    "signatures": ("签名的命令", "signed commands"),
    "withdrawals": ("提现与余额退回", "withdrawals and balances that go back"),
    "ordering": ("下单", "ordering"),
    "books": ("账目", "the books"),
    "gateway": ("HTTP 接口", "the HTTP interface"),
    "access": ("登录、密钥与权限", "signing in, keys and permissions"),
    "signing_keys": ("签名密钥", "signing keys"),
    "doors": ("命令行与写法", "the command line, and forms"),
    "files": ("文件", "files"),
    "uploads": ("上传的文件", "uploaded files"),
    "webhooks": ("webhook 端点", "webhook endpoints"),
    "running": ("启动与运行", "starting and running"),
    "temporal": ("Temporal", "Temporal"),
    "providers": ("服务方的答复", "providers' answers"),
}


def refusals_document(exits: Mapping[Kind, int], otherwise: Mapping[int, tuple[str, str]]) -> str:
    """``exits``: by kind; ``otherwise``: exit codes that are no refusal's."""
    parts = [
        "# 拒绝 · Refusals",
        f"由登记表生成，请勿手改 · made from the registry, not to be edited: `{REFRESH}`",
        MEANING,
        "## 种类与退出码 · Kinds and exit codes",
        table(("种类 kind", "含义 meaning", "退出码 exit code"), _kinds(exits)),
        table(
            ("退出码 exit code", "含义 meaning"),
            ((str(code), both(*words)) for code, words in otherwise.items()),
        ),
    ]
    for context, refusals in CONTEXTS.items():
        zh, en = NAMES[context]
        parts += [
            f"## {zh} · {en}",
            table(("代码 code", "种类 kind", "中文", "English"), map(_row, refusals)),
        ]
    return "\n\n".join(parts) + "\n"


def _kinds(exits: Mapping[Kind, int]) -> list[tuple[str, ...]]:
    return [(f"`{kind}`", both(*KINDS[kind]), str(exits[kind])) for kind in Kind]


def _row(refusal: Refusal) -> tuple[str, ...]:
    also_zh, also_en = refusal.do.words if refusal.do else ("", "")
    zh = "；".join(filter(None, (refusal.zh, also_zh)))
    en = "; ".join(filter(None, (refusal.en, also_en)))
    return f"`{refusal.code}`", f"`{refusal.kind}`", zh, en
