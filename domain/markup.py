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
_UNDERLINED = re.compile(r"(?<![A-Za-z0-9_])_+|_+(?![A-Za-z0-9_])")
"""Within a word it marks nothing up: the codes and ids of ours stay as they are, to be copied."""
_FULL_WIDTH = {":": "：", ".": "．"}


def said(text: str) -> str:
    plain = harmless(_UNDERLINED.sub(lambda found: "＿" * len(found[0]), text.translate(MARKUP)))
    return _ADDRESS.sub(lambda found: _FULL_WIDTH[found[0]], plain)


def quoted(code: str) -> str:
    """An id, a code or JSON between back quotes: everything but the back quote stays as it is."""
    return f"`{harmless(code.translate(IN_CODE))}`"
