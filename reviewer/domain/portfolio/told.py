"""How the best set, and what a wish costs, is told in a sentence."""

from __future__ import annotations

from fractions import Fraction

from reviewer.domain.ordering import Measure
from reviewer.domain.portfolio.beside import Cost, WishCost
from reviewer.domain.portfolio.posed import MEASURES
from reviewer.domain.portfolio.problem import Problem
from reviewer.domain.portfolio.solution import Proof, Solution
from reviewer.domain.said import Points, Said, Share, say


def proof_said(solution: Solution, measure: Measure, problem: Problem) -> Said:
    """Return what the set is worth, and whether that is proved; where it is not, the bound."""
    if not problem.items:
        return NONE_TO_CHOOSE
    value = Points(solution.value)
    if solution.proof is not Proof.PROVED:
        return say(
            "The best set that was found in the time: {measure} is {value}. None can be worth more than {bound} ({gap} more).",
            measure=MEASURES[measure],
            value=value,
            bound=Points(solution.bound),
            gap=Share(solution.gap),
        )
    proved = say("No set is worth more: {measure} is {value}, and that is proved.", measure=MEASURES[measure], value=value)
    if solution.within:
        proved = _nearly(solution, measure)
    elif problem.partial is None:
        proved = say(
            "No set of whole grants is worth more: {measure} is {value}, and that is proved.", measure=MEASURES[measure], value=value
        )
    if solution.unique:
        return proved
    more = say("Others may be worth as much: the time did not suffice to choose between them.")
    return say("{first} {second}", first=proved, second=more)


NONE_TO_CHOOSE = say("There is nothing to choose among: no application that may be funded has both an amount and a value that are known.")

MILLIONTH = Fraction(1, 1_000_000)


def _nearly(solution: Solution, measure: Measure) -> Said:
    """Return the proof where values were compared in steps: none is worth a millionth more, or no more than the bound."""
    value, name = Points(solution.value), MEASURES[measure]
    if 0 <= solution.gap <= MILLIONTH and solution.value > 0:
        return say("No set is worth as much as a millionth more: {measure} is {value}, and that is proved.", measure=name, value=value)
    most = Points(solution.most)
    return say("No set is worth more than {bound}, and that is proved: {measure} is {value}.", bound=most, measure=name, value=value)


def more_by_list(by_list: Fraction, solution: Solution) -> Said | None:
    """Return how the list can be worth more than the best set, or None where it is not."""
    if by_list <= solution.value:
        return None
    return say("The list can be worth more: it need not keep the wishes, and its last one may get a part of the amount.")


def cost_said(one: WishCost) -> Said:
    """Return what a wish costs, as far as that was found."""
    wish = one.wish.said()
    if one.cost is None:
        return say("The wish that {wish}: its cost was not found in the time.", wish=wish)
    if one.cost.exact is not None:
        return say("The wish that {wish} costs {cost}.", wish=wish, cost=Points(one.cost.exact))
    least, most = Points(one.cost.least), Points(one.cost.most)
    return say("The wish that {wish} costs from {least} to {most}; more was not proved in the time.", wish=wish, least=least, most=most)


def limit_cost_said(one: WishCost) -> Said:
    """Return what one of the committee's own limits costs, as far as that was found."""
    limit = one.wish.said()
    if one.cost is None:
        return say("That {limit}: what it costs was not found in the time.", limit=limit)
    if one.cost.exact is not None:
        return say("That {limit} costs {cost}.", limit=limit, cost=Points(one.cost.exact))
    least, most = Points(one.cost.least), Points(one.cost.most)
    return say("That {limit} costs from {least} to {most}; more was not proved in the time.", limit=limit, least=least, most=most)


def together_said(cost: Cost | None) -> Said:
    """Return what all wishes cost together, as far as that was found."""
    if cost is None:
        return say("What the wishes cost together was not found in the time.")
    if cost.exact is not None:
        return say("Together the wishes cost {cost}.", cost=Points(cost.exact))
    least, most = Points(cost.least), Points(cost.most)
    return say("Together the wishes cost from {least} to {most}; more was not proved in the time.", least=least, most=most)
