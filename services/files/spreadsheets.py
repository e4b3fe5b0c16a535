"""What spreadsheets and people put into a CSV file of orders, brought to the one form that is read.

Only what can be meant in one way: another separator, full-width signs, ``￥3000``, ``3000元``,
``2026年12月2日``, Chinese column names. All else is left as it was written, and the reader of its kind
refuses it by name.
"""

import csv
import io
import re
from collections.abc import Callable, Collection, Iterator, Mapping

from domain import forms
from domain.commissions.ordering.industries import INDUSTRIES
from domain.commissions.task_types import BRIEF_NEEDS, TASK_TYPES
from services.files.brief_files import BadFile

SEPARATORS: Mapping[str, tuple[str, str]] = {
    ",": ("英文逗号 ,", "commas"),
    ";": ("英文分号 ;", "semicolons"),
    "\t": ("制表符", "tabs"),
}
FOREIGN = "，；、|："
"""Signs that people take for separators, and that stand in texts too."""
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xFFE5: "¥"}
"""Signs that exist in both widths, one for one: no ① and no ² among them."""
ALIASES: Mapping[str, str] = {
    **dict.fromkeys(("订单号", "订单编号", "单号"), "order"),
    **dict.fromkeys(("品牌主", "品牌主编号", "品牌主id", "品牌", "品牌编号", "品牌id"), "brand"),
    **dict.fromkeys(("创作者", "创作者编号", "创作者id", "达人", "达人编号", "达人id"), "creator"),
    **dict.fromkeys(("任务类型", "类型"), "task_type"),
    **dict.fromkeys(("任务标题", "标题"), "title"),
    **dict.fromkeys(("推广目标", "目标"), "goal"),
    **dict.fromkeys(("产品", "产品名称"), "product"),
    **dict.fromkeys(("产品信息", "产品介绍"), "product_information"),
    **dict.fromkeys(("必须包含", "必含", "必写"), "required"),
    **dict.fromkeys(("不得包含", "禁用词", "禁写"), "forbidden"),
    **dict.fromkeys(("最少字数", "字数下限"), "length.min"),
    **dict.fromkeys(("最多字数", "字数上限"), "length.max"),
    **dict.fromkeys(("最短时长", "时长下限"), "duration.min"),
    **dict.fromkeys(("最长时长", "时长上限"), "duration.max"),
    **dict.fromkeys(("提纲", "需要提纲"), "outline"),
    "逾期视为通过": "approve_when_silent",
    **dict.fromkeys(("金额", "价格", "报价", "任务金额"), "price"),
    **dict.fromkeys(("提交截止", "截稿日期", "截稿时间", "最晚提交"), "submit_by"),
    **dict.fromkeys(("最早发布", "最早发布时间", "发布时间起"), "release.from"),
    **dict.fromkeys(("最晚发布", "最晚发布时间", "发布时间止"), "release.until"),
    "购买链接": "purchase_link",
    **dict.fromkeys(("标注广告", "广告标识"), "marked_as_ad"),
    **dict.fromkeys(("授权范围", "授权"), "rights"),
    **dict.fromkeys(("行业", "所属行业"), "industry"),
    **dict.fromkeys(("批准文号", "广告批准文号"), "approval_number"),
    **dict.fromkeys(("ai生成", "含ai生成内容", "ai生成内容"), "made_with_ai"),
    **{column: name for name, need in BRIEF_NEEDS.items() for column in need.columns},
    **dict.fromkeys(("模板", "需求单"), "brief"),
}
"""Of columns, without their unit in brackets."""

_HINT = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
"""The first line by which a spreadsheet says which separator follows."""
_UNIT = re.compile(r"\s*\((?:元|人民币|yuan|cny|rmb|字|秒)\)$", re.IGNORECASE)
_YUAN = re.compile(r"(?:¥|cny|rmb|人民币)?\s*(?P<figure>.*?)\s*(?:元|圆|cny|rmb)?", re.IGNORECASE)
_DATE = re.compile(
    r"(?P<year>\d{4})(?P<first>[年.])(?P<month>\d{1,2})(?P<second>[月.])(?P<day>\d{1,2})(?P<third>[日号]?)"
    r"(?:\s*(?P<hour>\d{1,2})(?:[时点](?:(?P<minute>\d{1,2})分?)?|:(?P<clock>\d{2}(?::\d{2})?)))?",
    re.ASCII,
)
_COUNT = re.compile(r"(?P<figure>\d+)\s*(?:字|秒)", re.ASCII)


