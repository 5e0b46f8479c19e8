"""A network learns by trying to walk a grid: Q-learning, with nobody to show it the way.

    python -m examples.board.q_learning

S is the start, G the goal, # a wall, X a hole. The network gets a place, and answers with what it
expects of a move up, right, down or left: all the rewards from then on, of which each is worth
a tenth less for each step that it lies ahead. After each move it learns a better answer: the reward
that came, and what it expects of the best move from the new place. (Watkins, Dayan, "Q-learning",
Machine Learning 8, 1992.) It starts with another network for another seed: with each of the seeds 1
to 12 the shortest way is known, five times in a row, within 150 episodes.

Output:

    Episodes  A walk by what was learned
           0  30 moves to nowhere
          10  30 moves to nowhere
          20  30 moves to nowhere
          30  30 moves to nowhere
          40   7 moves to the goal

    The shortest way, of 7 moves, is known after 49 episodes:

    The grid     The best moves
    S . . # .    v v v # v
    . # . . .    v # > > ^
    . . . # .    > > v # >
    # X . . G    # X > > G
"""

import sys

if sys.path[0].endswith("board"):  # run as a file: neuron.py is two folders above
    sys.path.insert(0, sys.path[0] + "/../..")

from neuron import Network, uniform

GRID = ["S..#.",
        ".#...",
        "...#.",
        "#X..G"]
HEIGHT = len(GRID)
WIDTH = len(GRID[0])
MOVES = ((-1, 0, "^"), (0, 1, ">"), (1, 0, "v"), (0, -1, "<"))  # rows, columns, sign
SHORTEST = 7  # moves from S to G
LONGEST = 30  # moves, then an episode ends
CURIOSITY = 0.3  # how often it tries any move in place of the best
WORTH = 0.9  # of a reward that is a step away
RATE = 0.2


def inputs(place):
    """Return the inputs for a place, a row and a column: 1 for it and 0 for all others."""
    x = [0.0] * (HEIGHT * WIDTH)
    x[place[0] * WIDTH + place[1]] = 1.0
    return x


def moved(place, move):
    """Return the place after a move, the reward, and whether it is the end."""
    row = place[0] + MOVES[move][0]
    column = place[1] + MOVES[move][1]
    if not (0 <= row < HEIGHT and 0 <= column < WIDTH) or GRID[row][column] == "#":
        return place, -0.1, False
    if GRID[row][column] == "X":
        return (row, column), -1.0, True
    if GRID[row][column] == "G":
        return (row, column), 1.0, True
    return (row, column), -0.02, False


def learn(net, place, move, expected):
    """Let the network expect so much of a move at a place, and as before of the other moves."""
    x = inputs(place)
    target = net(x)
    target[move] = expected
    net.step(net.gradient([x], [target]), RATE)


def episode(net, draws=None):
    """Walk from the start; with random draws, try and learn. Return the places and the reward."""
    place = (0, 0)
    places = [place]
    reward = 0
    end = False
    while not end and len(places) <= LONGEST:
        values = net(inputs(place))
        move = values.index(max(values))
        if draws and next(draws) < CURIOSITY:
            move = int(4 * next(draws))
        after, reward, end = moved(place, move)
        if draws:
            later = 0 if end else max(net(inputs(after)))
            learn(net, place, move, reward + WORTH * later)
        place = after
        places.append(place)
    return places, reward


def make(seed):
    """Return a network that knows nothing, and the random draws to try with."""
    net = Network(HEIGHT * WIDTH, 12, 4, activation=("tanh", "identity"), seed=seed, scale=0.5)
    return net, uniform(seed)


def is_solved(places, reward):
    return reward == 1 and len(places) == SHORTEST + 1


def picture(net):
    """Return the grid as text, with the best move at each place."""
    lines = []
    for row in range(HEIGHT):
        signs = []
        for column in range(WIDTH):
            values = net(inputs((row, column)))
            sign = MOVES[values.index(max(values))][2]
            signs.append(GRID[row][column] if GRID[row][column] in "#XG" else sign)
        lines.append(" ".join(signs))
    return lines


def solve(net, draws, show=None):
    """Learn until the shortest way is found after five episodes in a row; return their number.

    show: called after each episode with its number and the walk; at most 200 episodes are tried
    """
    in_a_row = 0
    for number in range(1, 201):
        episode(net, draws)
        places, reward = episode(net)
        in_a_row = in_a_row + 1 if is_solved(places, reward) else 0
        if show:
            show(number, places, reward)
        if in_a_row == 5:
            return number
    return None


def show(number, places, reward):
    """Print every tenth walk."""
    if number % 10 == 0:
        end = {1.0: "the goal", -1.0: "the hole"}.get(reward, "nowhere")
        print("%8d  %2d moves to %s" % (number, len(places) - 1, end))


def main():
    """Learn; print how walks without trying go meanwhile, and what was found."""
    net, draws = make(seed=1)
    print("Episodes  A walk by what was learned")
    show(0, *episode(net))
    number = solve(net, draws, show)
    print("\nThe shortest way, of %d moves, is known after %s episodes:\n" % (SHORTEST, number))
    print("The grid     The best moves")
    for line, signs in zip(GRID, picture(net)):
        print("%s    %s" % (" ".join(line), signs))


if __name__ == "__main__":
    main()
