"""Findings of a sweep or a check, as a program reads them."""

from typing import Any

from domain.operations.findings import KINDS, Finding


def facts_of(found: Finding) -> dict[str, Any]:
    kind = KINDS[found.kind]
    about = {"kind": found.kind, "subject": found.subject, "detail": found.detail, "since": found.since}
    return about | {"zh": kind.zh, "en": kind.en}
