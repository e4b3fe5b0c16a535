"""What is asked of the content platform. Each is harmless to repeat: the item's own state is the key."""

from dataclasses import dataclass

from temporalio import activity

from activities.refusing import final_when_refused
from gateways.ports import MetricsBook, Publishing
from models.messages.work import EffectOrder, EffectResult


@dataclass(frozen=True)
class PublishingActivities:
    publishing: Publishing
    metrics_book: MetricsBook

    @activity.defn(no_thread_cancel_exception=True)
    def publish(self, order: EffectOrder) -> EffectResult:
        with final_when_refused():
            public_at = self.publishing.publish(order.effect.params["item"], order.effect.at)
        return EffectResult("published", happened_at=public_at)

    @activity.defn(no_thread_cancel_exception=True)
    def take_down(self, order: EffectOrder) -> EffectResult:
        with final_when_refused():
            self.publishing.take_down(order.effect.params["item"], order.effect.at)
        return EffectResult("done")

    @activity.defn(no_thread_cancel_exception=True)
    def set_edit(self, order: EffectOrder) -> EffectResult:
        told = order.effect.params
        with final_when_refused():
            self.publishing.set_edit_permission(
                told["item"], allowed=told["allowed"] == "yes", at=order.effect.at
            )
        return EffectResult("done")

    @activity.defn(no_thread_cancel_exception=True)
    def probe(self, order: EffectOrder) -> EffectResult:
        return EffectResult(self.publishing.visibility(order.effect.params["item"]).value)

    @activity.defn(no_thread_cancel_exception=True)
    def look(self, order: EffectOrder) -> EffectResult:
        with final_when_refused():
            item = self.publishing.look(order.effect.params["item"])
        return EffectResult("seen" if item else "unknown", item=item)

    @activity.defn(no_thread_cancel_exception=True)
    def pull_metrics(self, order: EffectOrder) -> EffectResult:
        with final_when_refused():
            metrics = self.publishing.metrics(order.effect.params["item"], order.effect.at)
        self.metrics_book.keep(order.commission_id, metrics, order.effect.at)
        return EffectResult("done")
