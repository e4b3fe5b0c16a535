"""The table of docs/deployment.md and docs/deployment.zh.md: whose word counts under which setting."""

from domain.documents.trust import trust_table
from starter.documents.marked import MarkedPages

MARKED = MarkedPages(
    {"en": "deployment.md", "zh": "deployment.zh.md"},
    "python -m starter.documents.trust",
    {"trust": trust_table},
)

if __name__ == "__main__":
    MARKED.command()
