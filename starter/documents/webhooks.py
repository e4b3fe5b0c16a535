"""The tables and programs of docs/webhooks.md and its Chinese page, written between their marks."""

from functools import partial

from domain.documents import webhooks as tables
from starter.documents.marked import ROOT, MarkedPages

PROGRAMS = {
    "python": "python/receiver.py",
    "python-library": "python/with_library.py",
    "node": "typescript/receiver.mjs",
    "node-library": "typescript/with-library.mjs",
}
FENCES = {".py": "python", ".mjs": "js"}


def program(name: str, _: str) -> str:
    path = ROOT / "examples" / "webhooks" / name
    return f"```{FENCES[path.suffix]}\n{path.read_text(encoding='utf-8')}```"


MARKED = MarkedPages(
    {"en": "webhooks.md", "zh": "webhooks.zh.md"},
    tables.REFRESH,
    {
        "schedule": tables.schedule,
        "failures": tables.failures,
        "refusals": tables.refusals,
        **{name: partial(program, file) for name, file in PROGRAMS.items()},
    },
)

if __name__ == "__main__":
    MARKED.command()
