"""The closed table of a linkage: every pair of states, against the table as it was settled."""

import itertools

import pytest

from app.linkage.referral.rules.states import ASIDE, LAPSED, TABLE, CannotMove, State, check_move, may_move, taken_up

SETTLED = """
draft: received
received: triage
triage: waiting offering signposted
signposted: received closed
waiting: offering signposted
offering: accepted waiting
accepted: contacting offering
contacting: planned outreach offering
planned: going replanning offering
going: attended replanning
replanning: planned contacting offering outreach closing
attended: following
following: planned offering outreach closing
outreach: contacting offering following closing
closing: closed following
closed: reengaging
reengaging: offering contacting following closed
paused: closing
safety_hold: closing
withdrawn:
"""
ALWAYS = {"paused", "safety_hold", "withdrawn"}
AT_REST = {"draft", "closed", "withdrawn"}


def test_every_pair_of_states_is_as_it_was_settled() -> None:
    settled = {
        name: set(rest.split()) for name, _, rest in (line.partition(":") for line in SETTLED.split("\n") if line)
    }
    allowed = {name: to | (ALWAYS - {name} if name not in AT_REST else set()) for name, to in settled.items()}

    found = {
        one.value: {other.value for other in State if may_move(one, other)} for one in State
    }  # fmt: skip

    assert found == allowed
    assert set(settled) == {each.value for each in State}


@pytest.mark.parametrize("aside", [State.PAUSED, State.SAFETY_HOLD])
def test_what_is_set_aside_goes_back_to_where_it_was_and_nowhere_else(aside: State) -> None:
    for before, to in itertools.product(set(State) - ASIDE, State):
        back = to == LAPSED.get(before, before)
        usual = to == State.CLOSING or (to.value in ALWAYS and to != aside)

        assert may_move(aside, to, before) == (back or usual), (before, to)


def test_offers_and_plans_do_not_outlive_a_pause() -> None:
    assert taken_up(State.OFFERING) is State.WAITING
    assert taken_up(State.PLANNED) is taken_up(State.GOING) is State.REPLANNING
    assert taken_up(State.CONTACTING) is State.CONTACTING


def test_a_move_that_is_not_in_the_table_is_refused_with_a_sentence() -> None:
    with pytest.raises(CannotMove, match="look again"):
        check_move(State.RECEIVED, State.PLANNED)


def test_every_live_state_is_watched() -> None:
    """Something begins or may run in each, so that nothing waits unseen."""
    assert {state for state, step in TABLE.items() if not (step.starts or step.keeps)} == {
        State.DRAFT, State.CLOSED, State.WITHDRAWN
    }  # fmt: skip
