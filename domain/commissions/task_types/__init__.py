"""The kinds of work on offer. Adding one is its file and one line here."""

# ruff: noqa: F401  # each line opens a type

from collections.abc import Mapping

from domain.commissions.task_types.answer import ANSWER
from domain.commissions.task_types.article import ARTICLE
from domain.commissions.task_types.direct_article import DIRECT_ARTICLE
from domain.commissions.task_types.douyin_video import DOUYIN_VIDEO
from domain.commissions.task_types.kind import Need, TaskType
from domain.commissions.task_types.micro_post import MICRO_POST

TASK_TYPES: Mapping[str, TaskType] = {
    each.name: each for each in tuple(vars().values()) if isinstance(each, TaskType)
}
BRIEF_NEEDS: Mapping[str, Need] = {
    name: need for kind in TASK_TYPES.values() for name, need in kind.brief_needs.items()
}
"""Of every kind; the one word means the same in each."""
