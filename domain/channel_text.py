"""What a channel takes of a text: SMS vendors refuse links and currency signs; 【】 is the signature's."""

import re
import unicodedata

_SIGNS = (
    (re.compile(r"[¥￥]\s*([0-9][0-9,.]*)"), r"\1元"),
    (re.compile(r"[$＄]\s*([0-9][0-9,.]*)"), r"\1美元"),
    (re.compile(r"€\s*([0-9][0-9,.]*)"), r"\1欧元"),
    (re.compile(r"£\s*([0-9][0-9,.]*)"), r"\1英镑"),
)
_DROPPED = re.compile(r"[【】]|[¥￥$＄€£₩₽₹¢￠￡]")
_DOT = r"[.。｡]"
_ENDINGS = (
    "com|cn|net|org|gov|edu|top|xyz|vip|shop|cc|io|me|info|biz|club|site|online|store|tech|link|live|ltd|wang"
    "|ren|mobi|app|dev|tv|co|hk|tw|jp|us|uk|ru|fm|im|in|icu|fun|ink|red|win|pub|work|cloud|art|asia|中国|公司|网络"
)
_LINK = re.compile(
    rf"""[a-z][a-z0-9+-]{{1,15}}://            # any scheme
    |(?<![a-z0-9])www{_DOT}
    |[a-z0-9._%+-]+@[a-z0-9-]+{_DOT}[a-z]      # an e-mail address
    |(?<![a-z0-9-])(?:[a-z0-9-]+{_DOT})+(?:{_ENDINGS})(?![a-z0-9-])
    |(?<![0-9.])(?:[0-9]{{1,3}}\.){{3}}[0-9]{{1,3}}(?![0-9.])
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
    return _DROPPED.sub("", text).strip()[:longest]
