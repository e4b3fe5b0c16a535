"""What the gateway refuses before any rule is asked: bodies, keys, headers, who may."""

from domain.refusals.refusal import Do, Kind, Refusal

REFUSALS = (
    Refusal(
        "INTERNAL_ERROR",
        Kind.UNAVAILABLE,
        "我们的程序出错，没有记下原因以外的内容；请凭 request_id 联系平台运营，用同一键重试是安全的",
        "an internal error: tell the platform's operators the request_id; the same key again is safe",
    ),
    Refusal(
        "NOTHING_CHOSEN",
        Kind.INVALID,
        "没有选中任何任务，请先勾选",
        "nothing is chosen: tick what is meant first",
    ),
    Refusal(
        "TAKEN_BY_ANOTHER",
        Kind.CONFLICT,
        "已由另一位运营领取，请另领一件，或请他放回",
        "another operator has it: take another one, or ask for it to be let go",
    ),
    Refusal(
        "PATH_UNKNOWN",
        Kind.NOT_FOUND,
        "没有这个地址，请对照 docs/api.md",
        "there is no such path: docs/api.md has them",
    ),
    Refusal(
        "METHOD_UNKNOWN",
        Kind.INVALID,
        "这个地址不支持该方法，请对照 docs/api.md",
        "this path does not take that method: docs/api.md has them",
    ),
    Refusal(
        "ADDRESS_UNUSABLE",
        Kind.INVALID,
        "地址须为 UTF-8，不超过 4 KB，不含控制字符，路径中不含 %2F、%5C",
        "the address must be UTF-8 of at most 4 KB without control characters, its path without %2F and %5C",
    ),
    Refusal(
        "HEADER_TWICE",
        Kind.INVALID,
        "Authorization、Content-Type、Content-Length、Host、Idempotency-Key、Starmap-Min-Seq 各只能写一次",
        "Authorization, Content-Type, Content-Length, Host, Idempotency-Key and "
        "Starmap-Min-Seq are said once each",
    ),
    Refusal(
        "PARAMETER_TWICE",
        Kind.INVALID,
        "地址中的同一参数只能写一次",
        "each parameter of an address is said once",
    ),
    Refusal(
        "REQUESTS_TOO_MANY",
        Kind.LIMIT,
        "请求过于频繁，请在 Retry-After 所示的秒数后再试",
        "too many requests: try again after the seconds that Retry-After says",
    ),
    Refusal(
        "REQUEST_INVALID",
        Kind.INVALID,
        "请求有误，各项见 errors，请改正后再试",
        "the request is not valid: correct what errors names",
    ),
    Refusal("FIELD_NOT_KNOWN", Kind.INVALID, "没有这一项", "there is no such field", Do.CORRECT),
    Refusal(
        "PARAMETER_UNKNOWN", Kind.INVALID, "地址中没有这个参数", "there is no such parameter", Do.CORRECT
    ),
    Refusal("FIELD_INVALID", Kind.INVALID, "写法不对", "is not written as it should be", Do.CORRECT),
    Refusal(
        "BRIEF_INVALID",
        Kind.INVALID,
        "下单内容有误，各项见 errors，请改正后再试",
        "the brief is not valid: correct what errors names",
    ),
    Refusal(
        "ORDER_REFUSED",
        Kind.CONFLICT,
        "不能下单，原因见 errors",
        "the order is refused: errors says why",
        Do.LOOK,
    ),
    Refusal(
        "BODY_TOO_LARGE",
        Kind.LIMIT,
        "内容过大，JSON 不超过 64 KB，请分几次发送",
        "the body is too large: at most 64 KB of JSON, send less at a time",
    ),
    Refusal(
        "BODY_TOO_SLOW",
        Kind.LIMIT,
        "内容没有在 15 秒内发完，请重试",
        "the body did not come within 15 seconds: try again",
    ),
    Refusal("BODY_INCOMPLETE", Kind.INVALID, "内容没有发完，请重试", "the body broke off: try again"),
    Refusal(
        "BODY_KIND_UNKNOWN",
        Kind.INVALID,
        "Content-Type 须为 application/json，编码为 UTF-8，且不压缩",
        "Content-Type must be application/json in UTF-8, and not compressed",
    ),
    Refusal("BODY_NOT_UTF8", Kind.INVALID, "内容须为 UTF-8", "the body must be UTF-8"),
    Refusal("BODY_NOT_JSON", Kind.INVALID, "内容须为 JSON", "the body must be JSON"),
    Refusal("BODY_TOO_DEEP", Kind.INVALID, "JSON 嵌套须不超过 32 层", "JSON may be nested at most 32 deep"),
    Refusal(
        "BODY_KEY_TWICE", Kind.INVALID, "JSON 中同一对象的键须各不相同", "keys of one JSON object must differ"
    ),
    Refusal(
        "BODY_NOT_FINITE",
        Kind.INVALID,
        "数字须有限且不超过 18 位",
        "numbers must be finite, of at most 18 digits",
    ),
    Refusal(
        "IDEMPOTENCY_KEY_NEEDED",
        Kind.INVALID,
        "请加上 Idempotency-Key：同一键只执行一次",
        "add an Idempotency-Key: what is asked under it is done once",
    ),
    Refusal(
        "IDEMPOTENCY_KEY_INVALID",
        Kind.INVALID,
        "Idempotency-Key 应为 1 至 64 个字母、数字或 . _ -，以字母或数字开头",
        "Idempotency-Key is 1 to 64 letters, digits or . _ -, beginning with a letter or digit",
    ),
    Refusal(
        "KEY_REUSED",
        Kind.CONFLICT,
        "这个 Idempotency-Key 已用于另一请求，请换新的",
        "that Idempotency-Key was used for another request: take a new one",
    ),
    Refusal(
        "KEY_IN_USE",
        Kind.CONFLICT,
        "同一 Idempotency-Key 的请求正在处理，请稍后用同一键再试",
        "a request under that Idempotency-Key is under way: try again shortly under the same",
    ),
    Refusal(
        "CURSOR_INVALID", Kind.INVALID, "after 须原样取自上一页", "after must be what the page before gave"
    ),
    Refusal(
        "CURSOR_AHEAD",
        Kind.INVALID,
        "after 大于现有的最大事件编号（账目可能从备份恢复过），请先读取现状，再从括号中的编号读起",
        "after is beyond the newest event (the books may come from a backup): read how things stand, and go "
        "on from the number in brackets",
    ),
    Refusal(
        "CURSOR_TOO_OLD",
        Kind.TOO_LATE,
        "after 之后的事件有一些已过保留期，请先读取现状，再从括号中的编号读起",
        "some events after it are kept no longer: read how things stand, and go on from the number in "
        "brackets",
    ),
    Refusal(
        "EVENT_TYPE_UNKNOWN",
        Kind.INVALID,
        "没有这种事件类型，请对照 GET /v1/events/catalogue",
        "there is no such type of event: GET /v1/events/catalogue has them",
    ),
    Refusal(
        "STREAMS_TOO_MANY",
        Kind.LIMIT,
        "同时打开的事件流太多，请关闭不用的，或合并为一条后再试",
        "too many streams are open: end those that nobody reads, or make one of them, and try again",
    ),
    Refusal(
        "EXTERNAL_ID_TAKEN",
        Kind.CONFLICT,
        "external_id 已属于另一任务，请换一个",
        "that external_id belongs to another commission: take another",
    ),
    Refusal(
        "LABEL_CHANGED",
        Kind.CONFLICT,
        "这一任务已有另外的 external_id 或 metadata（见 differs），没有改动；请原样再发，或用新的订单号下单",
        "the commission has another external_id or other metadata (see differs), and nothing was changed: "
        "send them as they were, or order under another number",
    ),
    Refusal(
        "TASK_TYPE_UNKNOWN",
        Kind.NOT_FOUND,
        "没有这一任务类型，可用的见 docs/rulebook.md",
        "no such task type: docs/rulebook.md has them",
    ),
    Refusal(
        "SANDBOX_SMS_WITH_REAL_MONEY",
        Kind.UNAVAILABLE,
        "短信仍是沙箱，而银行是真实的，或 HTTP 接口不在本机回环地址：请接入短信服务商，"
        "或设 STARMAP_BANK=sandbox、STARMAP_HTTP_HOST=127.0.0.1，或设 STARMAP_HTTP_PORT=off",
        "the SMS are a sandbox's while the bank is real or the gateway listens beyond this machine: "
        "use a real SMS vendor, or set STARMAP_BANK=sandbox and STARMAP_HTTP_HOST=127.0.0.1, "
        "or STARMAP_HTTP_PORT=off",
    ),
    Refusal(
        "TOP_UP_BY_OPERATOR",
        Kind.FORBIDDEN,
        "真实资金的充值在到账后由平台运营登记，请联系平台运营",
        "real money is booked by the platform's operators once it has arrived: ask them",
    ),
    Refusal(
        "REQUEST_UNREADABLE",
        Kind.INVALID,
        "这不是 HTTP 请求，无法读取",
        "this is no request that HTTP knows",
    ),
    Refusal(
        "FORM_STALE",
        Kind.FORBIDDEN,
        "页面已过期，请重新打开后再试",
        "the page is stale: open it again and try once more",
    ),
    Refusal(
        "FORM_UNREADABLE",
        Kind.INVALID,
        "表单无法读取，请在页面上重新填写",
        "the form cannot be read: fill it in on the page again",
    ),
)
