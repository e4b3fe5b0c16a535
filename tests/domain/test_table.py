"""The table itself: complete, consistent, and the only thing that decides."""

from itertools import product

from domain.commissions.cases.breaches import BREACHES
from domain.commissions.cases.falling import FALLS
from domain.commissions.money.postings import MONEY
from domain.commissions.moves import MESSAGES, Move
from domain.commissions.notices import TEMPLATES
from domain.commissions.rules.allowed import allowed_moves
from domain.commissions.rules.changes import CHANGES
from domain.commissions.rules.clocks import CLOCKS
from domain.commissions.rules.conditions import CONDITIONS
from domain.commissions.rules.effects import EFFECTS
from domain.commissions.rules.engine import CANCEL_CLOSED, OF_PLATFORM, WITH_BREACH
from domain.commissions.rules.guards import GUARDS
from domain.commissions.rules.row import Row
from domain.commissions.rules.rulebook import RULEBOOK, Rulebook
from domain.commissions.state.overlays import OVERLAYS
from domain.commissions.state.stages import CLOSED, Stage
from domain.commissions.views.attention import ATTENTION
from domain.commissions.views.words import DONE, SYSTEM_WORDS
from domain.party import PEOPLE, Party
from domain.refusals import REFUSALS
from tests.domain.corpus import cases, of_the_stories
from tests.domain.examples import example, outcome
from tests.domain.newest import ROWS
from tests.domain.scenes import SCENES
from tests.walks import for_each

SYSTEM_MOVES = sorted({row.move for row in ROWS if Party.SYSTEM in row.by} - MESSAGES.keys())
MOVES = (*MESSAGES, *CLOCKS, *SYSTEM_MOVES)

PARTITIONS = [
    {"outline_wanted", "no_outline"},
    {"may_ring", "may_not_ring"},
    {"another_call_fits", "no_call_fits"},
    {"not_last_outline", "last_outline"},
    {"passed_rejections_left", "passed_none_left", "audit_failed"},
    {"silence_approves", "silence_waits"},
    {"early", "due"},
    {"hidden", "shown"},
    {"hidden", "shown_short_gap", "shown_long_gap"},
    {"gap_is_short", "gap_is_long"},
    {"cancel_asked", "cancel_not_asked"},
    {"agrees", "disagrees"},
    {
        f"{how}, {whose}"
        for how in ("one_suffices", "two_needed")
        for whose in ("creators_fault", "not_creators_fault")
    },
    {"asks_nothing", "asks_share", "at_brands_fault"},
    {"merges", "by_creator"},
    {"merges", "by_brand"},
    {
        *(f"one_suffices, {each}" for each in ("first_decision", "final_refund", "final_payment")),
        *(f"two_needed, {each}" for each in ("first_decision", "final_refund", "final_payment")),
        "decides_rework",
        "upholds_rework",
        "decides_approve",
        "upholds_rejection",
        "strikes_outline",
        "strikes_content",
        "strikes_last",
        "resumes_release",
        "decides_resume",
    },
    {
        "decided_refund",
        "decided_refund_paid",
        "decided_payment, seen_public",
        "decided_payment, not_seen_public",
    },
    {"other_rated", "other_not_rated"},
    {"edit_is_open", "edit_is_closed"},
    {"old_item_gone", "old_item_back"},
    {"complaint_open, window_over", "complaint_open, window_open"},
    {f"falls_{each.name}" for each in FALLS},
    {"hidden_by_creator", "hidden_by_others"},
    {"last_seen_public, gap_is_short", "last_seen_public, gap_is_long", "last_seen_hidden"},
]
"""Conditions of which exactly one holds, whatever the state and the message."""

PARTIAL = {
    "second": "only what was proposed is seconded",
    "audited": "once reviewed, only a failed audit changes anything",
    "record_audit": "in a case, only one about the audit has its answer recorded",
    "short": "only the first shortage is told",
    "held": "a second verdict of the hold is dropped",
    "ratify": "in a case, only what became public while its missing release is decided",
    "appeal": "of what is public, only a rework is appealed",
    "complain": "to an escalation there is nothing to add",
    "answer_complaint": "only complaints are answered",
    "withdraw_complaint": "only complaints are withdrawn",
    "published": "what was published before is published",
    "visibility_changed": "before a publication only behind the report of one",
    "unfreeze": "after the end, only a payout that waits is let go",
}
"""Moves that some commissions at a stage refuse with NOT_NOW, and why."""


