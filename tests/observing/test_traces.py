"""What an OTLP receiver hears of a commission's life, and what it never hears."""

from tests.observing.conftest import Observed
from tests.observing.receiver import attributes


def spans_of(observed: Observed, workflow_id: str) -> list[str]:
    return [
        span.name
        for span in observed.traces.spans()
        if attributes(span).get("temporalWorkflowID") == workflow_id
    ]


def test_a_commission_is_seen_from_its_start_to_its_end(observed: Observed) -> None:
    names = spans_of(observed, f"commission/{observed.commission}")

    assert names.count("RunWorkflow:Commission") == 1
    assert names.count("CompleteWorkflow:Commission") == 1
    assert {"HandleUpdate:accept", "HandleSignal:submitted", "HandleUpdate:arbitrate"} <= set(names)
    assert {"StartActivity:record", "RunActivity:publish"} <= set(names)
    assert "RunActivity:transfer" in spans_of(observed, f"withdrawal/{observed.commission}")


def test_an_sms_is_a_trace_of_its_own_and_names_its_commission(observed: Observed) -> None:
    sent = [span for span in observed.traces.spans() if span.name == "RunActivity:notice"]
    of_ours = [each for each in sent if f":{observed.commission}:" in attributes(each)["temporalActivityID"]]
    begun = {span.span_id: span.name for span in observed.traces.spans()}

    assert of_ours
    assert {begun[each.parent_span_id] for each in of_ours} == {"StartActivity:notice"}


def test_no_span_is_told_twice_though_every_task_is_replayed(observed: Observed) -> None:
    names = spans_of(observed, f"commission/{observed.commission}")

    assert names.count("HandleUpdate:accept") == 1
    assert names.count("HandleUpdate:arbitrate") == 1


def test_activities_belong_to_the_trace_of_whoever_ordered_them(observed: Observed) -> None:
    spans = {span.span_id: span for span in observed.traces.spans()}
    publish = next(span for span in spans.values() if span.name == "RunActivity:publish")

    assert spans[publish.parent_span_id].name == "StartActivity:publish"


def test_a_failed_activity_says_its_type_and_not_its_text(observed: Observed) -> None:
    events = [event for span in observed.traces.spans() for event in span.events]

    assert any("NeverSent" in str(event) for event in events)
    assert {each.key for event in events for each in event.attributes} == {"exception.type"}


def test_no_personal_data_stands_in_any_span(observed: Observed) -> None:
    sent = observed.traces.everything()

    assert observed.commission in sent
    assert [word for word in observed.personal if word in sent] == []


def test_the_service_is_named(observed: Observed) -> None:
    assert "starmap-worker" in observed.traces.everything()
