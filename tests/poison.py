"""Words that are no quantity of their kind, however much they look like one: tried at every door."""

from collections.abc import Mapping

HALF = "\udcff"
"""What an argument that is not UTF-8 becomes."""
AMOUNTS = (
    *(
        "1,50",
        "1e3",
        "28,50",
        "99999999999999999999",
        "1000000000",
        "-5",
        "+5",
        "0",
        "0.00",
        "1.005",
        "５００",
    ),
    *("1_000", "NaN", "Infinity", "¥5", "5元", "1 000", "0x10", "1,5000", "1,500,00", "1.500,00", "0,150"),
    *("", " ", "\u00a05", "5\n", ".5", "5.", "१०", f"5{HALF}"),
)
INSTANTS = (
    *(
        "20261128",
        "1796040000",
        "2026-13-01",
        "2026-02-30",
        "tomorrow",
        "2026-11-26T25:00",
        "2026-11-26 24:01",
    ),
    *(
        "0001-01-01",
        "9999-12-31",
        "2026-1128",
        "２０２６-11-26",
        "2026-11-26 20:00+99:00",
        "2026-W48-4",
        "26-11-26",
    ),
    *("2026-11-26 20", "2026-11-26 8pm", "2026-330", f"2026-11-26{HALF}", "2026-11-26\n"),
)
IDS = ("a b", "../x", "a/b", "青柚", f"a{HALF}", "x" * 200, "a;b", "ａ", "a\n", " a", "a:b", "a%2e")
PHONES = (
    *("", " ", "123", "打我电话", "010-62770000", "(0755) 8888 8888", "400-800-1234", "+1 202 555 0123"),
    *("23800000001", "138000000011", "13800000001\n", "1380000000a", "12800000001", "१३८०००००००१"),
    *("+852 5123 4567", "13800000001,13900000001", "+8601062770000", "¹3800000001", "86 86 13800000001"),
)
COUNTS = ("1e3", "1_0", "+1", "-1", "１", "1.0", "", " 1", "99999999999999999999", "x", "NaN", "0x1", "१")
SECONDS = ("1e3", "inf", "nan", "-1", "+1", "１", "", "99999999", "1.2345", "x", "1,5")
SPANS = ("soon", "7", "1e3h", "-3d", "99999999999999d", "１h", "0h", "1d of", "9999d", "", "1.5h", "h7")
OPERATORS = (
    "",
    "li",
    "operator:",
    "operator: ",
    "operator:li x",
    "creator:li",
    "operator:li ",
    "operator:a:b",
    f"operator:{HALF}",
)
POISON: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "amount": ("AMOUNT_INVALID", AMOUNTS),
    "instant": ("INSTANT_UNREADABLE", INSTANTS),
    "id": ("ID_INVALID", IDS),
    "account": ("ID_INVALID", ("", "a b", "青柚", f"fee{HALF}", "brand:", "brand:a b", "BRAND:x", "x" * 200)),
    "party": (
        "PARTY_UNCLEAR",
        ("a", "creator", "creator:", "operator:li", "brand:a b", "brand:a:b", f"brand:{HALF}"),
    ),
    "actor": (
        "ACTOR_INVALID",
        ("li", "operator", "operator:", "operator: ", "operator:li x", "system", "creator:", "brand:a b"),
    ),
    "operator": ("OPERATOR_NEEDED", OPERATORS),
    "operator_id": (
        "OPERATOR_NEEDED",
        (" ", "li ", "li x", "li\u3000x", "a:b", "x" * 60, HALF, "\t"),
    ),
    "key": ("KEY_INVALID", ("a b", "-a", "青", "a/b", "x" * 65, f"a{HALF}", "a\n", "a:b")),
    "command_id": ("ID_INVALID", (" a", "a ", "青", "x" * 65, "a\n", HALF)),
    "phone": ("PHONE_INVALID", PHONES),
    "count": ("COUNT_INVALID", COUNTS),
    "seconds": ("COUNT_INVALID", SECONDS),
    "span": ("BAD_SPAN", SPANS),
    "word": ("NOT_ONE_OF", ("nosuch", " ", "X", HALF, "a\n", "")),
    "text": ("TEXT_UNUSABLE", (HALF, f"茶{HALF}", "a\x07", "a\x1b[2J", "\r")),
}
"""By the kind of a parameter: its one refusal, and what is refused."""
GOOD: Mapping[str, str] = {
    "amount": "1,500.00",
    "instant": "2026-11-26 20:00",
    "id": "qingyou",
    "account": "brand:qingyou",
    "party": "creator:atang",
    "actor": "operator:li",
    "operator": "operator:li",
    "operator_id": "li",
    "key": "k-1",
    "command_id": "c 1",
    "phone": "13800000001",
    "count": "5",
    "seconds": "1.5",
    "span": "1d12h",
    "text": "理由 x",
}