def groups() -> dict[tuple[Stage, str, Party], list[Row]]:
    found: dict[tuple[Stage, str, Party], list[Row]] = {}
    for row in ROWS:
        for stage, party in product(row.at, row.by):
            found.setdefault((stage, row.move, party), []).append(row)
    return found


@for_each("stage", Stage)
def test_every_triple_has_a_row_or_is_refused_by_name(stage: Stage) -> None:
    story, with_row = SCENES[stage](), groups()
    assert story.stage is stage
    for name, party in product(MOVES, Party):
        move = (
            example(name, party, story.now) if name in MESSAGES else Move(name, party, story.now, story.now)
        )
        told = outcome(story.c, move)
        assert told in REFUSALS or told in with_row.get((stage, name, party), ()), (name, party)


def test_ids_are_unique() -> None:
    assert len({row.id for row in ROWS}) == len(ROWS)


@for_each("row", ROWS)
def test_every_name_in_a_row_stands_in_its_table(row: Row) -> None:
    assert row.move in MOVES
    assert set(row.when) <= CONDITIONS.keys()
    assert set(row.guards) <= GUARDS.keys()
    assert set(row.does) <= CHANGES.keys()
    assert set(row.tells) <= TEMPLATES.keys()
    assert {*row.starts, *row.stops} <= CLOCKS.keys()
    assert set(row.orders) <= EFFECTS.keys()
    assert {*row.alerts, *row.calms} <= ATTENTION.keys()
    assert row.money in {"", *MONEY}
    assert row.breach in {"", *BREACHES}
    assert row.basis
    assert row.since


def test_every_entry_of_a_table_is_used_by_some_row() -> None:
    used: dict[str, set[str]] = {
        name: set() for name in ("when", "guards", "does", "tells", "starts", "orders", "alerts")
    }
    for row in ROWS:
        for name, names in used.items():
            names.update(getattr(row, name))
    by_engine = {"operator_creator", "operator_brand", "release_outside", *CANCEL_CLOSED}
    by_engine |= {*OF_PLATFORM.values(), *WITH_BREACH.values()}

    assert used["when"] == CONDITIONS.keys()
    assert used["guards"] == GUARDS.keys()
    assert used["does"] == CHANGES.keys()
    assert used["tells"] == TEMPLATES.keys() - by_engine
    assert used["starts"] == CLOCKS.keys() - {"morning", "notice_pause"}
    assert used["orders"] == EFFECTS.keys()
    facts = {name for name, each in ATTENTION.items() if each.while_}
    assert used["alerts"] == ATTENTION.keys() - {"unexpected_fact"} - facts
    assert {row.money for row in ROWS} - {""} == MONEY.keys() - {"hold"}
    assert {row.breach for row in ROWS} - {""} == BREACHES.keys()
    assert {row.move for row in ROWS} == set(MOVES)


def test_every_guard_refuses_with_a_named_code() -> None:
    assert {guard.refusal for guard in GUARDS.values()} <= REFUSALS.keys()
    assert {code for places in DONE.values() for _, code in places} <= REFUSALS.keys()
    assert {clock.late for clock in CLOCKS.values()} <= REFUSALS.keys()


def test_of_rows_for_one_place_exactly_one_applies() -> None:
    for (stage, move, party), rows in groups().items():
        told = {", ".join(row.when) for row in rows}
        alone = [row for row in rows if not row.when]
        assert len(told) == len(rows), (stage, move, party)
        assert alone == [] or alone == rows[-1:], "an unconditional row comes last"
        assert alone or told in PARTITIONS or move in PARTIAL, (stage, move, party, told)


@for_each("stage", Stage)
def test_conditions_that_part_a_place_never_overlap(stage: Stage) -> None:
    """Looked at in a commission of every stage, with and without the message's fields."""
    story = SCENES[stage]()
    for (at, name, party), rows in groups().items():
        if at is not stage or any(not row.when for row in rows):
            continue
        bare = Move(name, party, story.now, story.now)
        for move in (example(name, party, story.now) if name in MESSAGES else bare, bare):
            holding = [row for row in rows if all(CONDITIONS[each].holds(story.c, move) for each in row.when)]
            assert len(holding) <= 1, (name, party, [row.id for row in holding])


