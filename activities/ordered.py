"""Whether the books hold what an activity is told to do: any client can order one, by a workflow of its own.

An effect stands in the record of its commission from the transition that ordered it until it is done.
"""

from collections.abc import Callable

from pydantic import TypeAdapter
from temporalio.exceptions import ApplicationError

from domain.commissions.state.commission import Effect
from gateways.ports.work import CommissionStore
from models.messages.work import EffectInput

Check = Callable[[EffectInput], None]
"""Raises ApplicationError NOT_OURS for what nobody has ordered."""
_EFFECT = TypeAdapter(Effect)


def not_ordered(given: EffectInput) -> None:
    """For a desk that takes no orders: it is asked by a use case of ours alone."""
    raise ApplicationError(f"nobody ordered {given.effect.key[:100]}", type="NOT_OURS", non_retryable=True)


def ordered_in(store: CommissionStore) -> Check:
    def check(given: EffectInput) -> None:
        stand = (each for each in store.open_effects(given.commission_id) if each["key"] == given.effect.key)
        if all(_EFFECT.validate_python(each) != given.effect for each in stand):
            not_ordered(given)

    return check
