"""The kinds of work on offer. Adding one is its file and one line here."""

from collections.abc import Mapping

from domain.task_types import answer, article, direct_article, kind, micro_post

TASK_TYPES: Mapping[str, kind.TaskType] = {
    each.name: each
    for each in (
        article.ARTICLE,
        direct_article.DIRECT_ARTICLE,
        micro_post.MICRO_POST,
        answer.ANSWER,
    )
}