def test_a_clock_is_never_refused() -> None:
    assert [row.id for row in ROWS if Party.CLOCK in row.by and row.guards] == []


def test_every_clock_acts_where_it_runs_and_nowhere_else() -> None:
    acts = {name: {stage for row in ROWS if row.move == name for stage in row.at} for name in CLOCKS}

    assert acts == {name: set(clock.lives) for name, clock in CLOCKS.items()}


def test_a_row_starts_only_clocks_that_can_run_where_it_leads() -> None:
    for row in ROWS:
        leads = {row.to} if row.to else set(Stage) if row.back else set(row.at)
        for name in row.starts:
            assert leads & set(CLOCKS[name].lives), (row.id, name)


def test_i8_every_open_stage_has_a_way_out_and_something_that_pushes() -> None:
    for stage in set(Stage) - CLOSED:
        out = [row for row in ROWS if stage in row.at and (row.back or row.to not in (None, stage))]
        assert out, stage
        pushes = {Party.CLOCK, Party.SYSTEM} & {party for row in out for party in row.by}
        told = {
            name for row in ROWS if row.to is stage for name in row.alerts if stage in ATTENTION[name].lives
        }
        assert pushes or told, f"{stage} waits for somebody and nobody is told"


def test_a_closed_stage_starts_nothing_but_payouts_and_notices() -> None:
    for row in ROWS:
        if set(row.at) & CLOSED:
            assert row.to is None
            assert not row.back
            assert set(row.starts) <= {"retry", "decide_by", "decide_again", "decide_limit"}, row.id
            assert set(row.orders) <= {
                "pay_out",
                "pay_out_again",
                "nudge_payout",
                "ask_payout",
                "ask_notice",
                "waiting_notices",
            }, row.id
            assert row.money in ("", "refund"), row.id


def test_money_moves_out_of_the_hold_on_the_way_to_its_end_only() -> None:
    final = {*CLOSED, Stage.SETTLED}
    for row in ROWS:
        if row.to in final and not set(row.at) & {Stage.AWAITING_PAYMENT, Stage.SETTLED}:
            assert row.money in ("release", "refund", "kill", "carry_out", "make_whole"), row.id
        elif row.money:
            assert row.money == "reserve" or set(row.at) <= CLOSED, row.id


def test_every_way_of_speaking_is_there() -> None:
    assert set(SYSTEM_MOVES) <= SYSTEM_WORDS.keys()
    for table in (
        CONDITIONS,
        GUARDS,
        CHANGES,
        CLOCKS,
        ATTENTION,
        EFFECTS,
        MONEY,
        TEMPLATES,
        MESSAGES,
        BREACHES,
    ):
        for name, entry in table.items():
            assert entry.zh, name
            assert entry.en, name


def test_overlays_name_fields_of_a_commission() -> None:
    assert OVERLAYS.keys() <= vars(SCENES[Stage.OFFERED]().c).keys()


@of_the_stories
def test_the_stories_tell_every_row() -> None:
    assert {row.id for row in ROWS} - cases().keys() == set()


@of_the_stories
@for_each("row", ROWS)
def test_without_its_row_a_move_is_refused_and_no_longer_offered(row: Row) -> None:
    commission, move = cases()[row.id]
    without = Rulebook(rows=tuple(each for each in ROWS if each is not row))
    others = [each for each in without.at(commission.stage, row.move) if move.by in each.by]

    told = outcome(commission, move, without)
    assert told in others or told in REFUSALS
    if move.by in PEOPLE and move.at == move.now and not move.on_behalf_of:
        offered = row.move in allowed_moves(commission, move.by, move.now)
        assert offered
        assert others or row.move not in allowed_moves(commission, move.by, move.now, without)


def test_the_engine_asks_the_rulebook_it_is_given() -> None:
    assert RULEBOOK.rows == ROWS
    assert not Rulebook(rows=()).at(Stage.OFFERED, "accept")
