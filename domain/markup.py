"""What others wrote, inside the Markdown that operators read: shown as it is, never read as markup."""

import re

from domain.texts import harmless

MARKUP = str.maketrans(
    {
        "<": "＜",
        ">": "＞",
        "`": "'",
        "\n": " ",
        "\r": " ",
        "\t": " ",
        "|": "｜",
        "*": "＊",
        "_": "＿",
        "[": "［",
        "]": "］",
        "!": "！",
        "~": "～",
        "\\": "＼",
        "&": "＆",
        "#": "＃",
        "@": "＠",
    }
)
IN_CODE = str.maketrans({"`": "'", "\n": " ", "\r": " ", "\t": " "})
_ADDRESS = re.compile(r":(?=//)|(?<=mailto):|(?<=xmpp):|(?<=www)\.", re.IGNORECASE)
"""Where a viewer would make a link of bare text: ``https://``, ``mailto:``, ``www.``"""
_FULL_WIDTH = {":": "：", ".": "．"}


def said(text: str) -> str:
    plain = harmless(text.translate(MARKUP))
    return _ADDRESS.sub(lambda found: _FULL_WIDTH[found[0]], plain)


def quoted(code: str) -> str:
    """An id, a code or JSON between back quotes: everything but the back quote stays as it is."""
    return f"`{harmless(code.translate(IN_CODE))}`"
