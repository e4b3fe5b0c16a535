"""What stands in place of somebody's personal data once it is gone, wherever it is shown."""

ERASED = "已清除 · erased"
UNREADABLE = "无法读出 · unreadable"
"""The value is not as it was written: tampered with, or copied from elsewhere."""
INSTEAD = frozenset({ERASED, UNREADABLE})
"""They are told as they are, and never masked."""
