"""What others wrote, inside the Markdown that operators read: shown as it is, never read as markup."""

MARKUP = str.maketrans(
    {"<": "＜", ">": "＞", "`": "'", "\n": " ", "\r": " ", "|": "｜", "*": "＊", "_": "＿"}
)
IN_CODE = str.maketrans({"`": "'", "\n": " ", "\r": " "})


def said(text: str) -> str:
    return text.translate(MARKUP)


def quoted(code: str) -> str:
    """An id or a code, between back quotes: underscores and stars stay as they are."""
    return f"`{code.translate(IN_CODE)}`"
