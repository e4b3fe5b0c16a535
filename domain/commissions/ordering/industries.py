"""Industries a brief may name, and what advertising law asks of each (广告法 §15–§22, §46).

An industry nobody names is an ordinary one. What may not be advertised at all is refused whatever it is
called; what is examined before publication needs the number of its approval.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Industry:
    zh: str
    en: str
    basis: str
    refused: bool = False
    examined: bool = False
    """It needs an approval number before it is published."""


INDUSTRIES: Mapping[str, Industry] = {
    "general": Industry("一般商品与服务", "ordinary goods and services", "ours"),
    "medical": Industry("医疗服务", "medical services", "广告法 §46", examined=True),
    "drugs": Industry("药品（非处方药）", "drugs sold without a prescription", "广告法 §46", examined=True),
    "medical_devices": Industry("医疗器械", "medical devices", "广告法 §46", examined=True),
    "health_food": Industry("保健食品", "health food", "广告法 §46", examined=True),
    "special_medical_food": Industry(
        "特殊医学用途配方食品", "food for special medical purposes", "互联网广告管理办法 §7", examined=True
    ),
    "pesticides": Industry("农药", "pesticides", "广告法 §46", examined=True),
    "veterinary_drugs": Industry("兽药", "veterinary drugs", "广告法 §46", examined=True),
    "tobacco": Industry("烟草、电子烟", "tobacco and e-cigarettes", "广告法 §22", refused=True),
    "prescription_drugs": Industry("处方药", "prescription drugs", "广告法 §15", refused=True),
    "infant_milk": Industry("母乳代用品", "substitutes for breast milk", "广告法 §20", refused=True),
}
_TOBACCO = ("香烟", "卷烟", "电子烟", "烟草", "雪茄", "烟弹", "cigarette", "e-cigarette", "tobacco", "vape")
"""In a title or a product's name, whichever industry is named."""


def against_industry(industry: str, approval_number: str, *names: str) -> tuple[str, ...]:
    """The refusals that stand against advertising this, by name. ``names``: of the product and the task."""
    known = INDUSTRIES[industry or "general"]
    named = " ".join(names).casefold()
    refused = known.refused or any(word in named for word in _TOBACCO)
    stands = {
        "INDUSTRY_REFUSED": refused,
        "APPROVAL_NUMBER_NEEDED": known.examined and not refused and not approval_number,
    }
    return tuple(code for code, holds in stands.items() if holds)
