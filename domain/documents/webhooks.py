"""The tables of docs/webhooks.md: the schedule, why an attempt fails, and what is refused of an endpoint."""

from datetime import timedelta

from domain.refusals import webhooks
from domain.webhooks.attempt import FAILURE_WORDS
from domain.webhooks.schedule import WAITS

REFRESH = "python -m starter.documents.webhooks"
UNITS = ((3_600, "小时", "h"), (60, "分钟", "min"), (1, "秒", "s"))
HEADS = {"zh": ("次数", "等待", "合计"), "en": ("attempt", "after a wait of", "in all")}


def schedule(lang: str) -> str:
    """Without the jitter."""
    rows, whole = [HEADS[lang], ("---", "---", "---")], timedelta()
    for number, wait in enumerate(WAITS, 1):
        whole += wait
        rows.append((str(number), written(wait, lang), written(whole, lang)))
    return "\n".join(f"| {' | '.join(each)} |" for each in rows)


def written(span: timedelta, lang: str) -> str:
    """71 h 35 min."""
    left, parts = int(span.total_seconds()), []
    for seconds, zh, en in UNITS:
        count, left = divmod(left, seconds)
        if count:
            parts.append(f"{count} {zh if lang == 'zh' else en}")
    return " ".join(parts) or {"zh": "立即", "en": "at once"}[lang]


def failures(lang: str) -> str:
    heads = "| 原因 | 含义 |" if lang == "zh" else "| reason | meaning |"
    rows = [f"| `{name}` | {words[0 if lang == 'zh' else 1]} |" for name, words in FAILURE_WORDS.items()]
    return "\n".join([heads, "|---|---|", *rows])


def refusals(lang: str) -> str:
    heads = "| 拒绝 | 含义 |" if lang == "zh" else "| refusal | meaning |"
    rows = [f"| `{each.code}` | {each.words[0 if lang == 'zh' else 1]} |" for each in webhooks.REFUSALS]
    return "\n".join([heads, "|---|---|", *rows])
