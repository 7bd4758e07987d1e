"""Takes the register's kinds of findings out of a reading: ties, offices, practices, events, figures, wishes, activities, doubts."""

from passerelles.library.models import Reading
from passerelles.register.models import ClaimState
from passerelles.register.projecting import project_all
from passerelles.register.reading.comparing import compare
from passerelles.register.reading.doubting import take_doubts
from passerelles.register.reading.joining import take_joint
from passerelles.register.reading.linking import ask_about_neighbours
from passerelles.register.reading.taking import Taken, proposals
from passerelles.register.steps import step

__all__ = ["take"]


@step()
def take(reading: Reading) -> list[Taken]:
    """Propose what a reading says, link it to entries by their keys, ask what is doubtful, and compare with the reading before."""
    taken = [each for proposal in proposals(reading) if (each := proposal.take(reading))]
    taken += take_joint(reading, taken)
    ask_about_neighbours(reading, [each.entry for each in taken])
    take_doubts(reading, taken)
    compare(reading, taken)
    again = [claim.entry for each in taken for claim in each.claims if claim.state == ClaimState.ACCEPTED]
    project_all(again)  # said again, by a younger document or one that more people see
    return taken
