"""What a finding tells a person to type is typed as it stands: the id it names is one that command takes."""

import re

from domain.operations.finding_answers import ANSWERS, todo
from domain.operations.findings import Finding
from tests.walks import for_each

NUMBER, WITHDRAWAL, COMMISSION = "shanxing-K-4-1", "shanxing-K-4", "c-4"
OF_NUMBERS = ("transfer", "refund", "deposit")
OF_WITHDRAWALS = ("withdrawal_lost", "watch_lost", "unasked", "endless", "withdrawal")
TYPED = re.compile(r"(commission|withdrawal) (?:explain|show|ask|revive|retry|cancel)(?: ([\w.-]+))?")


def subject(kind: str) -> str:
    """As the check of that kind names it."""
    if kind.partition("_")[0] in OF_NUMBERS:
        return NUMBER
    return WITHDRAWAL if kind in OF_WITHDRAWALS else COMMISSION


@for_each("lang", ["zh", "en"])
@for_each("kind", ANSWERS)
def test_every_command_that_a_finding_names_has_the_id_it_takes(kind: str, lang: str) -> None:
    takes = {"commission": COMMISSION, "withdrawal": WITHDRAWAL}

    for group, named in TYPED.findall(todo(Finding(kind, subject(kind)), lang)):
        assert named == takes[group], kind


def test_a_transfer_that_was_sent_back_is_asked_about_by_its_withdrawal() -> None:
    assert "`withdrawal ask shanxing-K-4`" in todo(Finding("refund_unbooked", NUMBER), "en")
