from collections.abc import Iterator

import pytest

from domain.task_types import TASK_TYPES
from domain.task_types.kind import TaskType

CLIP = TaskType(
    name="clip",
    zh="短片",
    en="clip",
    content_zh="视频",
    content_en="video",
    submitted_in_mp=False,
    outline="optional",
    outline_zh="脚本",
    outline_en="script",
    needs_text=True,
    basis="a kind for tests: uploaded here, with texts",
)


@pytest.fixture()
def clip(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A kind of work that is uploaded here and needs a title, a description and hashtags."""
    monkeypatch.setitem(TASK_TYPES, CLIP.name, CLIP)  # type: ignore[arg-type]
    yield CLIP.name