def records(text: str, known: Collection[str]) -> Iterator[tuple[int, list[str]]]:
    """The file's records with the line each begins on; the first names the columns.

    Raises BadFile where no separator is to be seen, or the file is no CSV.
    """
    hint = _HINT.match(text)
    begins = 2 if hint else 1
    body = text[hint.end() :] if hint else text
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=_separator(body, hint, known), strict=True)
    lines = begins - 1
    try:
        for cells in reader:
            yield begins, cells
            begins = lines + reader.line_num + 1
    except csv.Error as error:
        raise BadFile("NOT_CSV", line=lines + reader.line_num, problem=error) from None


def _separator(body: str, hint: re.Match[str] | None, known: Collection[str]) -> str:
    """The one that makes columns of the first line that we know; commas where none does."""
    if hint and hint[1] in SEPARATORS:
        return hint[1]
    first = next(iter(body.splitlines()), "")
    found = {sign: _known(first.split(sign), known) for sign in (*SEPARATORS, *FOREIGN)}
    best = max(found, key=lambda sign: found[sign])
    if hint or (best in FOREIGN and found[best] > max(1, *(found[sign] for sign in SEPARATORS))):
        sign = hint[1] if hint else best
        zh = "、".join(each for each, _ in SEPARATORS.values())
        en = ", ".join(each for _, each in SEPARATORS.values())
        raise BadFile("SEPARATOR_UNKNOWN", sign=sign, known=(zh, en))
    return best if best in SEPARATORS and found[best] > found[","] else ","


def _known(names: list[str], known: Collection[str]) -> int:
    return sum(column(each.strip('" ')) in known for each in names)


def column(name: str) -> str:
    """The column a heading means; what means none stays as it is written."""
    plain = name.translate(FULL_WIDTH).strip().lower()
    bare = _UNIT.sub("", plain)
    if bare in ALIASES:
        return ALIASES[bare]
    return bare.replace(" ", "_") if bare.isascii() and bare else name.strip()


def cell(column: str, written: str) -> str:
    """A cell in the form its column is read in, where it can be meant in one way; else as it was written."""
    plain = written.translate(FULL_WIDTH).strip()
    match column:
        case "price":
            return _read(forms.amount, _figure(plain), written)
        case "submit_by" | "release.from" | "release.until":
            return _read(forms.instant, _date(plain), plain if forms.is_counted(plain) else written)
        case "order" | "brand" | "creator":
            return _read(forms.key, plain, written)
        case "task_type" | "industry":
            return BY_NAME[column].get(written.strip(), written)
        case _ if column.endswith((".min", ".max")):
            return _read(forms.count, _count(plain), written)
        case _:
            return written


BY_NAME: Mapping[str, Mapping[str, str]] = {
    "task_type": {kind.zh: kind.name for kind in TASK_TYPES.values()},
    "industry": {known.zh: name for name, known in INDUSTRIES.items()},
}
"""What people call a type or an industry."""


def _read(reader: Callable[[str], object], plain: str, written: str) -> str:
    """A refusal quotes what was written."""
    try:
        reader(plain)
    except forms.Unreadable:
        return written
    return plain


def _figure(plain: str) -> str:
    found = _YUAN.fullmatch(plain)
    return found["figure"] if found else plain


def _date(plain: str) -> str:
    """``2026年12月2日 20时`` and ``2026.12.2``: the year stands first, and nothing is left to be guessed."""
    found = _DATE.fullmatch(plain)
    if found is None:
        return plain
    chinese = (found["first"], found["second"]) == ("年", "月") and found["third"]
    dotted = (found["first"], found["second"], found["third"]) == (".", ".", "")
    if not (chinese or dotted):
        return plain
    day = f"{found['year']}-{found['month']}-{found['day']}"
    if found["hour"] is None:
        return day
    return f"{day} {found['hour']}:{found['clock'] or (found['minute'] or '0').zfill(2)}"


def _count(plain: str) -> str:
    found = _COUNT.fullmatch(plain)
    return found["figure"] if found else plain
