"""A door learns who may enter, from the guard, on the board itself.

    python -m examples.board.access

The neuron is shown six cases that the guard decided. Then people come. Where its output is near 0
it keeps them out, and where it is near 1 it lets them in, if the guard let in the last such
person. Else it asks the guard, and learns the answer at once, with the last about each other kind.

A neuron guesses, so a door must not open by its guess. Shown six other cases, taken at random, it
was wrong about somebody in 150 of 300 trials; all of these stood outside, and could ring.

On a board, read the pins in place of the list of people, as shown below.

Output:

    The guard shows the door six cases, and says:
      nothing                                    stays out
      visitor                                    stays out
      right code, visitor                        stays out
      badge, night                               stays out
      badge, right code, visitor                 enters
      badge, right code, night                   enters

    Then all kinds of people come:         Output
      nothing                              0.005  stays out
      badge                                0.485  stays out, says the guard
      right code                           0.402  stays out, says the guard
      badge, right code                    0.975  enters, says the guard
      visitor                              0.000  stays out
      badge, visitor                       0.023  stays out
      right code, visitor                  0.031  stays out
      badge, right code, visitor           0.926  enters
      night                                0.000  stays out
      badge, night                         0.028  stays out
      right code, night                    0.038  stays out
      badge, right code, night             0.939  enters
      visitor, night                       0.000  stays out
      badge, visitor, night                0.009  stays out
      right code, visitor, night           0.013  stays out
      badge, right code, visitor, night    0.832  stays out, says the guard

    All come once more: it asks 0 times, and decides right 16 times of 16.
"""

import sys

if sys.path[0].endswith("board"):  # run as a file: neuron.py is two folders above
    sys.path.insert(0, sys.path[0] + "/../..")

from neuron import Neuron

# from machine import Pin
# pins = [Pin(number, Pin.IN) for number in (2, 3, 4, 5)]
SIGNS = ("badge", "right code", "visitor", "night")
VERBS = ("stays out", "enters")
SURE = 0.1  # an output as near as this to 0 or 1 is sure


class Door:
    """What the guard decided last about each case, and the neuron that learned it.

    cases: rows of four signs, each 0 or 1
    answers: for each case, 1 to let in, 0 not to
    """

    def __init__(self, cases, answers):
        self.cases = []
        self.answers = []
        for number, case in enumerate(cases):
            self.note(case, answers[number])
        self.neuron = Neuron(4)
        self.learn()

    def note(self, case, answer):
        """Note an answer of the guard, in place of an earlier one about the same case."""
        if case in self.cases:
            self.answers[self.cases.index(case)] = answer
        else:
            self.cases.append(case)
            self.answers.append(answer)

    def was_let_in(self, case):
        """Tell whether the guard has decided about a case, and let it in the last time."""
        return case in self.cases and self.answers[self.cases.index(case)] == 1

    def learn(self):
        self.neuron.train(self.cases, self.answers, 3000, learning_rate=1, until=0.003)

    def decide(self, case, guard):
        """Return the neuron's output, whether to let in, and whether the guard was asked."""
        output = self.neuron(case)
        if output < SURE:
            return output, 0, False
        if output > 1 - SURE and self.was_let_in(case):
            return output, 1, False
        answer = guard(case)
        self.note(case, answer)
        self.learn()
        return output, answer, True


def words(case):
    """Return a case in words."""
    return ", ".join([sign for sign, on in zip(SIGNS, case) if on]) or "nothing"


def guard(case):
    """The rule that the guard has in mind: a badge and the code; no visitors at night."""
    badge, code, visitor, night = case
    return 1 if badge and code and not (visitor and night) else 0


def all_come(door, show):
    """Let all sixteen kinds of people come. Return how often the guard was asked, and agrees."""
    questions = agreed = 0
    for number in range(16):
        case = tuple([number >> k & 1 for k in range(4)])
        # case = tuple([pin.value() for pin in pins])
        output, enters, asked = door.decide(case, guard)
        questions += asked
        agreed += enters == guard(case)
        if show:
            print("  %-36s %.3f  %s%s" % (words(case), output, VERBS[enters],
                                         ", says the guard" if asked else ""))
    return questions, agreed


def main():
    """Show the door six cases, then let everybody come, twice."""
    cases = [(0, 0, 0, 0), (0, 0, 1, 0), (0, 1, 1, 0), (1, 0, 0, 1), (1, 1, 1, 0), (1, 1, 0, 1)]
    print("The guard shows the door six cases, and says:")
    for case in cases:
        print("  %-43s%s" % (words(case), VERBS[guard(case)]))
    door = Door(cases, [guard(case) for case in cases])
    print("\nThen all kinds of people come:         Output")
    all_come(door, True)
    print("\nAll come once more: it asks %d times, and decides right %d times of 16."
          % all_come(door, False))


if __name__ == "__main__":
    main()
