"""What is told of a changed phone: to the old number, so that nobody is cut off in secret, and to the new."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "phone_left": (
        "您在平台登记的手机号已更换，本号码不再接收通知；非本人要求请联系平台",
        "your number with the platform was changed and this one hears no more; if it was not you, tell us",
    ),
    "phone_taken": (
        "本号码已登记为您在平台的手机号，将接收任务通知",
        "this is now your number with the platform, and hears of your commissions",
    ),
}
"""Templates without variables. ``phone_left`` goes to the old number."""
