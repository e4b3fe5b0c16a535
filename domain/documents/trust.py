"""Whose word counts, signed and plain, under each setting of trust: asked of the rules themselves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from domain.documents.markdown import table
from domain.party import Party
from domain.process.proof import Claim, check_holder, check_plain, key_for
from domain.process.trust import GATEWAY, STRICTER, Key, KeySet, Trust
from domain.refusals import Refused

OF, EPOCH = "brand:qingyou", datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)
IDS = {Party.BRAND: "qingyou", Party.CREATOR: "atang"}
HEADS = {"zh": ("谁说的", "怎么发来"), "en": ("whose word", "as it comes")}
COUNTS = {"zh": "算数", "en": "counts"}
UNREAD = {"zh": "算数（不看签名）", "en": "counts (the signature is not looked at)"}
PLAIN = {"zh": "未签名", "en": "plain"}


@dataclass(frozen=True)
class PlainWord:
    zh: str
    en: str
    by_operator: bool = False
    stamped: bool = False


@dataclass(frozen=True)
class SignedWord:
    """``actor`` speaks, with a key of ``holder``."""

    zh: str
    en: str
    holder_zh: str
    holder_en: str
    holder: str
    by: Party
    actor: str


PLAIN_WORDS = (
    PlainWord("品牌主或创作者的命令", "a command of a brand or a creator"),
    PlainWord(
        "平台运营的命令，含打款的重试与取消", "an operator's command, of payouts too", by_operator=True
    ),
    PlainWord("Temporal 的取消请求", "a cancel request of Temporal's", by_operator=True),
    PlainWord("外部事实（送审、审核、发布……）", "a fact of the outside (submitted, audited, published …)"),
    PlainWord("带 received_at 的", "whatever bears received_at", by_operator=True, stamped=True),
)
OWN = ("该品牌主登记的密钥", "a key that this brand registered", "brand:qingyou")
GATEWAYS = ("网关密钥", "the gateway's key", GATEWAY)
SIGNED_WORDS = (
    SignedWord("该品牌主的命令", "a command of this brand", *OWN, Party.BRAND, "brand:qingyou"),
    SignedWord("创作者的命令", "a command of the creator", *OWN, Party.CREATOR, "creator:atang"),
    SignedWord("平台运营的命令", "an operator's command", *OWN, Party.OPERATOR, "operator:li"),
    SignedWord("外部事实", "a fact of the outside", *OWN, Party.OUTSIDE, ""),
    SignedWord(
        "该品牌主的命令",
        "a command of this brand",
        "别的品牌主的密钥",
        "a key of another brand",
        "brand:other",
        Party.BRAND,
        "brand:qingyou",
    ),
    SignedWord(
        "任何一方的命令、外部事实", "anybody's command, and facts", *GATEWAYS, Party.OPERATOR, "operator:li"
    ),
)


def trust_table(lang: str) -> str:
    rows = [
        *(
            (_in(lang, each), PLAIN[lang], *(_plain(each, trust, lang) for trust in STRICTER))
            for each in PLAIN_WORDS
        ),
        *(
            (_in(lang, each), _by(lang, each), *(_signed(each, trust, lang) for trust in STRICTER))
            for each in SIGNED_WORDS
        ),
    ]
    return table((*HEADS[lang], *(f"`{each.value}`" for each in STRICTER)), rows)


def _plain(word: PlainWord, trust: Trust, lang: str) -> str:
    return _told(lambda: check_plain(trust, by_operator=word.by_operator, stamped=word.stamped), COUNTS, lang)


def _signed(word: SignedWord, trust: Trust, lang: str) -> str:
    key = Key("k", "", word.holder, 0)
    if trust is Trust.CLUSTER:
        return UNREAD[lang]

    def judged() -> None:
        known = KeySet("", 1, OF, (key,) if key.holder in (OF, GATEWAY) else ())
        check_holder(key_for(known, Claim(key.kid, 1, 2, ""), None, EPOCH), word.by, word.actor, IDS)

    return _told(judged, COUNTS, lang)


def _told(judged: Callable[[], None], counts: Mapping[str, str], lang: str) -> str:
    try:
        judged()
    except Refused as refused:
        return f"`{refused.code}`"
    return counts[lang]


def _in(lang: str, word: PlainWord | SignedWord) -> str:
    return word.zh if lang == "zh" else word.en


def _by(lang: str, word: SignedWord) -> str:
    return f"签名：{word.holder_zh}" if lang == "zh" else f"signed with {word.holder_en}"
