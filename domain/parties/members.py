"""Members of a brand and of the platform: their names, their logins, and what a password must be."""

import re
import unicodedata

from domain.forms import is_operator_id, shown
from domain.identity import person
from domain.parties.common_passwords import COMMON
from domain.refusals import Refused

AT = "@"
PASSWORD_MIN, PASSWORD_MAX = 10, 128
"""With a one-time code beside it, NIST SP 800-63B asks for eight, and for no classes of characters."""
FEW = 5
"""Different characters that a password has at least."""
RECOVERY_CODES = 10
RECOVERY_BITS = 80
_PLAIN = re.compile(r"[^0-9a-z]")
_RUNS = (
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "abcdefghijklmnopqrstuvwxyz",
)


def check_name(name: str) -> None:
    """What an operator is known by in commissions, a member in the log. Raises Refused."""
    if not is_operator_id(name) or AT in name:
        raise Refused("MEMBER_NAME_INVALID", detail=shown(name), quotes=True)


def login_of(name: str, brand_id: str) -> str:
    """As it is written to sign in: ``li`` of an operator, ``wang@qingyou`` of a brand's member."""
    return f"{name}{AT}{brand_id}" if brand_id else name


def folded(login: str) -> str:
    """As it is kept: width, case and blanks of a name make nobody another; a brand's id is exact."""
    name, at, brand_id = unicodedata.normalize("NFKC", login).rpartition(AT)
    return f"{person(name)}{at}{''.join(brand_id.split())}" if at else person(login)


def typed(login: str) -> str:
    """As it is looked for, and its tries counted: whoever signs in may write the brand's id in any case."""
    return folded(login).casefold()


def plain_password(password: str) -> str:
    """One password however a keyboard composes its characters."""
    return unicodedata.normalize("NFKC", password)


def check_password(password: str, *names: str) -> None:
    """Raises Refused, which never repeats it. ``names``: the member's and the brand's."""
    plain = plain_password(password)
    if not PASSWORD_MIN <= len(plain) <= PASSWORD_MAX:
        raise Refused("PASSWORD_LENGTH")
    folded_password = plain.casefold()
    if len({*folded_password}) < FEW or _is_common(folded_password):
        raise Refused("PASSWORD_WEAK")
    if any(_is_little_more_than(folded_password, person(each)) for each in names if each):
        raise Refused("PASSWORD_IS_NAME")


def _is_common(password: str) -> bool:
    """Also with a year, a sign or a few digits at its ends, which is what people add first."""
    letters = _PLAIN.sub("", password)
    core = letters.strip("0123456789")
    runs = [each for run in _RUNS for each in (run, run[::-1])]
    is_run = any(letters in run for run in runs if letters)
    return letters in COMMON or (core in COMMON and len(password) - len(core) < PASSWORD_MIN) or is_run


def _is_little_more_than(password: str, name: str) -> bool:
    rest = password.replace(name, "", 1)
    is_little = len(rest) < PASSWORD_MIN and sum(each.isalpha() for each in rest) < FEW
    return len(name) > 1 and name in password and is_little
