"""What is asked of the content platform. Each is harmless to repeat: the item's own state is the key."""

from dataclasses import dataclass

from temporalio import activity

from activities.ordered import Check
from activities.refusing import final_when_refused
from domain.commissions.state.commission import Effect
from domain.commissions.state.predicates import AD_MARK_MISSING
from gateways.ports.work import Publishing, VendorRefused, Visibility
from models.messages.work import EffectInput, EffectResult


@dataclass(frozen=True)
class PublishingActivities:
    publishing: Publishing
    check_ordered: Check
    """Of what changes an item. To look is free: it tells its own workflow alone."""

    @activity.defn(no_thread_cancel_exception=True)
    def publish(self, given: EffectInput) -> EffectResult:
        self.check_ordered(given)
        with final_when_refused():
            self._check_mark(given.effect)
            public_at = self.publishing.publish(given.effect.item, given.effect.at)
        return EffectResult("published", happened_at=public_at)

    def _check_mark(self, effect: Effect) -> None:
        """Raises VendorRefused AD_MARK_MISSING. What the platform does not tell is no reason."""
        if not effect.marked:
            return
        item = self.publishing.look(effect.item)
        if item is not None and item.exists and not item.ad_marked:
            raise VendorRefused(AD_MARK_MISSING)

    @activity.defn(no_thread_cancel_exception=True)
    def take_down(self, given: EffectInput) -> EffectResult:
        self.check_ordered(given)
        with final_when_refused():
            self.publishing.take_down(given.effect.item, given.effect.at)
        return EffectResult("done")

    @activity.defn(no_thread_cancel_exception=True)
    def set_edit(self, given: EffectInput) -> EffectResult:
        self.check_ordered(given)
        told = given.effect
        with final_when_refused():
            self.publishing.set_edit_permission(told.item, allowed=told.allowed, at=told.at)
        return EffectResult("done")

    @activity.defn(no_thread_cancel_exception=True)
    def probe(self, given: EffectInput) -> EffectResult:
        item = given.effect.item
        found = self.publishing.visibility(item)
        return EffectResult(found.value, ref=self._how(item) if found is Visibility.HIDDEN else "")

    def _how(self, number: str) -> str:
        """Why it is not public, as far as the platform tells: the creator's doing, or its own."""
        item = self.publishing.look(number)
        return item.why_not_public if item else ""

    @activity.defn(no_thread_cancel_exception=True)
    def look(self, given: EffectInput) -> EffectResult:
        with final_when_refused():
            item = self.publishing.look(given.effect.item)
        return EffectResult("seen" if item else "unknown", item=item)
