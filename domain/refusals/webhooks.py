"""What is refused of webhook endpoints."""

from domain.refusals.refusal import Do, Kind, Refusal

REFUSALS = (
    Refusal(
        "ENDPOINT_UNKNOWN",
        Kind.NOT_FOUND,
        "没有这个 webhook 端点，请核对编号",
        "there is no such webhook endpoint: check its id",
    ),
    Refusal(
        "TOO_MANY_ENDPOINTS",
        Kind.LIMIT,
        "webhook 端点已达 20 个，请先删除不用的",
        "there are 20 webhook endpoints already: delete one first",
    ),
    Refusal(
        "ENDPOINT_TEXT_INVALID",
        Kind.INVALID,
        "说明须为一行可见的文字，不超过 200 字",
        "a description is one visible line of at most 200 characters",
        Do.CORRECT,
    ),
    Refusal(
        "ENDPOINT_STOPPED",
        Kind.FORBIDDEN,
        "这个端点由平台运营停用，请联系平台",
        "an operator has disabled this endpoint: ask the platform",
        Do.OTHER,
    ),
    Refusal(
        "REDELIVERY_UNCLEAR",
        Kind.INVALID,
        "请写一个事件编号，或 --failed-since 加时刻，二者择一",
        "name the number of an event, or --failed-since with an instant: one of the two",
    ),
    Refusal(
        "WEBHOOK_URL_INVALID",
        Kind.INVALID,
        "webhook 地址有误：写成 https://域名/路径，不超过 2000 字符，不含用户名、片段、反斜杠；"
        "中文域名写成 xn-- 形式，IP 地址写成标准形式",
        "the webhook address is not usable: write https://HOST/PATH of at most 2000 characters, without a "
        "user, a fragment or a backslash; an international host as xn--, an IP address in its usual form",
    ),
    Refusal(
        "WEBHOOK_URL_NOT_HTTPS",
        Kind.INVALID,
        "webhook 地址须为 https；自己内网的地址须由平台运营写入 STARMAP_WEBHOOK_ALLOW",
        "a webhook address must be https; one of your own network is listed in STARMAP_WEBHOOK_ALLOW "
        "by operators",
    ),
    Refusal(
        "WEBHOOK_PORT_REFUSED",
        Kind.INVALID,
        "webhook 的端口须为 443 或 8443；自己内网的地址须由平台运营写入 STARMAP_WEBHOOK_ALLOW",
        "the port of a webhook is 443 or 8443; one of your own network is listed in STARMAP_WEBHOOK_ALLOW "
        "by operators",
    ),
    Refusal(
        "WEBHOOK_URL_NOT_PUBLIC",
        Kind.INVALID,
        "webhook 地址须在公网；自己内网的地址须由平台运营写入 STARMAP_WEBHOOK_ALLOW",
        "a webhook address must be public; one of your own network is listed in STARMAP_WEBHOOK_ALLOW "
        "by operators",
    ),
    Refusal(
        "DELIVERY_UNKNOWN",
        Kind.NOT_FOUND,
        "这个端点没有这次投递，请核对事件编号",
        "the endpoint has no delivery of that event: check its number",
    ),
    Refusal(
        "DELIVERY_NOT_SENT",
        Kind.CONFLICT,
        "这个事件还没有发送过，请等它按时自动发送",
        "that event was not sent yet: wait, it is sent by itself when it is due",
    ),
    Refusal(
        "DELIVERY_PRUNED",
        Kind.CONFLICT,
        "超过 30 天的内容已清除，不能重发；请按事件编号在 /v1/events 读取",
        "what was sent over 30 days ago is pruned and cannot be redelivered: read it by its number "
        "in /v1/events",
    ),
    Refusal(
        "REQUESTS_WAITING",
        Kind.LIMIT,
        "这个端点已有 100 个重发或测试在等待，请等它们完成再试",
        "100 redeliveries or tests wait for that endpoint already: try again when they are done",
    ),
)
