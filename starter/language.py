"""Chinese or English: what was asked for, else what the terminal speaks."""

import os
from collections.abc import Mapping


def language(asked: str = "", env: Mapping[str, str] = os.environ) -> str:
    """``zh`` or ``en``: --lang, else LC_ALL or LANG, else English."""
    spoken = asked or env.get("LC_ALL") or env.get("LANG") or ""
    return "zh" if spoken.lower().startswith("zh") else "en"
