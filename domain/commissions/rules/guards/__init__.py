"""The named guards of rulebook rows: a guard that is not met refuses the move and nothing changes."""

from collections.abc import Mapping

from domain.commissions.rules.guards import (
    cases,
    items,
    operation,
    publication,
    ratings,
    reported,
    requests,
    work,
)
from domain.commissions.rules.guards.guard import Guard

GUARDS: Mapping[str, Guard] = {
    **work.GUARDS,
    **publication.GUARDS,
    **requests.GUARDS,
    **cases.GUARDS,
    **operation.GUARDS,
    **reported.GUARDS,
    **items.GUARDS,
    **ratings.GUARDS,
}
