"""The tables of docs/api.md and docs/api.zh.md are made from the interface itself: this module writes them.

The rest of both pages is written by people.
"""

from starter.documents import api_signing, api_tables
from starter.documents.marked import MarkedPages

MARKED = MarkedPages(
    {"en": "api.md", "zh": "api.zh.md"},
    "python -m starter.documents.api",
    {
        "permissions": api_tables.permissions,
        "commands": api_tables.commands,
        "fields": api_tables.fields,
        "operations": api_tables.operations,
        "shapes": api_tables.shapes,
        "vectors": api_signing.vectors,
    },
)

if __name__ == "__main__":
    MARKED.command()
