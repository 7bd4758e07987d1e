"""Choose the weights of reasons by the development half of the ties: one weight at a time, as long as the figures grow.

    python -m benchmarks.weighing

Prints the weights that it comes to and what they are worth on that half; a person writes them into weights.toml. The held half is not
looked at here. Reasons that no document of the evaluation speaks of (wishes, practices, load…) keep their weights.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from benchmarks.suggesting import asked_by, figures, unread
from benchmarks.ties import Pair, pairs, side
from passerelles.requests.suggesting import Known, Weights, rank

CHOSEN = ("province", "above", "within", "beside", "sister", "experience", "themes", "level", "size", "services", "seat")
STEPS = (0, 2, 4, 6, 8, 10, 12, 16, 20, 24, 30)
ROUNDS = 4
Shares = tuple[float, ...]  # of each reason that is chosen, for one authority
Case = tuple[Shares, Counter[Shares]]  # the one that should have been suggested; how many have which


def main() -> None:
    ties = pairs()
    cases = [case for pair in ties if not pair.is_held for case in _cases(pair, ties)]
    weights = [Weights.standard().reasons[name] for name in CHOSEN]
    print(f"{len(cases)} questions; as they are: {_told(weights, cases)}")
    for _ in range(ROUNDS):
        before = list(weights)
        for number in range(len(CHOSEN)):
            weights[number] = _best(number, weights, cases)
        print(", ".join(f"{name} = {worth:g}" for name, worth in zip(CHOSEN, weights, strict=True)), _told(weights, cases), flush=True)
        if weights == before:
            break


def _cases(pair: Pair, ties: Sequence[Pair]) -> Iterable[Case]:
    """The two questions of a tie: without it, and without all that only its documents say."""
    known = Known((each.fact for each in ties), [side("FR"), side("CN")])
    for hidden in ([pair.fact.entry], unread(pair, ties)):
        yield _case(pair, known.without(hidden))


def _case(pair: Pair, rest: Known) -> Case:
    asked, among = asked_by(pair, rest), side("FR")
    columns = [rank(asked, among, rest, _only(name)).totals for name in CHOSEN]
    rows = list(zip(*([round(share, 3) for share in column] for column in columns), strict=True))
    return rows[among.number[pair.home]], Counter(row for row in rows if row[0] > -1)


def _only(name: str) -> Weights:
    """Weights by which one reason is worth 1 and nothing else anything."""
    standard = Weights.standard()
    reasons = {each: float(each == name) for each in standard.reasons}
    return Weights(dict.fromkeys(standard.ties, 0.0), reasons, standard.shape)


def _best(number: int, weights: list[float], cases: Sequence[Case]) -> float:
    """The weight of one reason that is worth most, the others as they are; the one it has, where none is worth more."""
    tried = [weights[number], *STEPS]
    return max(tried, key=lambda worth: _worth([*weights[:number], worth, *weights[number + 1 :]], cases))


def _worth(weights: Sequence[float], cases: Sequence[Case]) -> float:
    found = figures([_place(weights, case) for case in cases])
    return found[-1] + (found[1] + found[2]) / 2  # the mean reciprocal rank, and the shares among the first five and ten


def _place(weights: Sequence[float], case: Case) -> int:
    wanted, among = case
    least = _points(weights, wanted)
    return sum(number for row, number in among.items() if _points(weights, row) >= least - 1e-9)


def _points(weights: Sequence[float], shares: Shares) -> float:
    return sum(map(float.__mul__, map(float, weights), shares))


def _told(weights: Sequence[float], cases: Sequence[Case]) -> str:
    return ", ".join(f"{figure:.3f}" for figure in figures([_place(weights, case) for case in cases]))


if __name__ == "__main__":
    main()
