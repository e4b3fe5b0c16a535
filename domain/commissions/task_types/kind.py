"""What distinguishes one kind of work from another. Kinds of one family share a rulebook."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Need:
    """A field of the brief that few kinds have, in the words of every place that asks for it or shows it."""

    label: tuple[str, str]
    expected: tuple[str, str]
    """What belongs there, where it was left out."""
    columns: tuple[str, ...] = ()
    """How a spreadsheet in Chinese may head it."""


@dataclass(frozen=True)
class TaskType:
    name: str
    zh: str
    en: str
    content_zh: str
    content_en: str
    family: str = ""
    """Whose rules it has; empty: those that most kinds share. Others bring tables (`rules.rulebook`)."""
    platform: str = "toutiao"
    """Where it is published."""
    submitted_in_mp: bool = True
    """True: only an item published in the MP with 关联星图任务 ticked submits. False: uploaded here."""
    outline: str = "never"
    """``optional``: the brand decides per order (S1 Q7). ``never``: there is none."""
    outline_zh: str = "提纲"
    outline_en: str = "outline"
    needs_text: bool = False
    """Title, description and hashtags come with the work (S2 §5)."""
    brief_needs: Mapping[str, Need] = field(default_factory=dict)
    """Fields of the brief this kind cannot do without, beside those every brief has."""
    measure: str = "length"
    """``length`` in characters or ``duration`` in seconds."""
    basis: str = ""
    terms: Mapping[str, Any] = field(default_factory=dict)
    """Terms that differ for this kind."""
