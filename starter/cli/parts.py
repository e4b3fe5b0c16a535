"""What the command consists of, a part per word. A part's module is read only when its word is called."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Part:
    word: str
    place: str
    """Module and attribute: a Typer of several commands, or the function of one."""
    help: str
    several: bool = True
    alone: Mapping[str, str] = field(default_factory=dict)
    """Of several: those that read the books and nothing else are read by themselves; place by word."""


def _one(word: str, place: str, text: str) -> Part:
    return Part(word, place, text, several=False)


PARTS = (
    _one(
        "up",
        "platform:up",
        "启动平台并照看它，Ctrl-C 停止 · start the platform and look after it until Ctrl-C",
    ),
    _one(
        "serve",
        "serve:serve",
        "只启动 HTTP 接口，Ctrl-C 停止 · the HTTP interface alone, until Ctrl-C",
    ),
    _one("status", "platform:status", "什么在哪里运行 · what runs where"),
    _one(
        "health",
        "cluster:health",
        "一切是否就绪：每项一行，有缺则退出码为 1 · is all well? a line each, exit code 1 if something lacks",
    ),
    _one(
        "demo",
        "platform:demo",
        "六条任务在真实 Temporal 服务上走完一生 · six commissions live their lives on a real server",
    ),
    _one(
        "attention",
        "attention:attention",
        "需要人处理的任务和提现：自何时、为什么、做什么 · what waits for a person, and what to do",
    ),
    _one("phone", "sandbox:phone", "沙箱手机：收到的短信和电话 · the sandbox phone: SMS and calls received"),
    _one(
        "withdraw",
        "withdrawal:withdraw",
        "创作者提现到绑定的收款账户 · a creator withdraws to the bound account",
    ),
    _one("audit", "audited:audit", "审计日志：谁在何时做了什么 · who did what, and when"),
    _one("rulebook", "platform:rulebook", "规则手册，由规则表生成 · the rulebook, made from the table"),
    Part(
        "creator",
        "parties:creator",
        "创作者：开户、实名、收款账户、报价、余额与收入 · creators",
        alone={"list": "creators:list_creators"},
    ),
    Part(
        "brand",
        "brand:group",
        "品牌主：开户、充值、钱包、余额退回 · brands",
        alone={"list": "brands_read:list_brands"},
    ),
    Part(
        "member",
        "members:group",
        "成员与运营人员：邀请、角色、移除 · members of brands, and operators",
        alone={"list": "members_read:list_members"},
    ),
    Part("events", "events:group", "事件：系统读取的每一步，与事件目录 · events, and the types of them"),
    Part(
        "key",
        "keys:group",
        "品牌系统的 API 密钥 · API keys of brands' systems",
        alone={"list": "keys_read:list_keys"},
    ),
    Part(
        "signing-key",
        "signing_keys:group",
        "签名密钥：品牌主的公钥与平台自己的密钥 · signing keys, of brands and the platform's own",
        alone={"list": "signing_keys_read:list_signing_keys"},
    ),
    Part(
        "webhook",
        "webhook:group",
        "Webhook 接收地址：新建、改动、记录、重发、测试 · webhook endpoints",
        alone={"list": "webhooks_read:list_endpoints", "log": "webhooks_read:log"},
    ),
    Part("person", "people:group", "个人数据：导出、清除 · personal data: export, erase"),
    Part("keys", "data_keys:group", "个人数据的主密钥 · the wrapping key of personal data"),
    Part("claim", "claim:group", "结算后的决定：追回、赔付、免除欠款 · decisions after a settlement"),
    Part(
        "commission",
        "commission:group",
        "任务：下单、批量导入、列表、详情 · commissions",
        alone={"list": "finding:list_commissions"},
    ),
    Part("upload", "files:group", "任务的文件：上传、列表、下载 · files of a commission"),
    Part("mp", "sandbox:mp", "沙箱头条号 MP：创作者一侧 · the sandbox MP, the creator's side"),
    Part("fault", "sandbox:fault", "让沙箱变慢、拒绝、失败或丢失答复 · make the sandbox misbehave"),
    Part("bank", "bank:group", "沙箱银行：流水、退票 · the sandbox bank"),
    Part(
        "withdrawal",
        "withdrawal:group",
        "提现与打款：查看、重新打款、取消 · withdrawals and payouts",
        alone={
            "list": "withdrawals_read:list_withdrawals",
            "show": "withdrawals_read:show_withdrawal",
        },
    ),
    Part("ledger", "ledger:group", "账本：核对、试算、流水、对账 · the ledger"),
    Part("sweep", "sweep:group", "巡查 · the sweeps"),
    Part("terms", "terms:group", "条款 · the terms"),
    Part("time", "platform:travel", "虚拟时间（仅内置服务） · virtual time, embedded server only"),
    Part("database", "cluster:database", "数据库 · the database"),
    Part("server", "cluster:server", "自备的 Temporal 服务 · a Temporal server of your own"),
)
"""In the order of the help: single commands, then groups. The commands of the message table follow."""
