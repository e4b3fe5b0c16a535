"""A record with some of its fields changed, as ``dataclasses.replace`` gives it, at a fraction of its cost.

A commission has some ninety fields and one move changes it about ten times. ``dataclasses.replace`` reads the
description of every field and sets each by ``__init__`` again; here the values are copied in one step. To the
type checker it is ``dataclasses.replace`` itself, which it knows how to check field by field.
"""

import dataclasses
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import replace as replace  # noqa: PLC0414
else:

    def replace(record: object, /, **changes: object) -> object:
        """Raises TypeError for a field that the record has not."""
        kind = type(record)
        if not _is_plain(kind):
            return dataclasses.replace(record, **changes)
        copy = object.__new__(kind)
        values = copy.__dict__
        values.update(record.__dict__)
        known = len(values)
        values.update(changes)
        if len(values) != known:
            unknown = sorted(changes.keys() - record.__dict__.keys())
            raise TypeError(f"{kind.__name__} has no field {', '.join(unknown)}")
        return copy


@cache
def _is_plain(kind: type) -> bool:
    """Its values are its fields, and nothing is worked out from them as it is made."""
    return not hasattr(kind, "__post_init__") and not hasattr(kind, "__slots__")
