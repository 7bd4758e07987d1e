"""Who owes what of a visit's costs, by the rule of each. Pure: rows in, amounts out; in cents, so that nothing is lost in rounding."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Paid:
    amount: Decimal
    currency: str
    by: int
    sharing: str  # "payer", "hosts", "all"


@dataclass(frozen=True, slots=True)
class Share:
    """What an organisation paid and what is its to bear, in a currency; `balance` above zero is owed to it."""

    who: int
    currency: str
    paid: Decimal
    bears: Decimal

    @property
    def balance(self) -> Decimal:
        return self.paid - self.bears


def shares(costs: Iterable[Paid], hosts: Sequence[int], visitor: int | None) -> list[Share]:
    """Return what each organisation paid and bears. What cannot be divided in equal cents, the first ones bear."""
    paid: Counter[tuple[str, int]] = Counter()
    borne: Counter[tuple[str, int]] = Counter()
    everybody = [*hosts, *([visitor] if visitor and visitor not in hosts else [])]
    for cost in costs:
        bearers = {"hosts": list(hosts), "all": everybody}.get(cost.sharing) or [cost.by]
        cents = int(cost.amount * 100)
        paid[cost.currency, cost.by] += cents
        for number, who in enumerate(bearers):
            borne[cost.currency, who] += cents // len(bearers) + (number < cents % len(bearers))
    both = sorted(paid.keys() | borne.keys())
    return [Share(who, currency, _money(paid[currency, who]), _money(borne[currency, who])) for currency, who in both]


@dataclass(frozen=True, slots=True)
class Debt:
    """That one owes something to another."""

    debtor: int
    creditor: int
    amount: Decimal
    currency: str


def debts(held: Iterable[Share]) -> list[Debt]:
    """Return who owes whom how much, so that after it every balance is nothing: in each currency fewer debts than organisations."""
    held, found = list(held), []
    for currency in dict.fromkeys(share.currency for share in held):
        left = {share.who: share.balance for share in held if share.currency == currency}
        for debtor in [who for who, balance in left.items() if balance < 0]:
            for creditor in [who for who, balance in left.items() if balance > 0]:
                amount = min(-left[debtor], left[creditor])
                if amount > 0:
                    found.append(Debt(debtor, creditor, amount, currency))
                    left[debtor] += amount
                    left[creditor] -= amount
    return found


def _money(cents: int) -> Decimal:
    return (Decimal(cents) / 100).quantize(CENT)
