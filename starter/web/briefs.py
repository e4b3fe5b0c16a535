"""The form of a brief: the fields it has for a type, and the brief that what was typed makes."""

from collections.abc import Mapping
from typing import Any

from domain.commissions.ordering.brief import GOAL_MAX, INFORMATION_MAX, NEED_CHARS, PRODUCT_MAX, TITLE_MAX
from domain.commissions.ordering.industries import INDUSTRIES
from domain.commissions.task_types import TASK_TYPES
from domain.commissions.task_types.kind import TaskType
from starter.web.fields import FieldShown
from starter.web.forms import Form, new_key
from starter.web.wording import Wording

ORDER_MAX, WORDS_MAX, LINK_MAX, DIGITS = 40, 500, 500, 6
NUMBER_CHARS = 8
PLAIN = ("title", "goal", "product", "product_information", "rights", "approval_number", "purchase_link")
"""As they were typed, where anything was."""
LISTS = ("required", "forbidden")
ANY_SEPARATOR = "，,；;、\n"
END_OF_DAY = "24:00"


def brief(given: Form, task_type: str, creator: str, price: str) -> dict[str, Any]:
    """For one creator of the cart: the order's number is the form's and the creator's."""
    kind = TASK_TYPES.get(task_type)
    told: dict[str, Any] = {
        "order": f"{given.text('order')}-{creator}",
        "creator": creator,
        "task_type": task_type,
        "industry": given.text("industry") or "general",
        "price": price,
        **{name: given.text(name) for name in PLAIN if given.text(name)},
        **{name: _listed(given.text(name)) for name in LISTS if given.text(name)},
        **{name: True for name in ("outline", "made_with_ai") if given.is_ticked(name)},
        **{name: given.text(name) for name in (kind.brief_needs if kind else ()) if given.text(name)},
    }
    if given.text("least") or given.text("most"):
        span = {"min": _whole(given.text("least")), "max": _whole(given.text("most"))}
        told[kind.measure if kind else "length"] = span
    if submit_by := _when(given, "submit_by"):
        told["submit_by"] = submit_by
    release = {"from": _when(given, "release_from"), "until": _when(given, "release_until")}
    if any(release.values()):
        told["release"] = {"from": release["from"] or "+0d", "until": release["until"]}
    return told


def _when(given: Form, name: str) -> str:
    """A day alone is its 24:00 where it ends something: the brief reads it so."""
    day, time = given.text(f"{name}-day"), given.text(f"{name}-time")
    return day if time in ("", END_OF_DAY) else f"{day} {time}".strip()


def _listed(text: str) -> list[str]:
    for each in ANY_SEPARATOR:
        text = text.replace(each, "\n")
    return [line.strip() for line in text.split("\n") if line.strip()]


def _whole(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else text


def fields(kind: TaskType, typed: Mapping[str, str], t: Wording) -> list[FieldShown]:
    """``typed`` is what a refused form brought, or an older brief: nothing of it is lost."""
    asked: list[tuple[str, str, str, bool, int]] = [
        ("title", "line", "order.title_field", True, TITLE_MAX),
        ("goal", "area", "order.goal", True, GOAL_MAX),
        ("product", "line", "order.product", True, PRODUCT_MAX),
        ("product_information", "area", "order.information", False, INFORMATION_MAX),
        *((name, "line", f"order.{name}", True, NEED_CHARS) for name in kind.brief_needs),
        ("required", "line", "order.required", False, WORDS_MAX),
        ("forbidden", "line", "order.forbidden", False, WORDS_MAX),
        ("least", "number", f"order.least_{kind.measure}", False, DIGITS),
        ("most", "number", f"order.most_{kind.measure}", False, DIGITS),
        *((("outline", "tick", "order.outline", False, 3),) if kind.outline == "optional" else ()),
        ("submit_by", "instant", "order.submit_by", False, 0),
        ("release_from", "instant", "order.release_from", False, 0),
        ("release_until", "instant", "order.release_until", False, 0),
        ("purchase_link", "line", "order.purchase_link", False, LINK_MAX),
    ]
    found = [_field(*each, typed, t) for each in asked]
    return [*found, _industry(typed, t), _number(typed, t)]


def _field(
    name: str, form: str, key: str, needed: bool, most: int, typed: Mapping[str, str], t: Wording
) -> FieldShown:
    day, time = typed.get(f"{name}-day", ""), typed.get(f"{name}-time", "")
    told = t("order.separated") if name in LISTS else ""
    return FieldShown(name, form, t(key), typed.get(name, ""), needed, most, told, day=day, time=time)


def _industry(typed: Mapping[str, str], t: Wording) -> FieldShown:
    offered = tuple(
        (name, t.pick((each.zh, each.en))) for name, each in INDUSTRIES.items() if not each.refused
    )
    chosen = typed.get("industry", "general")
    return FieldShown("industry", "choice", t("order.industry"), chosen, needed=True, choices=offered)


def _number(typed: Mapping[str, str], t: Wording) -> FieldShown:
    usual = new_key()[:NUMBER_CHARS].upper()
    value = typed.get("order", "") or usual
    told = t("order.number_help")
    return FieldShown("order", "line", t("order.number"), value, needed=True, most=ORDER_MAX, help=told)
