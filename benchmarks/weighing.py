"""Choose the weights of reasons by the development half of the ties: one weight at a time, as long as the figures grow.

    python -m benchmarks.weighing

Prints the weights that it comes to and what they are worth on that half; a person writes them into weights.toml. The held half is not
looked at here. Reasons that no document of the evaluation speaks of (wishes, practices, load…) keep their weights.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import mul

from benchmarks.suggesting import asked_by, figures, unread
from benchmarks.ties import Pair, pairs, side
from passerelles.requests.suggesting import Known, Side, Weights, rank

CHOSEN = ("province", "above", "within", "beside", "sister", "experience", "themes", "level", "size", "services", "seat")
STEPS = (0, 2, 4, 6, 8, 10, 12, 16, 20, 24, 30)
ROUNDS = 4
LEAST = 10_000  # inhabitants of a commune
Shares = tuple[float, ...]  # of each reason that is chosen, for one authority
Case = tuple[Shares, Counter[Shares]]  # the one that should have been suggested; how many have which
Rest = tuple[tuple[float, float], list[tuple[float, float, int]]]  # the same, all reasons but one summed


def main() -> None:
    ties = pairs()
    known = Known((each.fact for each in ties), [_likely({each.home for each in ties}), side("CN")])
    cases = [case for pair in ties if not pair.is_held for case in _cases(pair, ties, known)]
    weights = [Weights.standard().reasons[name] for name in CHOSEN]
    print(f"{len(cases)} questions; as they are: {_told(weights, cases)}")
    for _ in range(ROUNDS):
        before = list(weights)
        for number in range(len(CHOSEN)):
            weights[number] = _best(number, weights, cases)
        print(", ".join(f"{name} = {worth:g}" for name, worth in zip(CHOSEN, weights, strict=True)), _told(weights, cases), flush=True)
        if weights == before:
            break


def _likely(tied: set[str]) -> Side:
    """The French side without the thirty thousand villages of which nothing is known: they come far behind, and cost most of the time."""
    return Side(spot for spot in side("FR").spots if spot.level != "commune" or (spot.population or 0) >= LEAST or spot.key in tied)


def _cases(pair: Pair, ties: Sequence[Pair], known: Known) -> Iterable[Case]:
    """The two questions of a tie: without it, and without all that only its documents say."""
    for hidden in ([pair.fact.entry], unread(pair, ties)):
        yield _case(pair, known.without(hidden))


def _case(pair: Pair, rest: Known) -> Case:
    asked, among = asked_by(pair, rest), rest.sides[0]
    columns = [rank(asked, among, rest, _only(name)).totals for name in CHOSEN]
    rows = list(zip(*([round(share, 2) for share in column] for column in columns), strict=True))
    return rows[among.number[pair.home]], Counter(row for row in rows if row[0] > -1)


def _only(name: str) -> Weights:
    """Weights by which one reason is worth 1 and nothing else anything."""
    standard = Weights.standard()
    reasons = {each: float(each == name) for each in standard.reasons}
    return Weights(dict.fromkeys(standard.ties, 0.0), reasons, dict.fromkeys(standard.against, 0.0), standard.shape)


def _best(number: int, weights: list[float], cases: Sequence[Case]) -> float:
    """The weight of one reason that is worth most, the others as they are; the one it has, where none is worth more."""
    others = [*weights[:number], 0, *weights[number + 1 :]]
    without = [_without(number, others, case) for case in cases]
    return max([weights[number], *STEPS], key=lambda worth: _worth([_place(worth, rest) for rest in without]))


def _worth(places: Sequence[int]) -> float:
    found = figures(places)
    return found[-1] + (found[1] + found[2]) / 2  # the mean reciprocal rank, and the shares among the first five and ten


def _without(number: int, others: Sequence[float], case: Case) -> Rest:
    """What all but one reason come to, and the share of that one: of the one that is wanted, and of how many others."""
    wanted, among = case
    rows = Counter[tuple[float, float]]()
    for row, many in among.items():
        rows[_points(others, row), row[number]] += many
    return (_points(others, wanted), wanted[number]), [(*row, many) for row, many in rows.items()]


def _place(worth: float, rest: Rest) -> int:
    (points, share), among = rest
    least = points + worth * share - 1e-9
    return sum(many for points, share, many in among if points + worth * share >= least)


def _points(weights: Sequence[float], shares: Shares) -> float:
    return sum(map(mul, weights, shares))


def _told(weights: Sequence[float], cases: Sequence[Case]) -> str:
    places = [_place(weights[0], _without(0, [0, *weights[1:]], case)) for case in cases]
    return ", ".join(f"{figure:.3f}" for figure in figures(places))


if __name__ == "__main__":
    main()
