"""What the command line refuses, and the forms in which people write an amount, an instant or an id."""

from domain.refusals.refusal import Do, Kind, Refusal

REFUSALS = (
    Refusal("AMOUNT_INVALID", Kind.INVALID, "应为{form}", "expected {form}"),
    Refusal("INSTANT_UNREADABLE", Kind.INVALID, "应{form}", "expected {form}"),
    Refusal("ID_INVALID", Kind.INVALID, "应为 {form}", "expected {form}"),
    Refusal("KEY_INVALID", Kind.INVALID, "应为 {form}", "expected {form}"),
    Refusal(
        "PARTY_UNCLEAR", Kind.INVALID, "请写 creator:编号（或 brand:编号）", "write creator:ID or brand:ID"
    ),
    Refusal(
        "ACTOR_INVALID",
        Kind.INVALID,
        "请写 creator、brand 或 operator:工号",
        "write creator, brand or operator:ID",
    ),
    Refusal(
        "NAMED_OPERATOR_NEEDED",
        Kind.FORBIDDEN,
        "须由具名的平台运营执行，请加 --operator 工号",
        "only a named operator may do this: add --operator ID",
    ),
    Refusal(
        "PHONE_INVALID",
        Kind.INVALID,
        "应为 11 位手机号，如 13800000001（座机收不到短信）",
        "expected a mobile number of 11 digits, like 13800000001 (a landline takes no SMS)",
    ),
    Refusal(
        "COUNT_INVALID",
        Kind.INVALID,
        "应为 {least} 至 {most} 的{what}",
        "expected {what} from {least} to {most}",
    ),
    Refusal(
        "TEXT_UNUSABLE",
        Kind.INVALID,
        "文字里有不能保存的字符，请去掉它",
        "the text has a character that cannot be kept; take it out",
    ),
    Refusal("NOT_ONE_OF", Kind.INVALID, "只能是 {words}", "expected one of {words}"),
    Refusal(
        "BAD_SPAN",
        Kind.INVALID,
        "看不懂时长「{text}」，请写成 24h、7d、1d12h、30m",
        "“{text}” is no span of time: try 24h, 7d, 1d12h, 30m",
    ),
    Refusal(
        "NUMBER_NEEDED",
        Kind.INVALID,
        "没有编号，什么也没有做；同一编号只执行一次，重复不再动资金。请加上：--key {proposed}",
        "without a number nothing is done; the same one counts once. Add: --key {proposed}",
    ),
    Refusal("BAD_USAGE", Kind.INVALID, "{wrong}；写法见 {help}", "{wrong}; {help} says how it is written"),
    Refusal(
        "NOT_REMOTE",
        Kind.INVALID,
        "{command} 不能用 --remote：{why}；请在平台那台机器上执行",
        "{command} does not work with --remote: {why}; run it on the platform's own machine",
    ),
    Refusal(
        "REMOTE_UNREACHABLE",
        Kind.UNAVAILABLE,
        "没有得到 --remote 所指平台的答复，是否已执行未知，请用同一编号（--key 或 --command-id）再试",
        "no answer from the platform that --remote names: whether it was done is not known; try again with "
        "the same --key or --command-id",
    ),
    Refusal(
        "REMOTE_ADDRESS_INVALID",
        Kind.INVALID,
        "--remote 应为 https://主机（本机可用 http://127.0.0.1:8234），不含用户名与参数",
        "--remote is https://HOST (on this machine http://127.0.0.1:8234 will do), without a user or a query",
    ),
    Refusal(
        "REMOTE_TOKEN_NEEDED",
        Kind.FORBIDDEN,
        "请把令牌或 API 密钥放入环境变量 STARMAP_REMOTE_TOKEN，"
        "或放入 STARMAP_REMOTE_TOKEN_FILE 所指、可读的文件",
        "put the token or API key into STARMAP_REMOTE_TOKEN, or into a file that can be read and that "
        "STARMAP_REMOTE_TOKEN_FILE names",
    ),
    Refusal(
        "REMOTE_TOKEN_OPEN",
        Kind.FORBIDDEN,
        "令牌文件他人可读，请先 chmod 600",
        "others can read the file of the token: chmod 600 it first",
    ),
    Refusal(
        "REMOTE_SPEAKER_OTHER",
        Kind.FORBIDDEN,
        "用 --remote 时以令牌持有人的名义执行：--actor 与 --operator 应是其本人",
        "with --remote it is done in the name of whose token it is: --actor and --operator name that one",
    ),
    Refusal("PARTY_NOT_FOUND", Kind.NOT_FOUND, "没有 {party}", "there is no {party}", Do.CHECK),
    Refusal(
        "MESSAGE_TOO_LARGE", Kind.LIMIT, "消息过大，请只传引用", "the message is too large: send references"
    ),
    Refusal(
        "TOO_MANY_WAIT",
        Kind.LIMIT,
        "等待处理的消息已达上限，这一条没有收下；请待 worker 恢复后再发，或改用 update 等待答复",
        (
            "too many messages wait, this one was not taken: send it when the worker has caught up, "
            "or as an update"
        ),
    ),
    Refusal(
        "VENDOR_REFUSED",
        Kind.CONFLICT,
        "服务方拒绝了这一操作：{said}",
        "the provider refused it: {said}",
        Do.ASK_VENDOR,
    ),
    Refusal("TOO_MUCH", Kind.LIMIT, "服务繁忙，请稍后再试", "the server is busy: try again shortly"),
    Refusal(
        "NO_ANSWER_YET",
        Kind.UNAVAILABLE,
        "暂时没有答复；请用同一 command_id 再发一次：{command_id}",
        "no answer yet; send it again under the same command_id: {command_id}",
    ),
    Refusal(
        "STILL_WAITING",
        Kind.UNAVAILABLE,
        "等了 {seconds} 秒，仍在等待{what}",
        "after {seconds} s it still waits for {what}",
        Do.LATER,
    ),
    Refusal(
        "NO_TIME_TRAVEL",
        Kind.CONFLICT,
        "只有内置服务可以跳过时间",
        "time can be skipped on the embedded server only",
        Do.NOTHING,
    ),
    Refusal("STOPPED", Kind.CONFLICT, "导入已停止", "the import was stopped", Do.LATER),
    Refusal(
        "BALANCE_NOT_ENOUGH",
        Kind.CONFLICT,
        (
            "{brand} 可用余额 {has}，本文件须托管 {new}，已在等待付款 {waiting}，差 {short}；"
            "差额的任务会等待付款。请先充值：./starmap brand top-up {brand} 金额 --key 编号"
        ),
        (
            "{brand} has {has}; this file holds {new}, and {waiting} waits for payment already: "
            "{short} too little, those orders would wait. Top up first: ./starmap brand top-up "
            "{brand} AMOUNT --key NUMBER"
        ),
    ),
    Refusal(
        "REPLAY_DIFFERS",
        Kind.CONFLICT,
        "重放结果与历史不一致：{said}；请用记下这份历史的版本重放",
        "the replay differs from the history: {said}; replay it with the release that wrote it",
    ),
    Refusal(
        "REPORT_LOST",
        Kind.UNAVAILABLE,
        "输出没有写出（{why}）；命令本身{done}，退出码 {exit}",
        "the report was not written ({why}); the command itself {done}, exit code {exit}",
        Do.LOOK,
    ),
)
