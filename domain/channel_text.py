"""What a channel takes of a text: SMS vendors refuse links and currency signs; 【】 is the signature's."""

import re
import unicodedata

_SIGNS = (
    (re.compile(r"[¥￥]\s*([0-9][0-9,.]*)"), r"\1元"),
    (re.compile(r"[$＄]\s*([0-9][0-9,.]*)"), r"\1美元"),
    (re.compile(r"€\s*([0-9][0-9,.]*)"), r"\1欧元"),
    (re.compile(r"£\s*([0-9][0-9,.]*)"), r"\1英镑"),
)
_BRACKETS = frozenset("【】")
NOTHING_LEFT = "…"
"""Of a title that is made of signs only: vendors take no empty variable."""
_DOT = r"[.。｡]"
_ENDINGS = (
    "com|cn|net|org|gov|edu|top|xyz|vip|shop|cc|io|me|info|biz|club|site|online|store|tech|link|live|ltd|wang"
    "|ren|mobi|app|dev|tv|co|hk|tw|jp|us|uk|ru|fm|im|in|icu|fun|ink|red|win|pub|work|cloud|art|asia|中国|公司|网络"
    "|ly|ai|gl|gg|be|gd|pw|so|sh|ws|la|de|eu|sg|news|page|zone|website|space|host|fans|mall|video|wiki|blog"
)
_HAN = r"[\u3400-\u9fff]"
_WELL_KNOWN = "com|cn|net|org|gov|edu|vip|xyz|shop|top"
_LINK = re.compile(
    rf"""[a-z][a-z0-9+-]{{1,15}}://            # any scheme
    |(?<![a-z0-9])www{_DOT}
    |[a-z0-9._%+-]+@[a-z0-9-]+{_DOT}[a-z]      # an e-mail address
    |(?<![a-z0-9-])(?:[a-z0-9-]+{_DOT})+(?:{_ENDINGS})(?![a-z0-9-])
    |{_HAN}{_DOT}(?:{_WELL_KNOWN})(?![a-z0-9-])           # a name in Chinese: 星图.com
    |{_HAN}\.(?:中国|公司|网络|网址|网店|商城|中文网)(?!\w)
    |mailto:\s*[a-z0-9]
    |(?<![0-9.])(?:[0-9]{{1,3}}{_DOT}){{3}}[0-9]{{1,3}}(?![0-9.])
    |(?<![\w:])(?:[0-9a-f]{{1,4}}:){{5,7}}[0-9a-f]{{1,4}}(?![\w:])
    |(?<![\w:])(?:[0-9a-f]{{1,4}}:){{1,6}}:[0-9a-f]{{1,4}}    # an address of the newer kind
    |(?<![a-z0-9-])[a-z0-9-]+{_DOT}[a-z]{{2,}}/  # a short link with a path
    """,
    re.IGNORECASE | re.VERBOSE,
)


def has_link(text: str) -> bool:
    """Links, domains, e-mail and network addresses, also in full-width letters."""
    return _LINK.search(unicodedata.normalize("NFKC", text)) is not None


def sms_variable(text: str, longest: int) -> str:
    """A text as an SMS variable: sums in words, no signature brackets, at most ``longest`` characters."""
    for sign, words in _SIGNS:
        text = sign.sub(words, text)
    kept = (each for each in text if each not in _BRACKETS and unicodedata.category(each) != "Sc")
    return "".join(kept).strip()[:longest].strip() or NOTHING_LEFT
