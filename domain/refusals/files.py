"""What is wrong with a file that people hand in, or with the place of one that is to be written."""

from domain.refusals.refusal import Do, Kind, Refusal

REFUSALS = (
    Refusal(
        "NO_FILE", Kind.NOT_FOUND, "没有这个文件：{path}", "there is no such file: {path}", Do.CHECK_FILE
    ),
    Refusal(
        "FILE_UNREADABLE",
        Kind.UNAVAILABLE,
        "无法读取 {path}：{why}",
        "{path} cannot be read: {why}",
        Do.CHECK_FILE,
    ),
    Refusal("TOO_LARGE", Kind.LIMIT, "{path} 超过 {kb} KB", "{path} is over {kb} KB", Do.CORRECT_FILE),
    Refusal(
        "FILE_NOT_TEXT",
        Kind.INVALID,
        "不是 {encodings} 文本，或含有乱码，请另存为「CSV UTF-8」（需求单为 UTF-8）",
        "is not {encodings} text, or is garbled: save it as “CSV UTF-8” (a brief as UTF-8)",
    ),
    Refusal(
        "NOT_YAML",
        Kind.INVALID,
        "{where}不是 YAML：{problem}",
        "{where}is not YAML: {problem}",
        Do.CORRECT_FILE,
    ),
    Refusal("NOT_A_MAPPING", Kind.INVALID, "应为「字段: 值」的列表", "expected lines of `field: value`"),
    Refusal(
        "DUPLICATE_FIELD",
        Kind.INVALID,
        "第 {line} 行重复了 {field}",
        "line {line} says {field} again",
        Do.CORRECT_FILE,
    ),
    Refusal(
        "NOT_CSV",
        Kind.INVALID,
        "第 {line} 行不是 CSV：{problem}",
        "line {line} is not CSV: {problem}",
        Do.CORRECT_FILE,
    ),
    Refusal(
        "SEPARATOR_UNKNOWN",
        Kind.INVALID,
        "列以「{sign}」分隔；应为{known}之一，请另存为「CSV UTF-8」",
        "the columns are separated by “{sign}”; expected one of {known}: save it as “CSV UTF-8”",
    ),
    Refusal("NO_HEADER", Kind.INVALID, "第一行应为列名", "the first line must name the columns"),
    Refusal(
        "NO_ROWS", Kind.INVALID, "只有列名，没有订单", "there are columns and no orders", Do.CORRECT_FILE
    ),
    Refusal(
        "TOO_MANY_ROWS",
        Kind.LIMIT,
        "有 {count} 行，一次最多 {most} 行，请拆成几个文件",
        "has {rows}; at most {most} at a time: split the file",
    ),
    Refusal(
        "UNKNOWN_COLUMN",
        Kind.INVALID,
        "没有这些列：{listed}；可用：{known}",
        "no such columns: {listed}; known: {known}",
    ),
    Refusal(
        "DUPLICATE_COLUMN", Kind.INVALID, "列名重复：{names}", "columns named twice: {names}", Do.CORRECT_FILE
    ),
    Refusal("COLUMN_NEEDED", Kind.INVALID, "缺少列：{names}", "columns needed: {names}", Do.CORRECT_FILE),
    Refusal("DATE_PAST", Kind.TOO_LATE, "时间已过", "that time is over", Do.CORRECT),
    Refusal("DATE_TOO_FAR", Kind.INVALID, "时间太远", "that is too far ahead", Do.CORRECT),
    Refusal("BAD_ROW", Kind.INVALID, "这一行有误", "something is wrong with this row", Do.CORRECT_FILE),
    Refusal(
        "BAD_BRIEF",
        Kind.INVALID,
        "需求单有 {count} 处问题，没有下单",
        "{problems} in the brief, nothing ordered",
        Do.CORRECT_FILE,
    ),
    Refusal(
        "BAD_BILL", Kind.INVALID, "对账文件有误：{wrong}", "the bill cannot be read: {wrong}", Do.CORRECT_FILE
    ),
    Refusal(
        "NOT_A_HISTORY",
        Kind.INVALID,
        "{file} 不是网页下载的事件历史：{said}",
        "{file} is no history as the Web UI gives it: {said}",
        Do.CORRECT_FILE,
    ),
    Refusal(
        "FILE_EXISTS",
        Kind.CONFLICT,
        "已有这个文件，没有覆盖：请换一个文件名",
        "that file is there already and was left alone: choose another name",
    ),
    Refusal(
        "CSV_NOT_WRITABLE",
        Kind.UNAVAILABLE,
        "无法写入 {path}（{why}），请用 --csv 另选位置",
        "{path} cannot be written ({why}): choose another place with --csv",
    ),
    Refusal(
        "RESULTS_NOT_WRITABLE",
        Kind.UNAVAILABLE,
        "无法写入 {path}（{why}），请用 --results 另选位置",
        "{path} cannot be written ({why}): choose another place with --results",
    ),
    Refusal(
        "RESULTS_LOST",
        Kind.UNAVAILABLE,
        "结果文件没有写完（{why}）：{path}；已下的单不受影响，再次运行同一命令即可得到全部结果",
        (
            "the results were not written whole ({why}): {path}; what was ordered stands, and the "
            "same command run again tells it all"
        ),
    ),
)
