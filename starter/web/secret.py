"""A secret on a page of its own: the only time that anybody sees it."""

from collections.abc import Mapping, Sequence

from fastapi import Request, Response

from starter.web.rendering import page
from starter.web.visitors import Visitor


def shown_once(
    request: Request,
    who: Visitor,
    secret: str,
    words: Mapping[str, str],
    facts: Sequence[tuple[str, str, str]],
    back_to: str,
) -> Response:
    """``words``: title, help, secret (what it is), back. ``facts``: a label, its text, a link."""
    return page(request, "shown_once.html", who, secret=secret, words=words, facts=facts, back_to=back_to)
