from passerelles.visits.stages import VISIT_MOVES, VisitStage


def test_every_stage_of_a_visit_has_its_row_and_can_be_reached():
    reached, new = set(), {VisitStage.PREPARED}
    while new:
        reached |= new
        new = {to for stage in new for to in VISIT_MOVES[stage]} - reached
    assert reached == set(VisitStage) == set(VISIT_MOVES)
