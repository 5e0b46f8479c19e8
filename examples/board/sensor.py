"""A board learns by itself what is normal for a motor, and tells when something is not.

    python -m examples.board.sensor          a simulated motor, 10,000 readings
    python -m examples.board.sensor FILE     what was learned is kept in FILE: end it at any moment,
                                             start it again, and it goes on

A reading is two numbers as an analogue-to-digital converter gives them, the temperature and the
vibration of the motor. Nobody says what they mean or what is good. A network learns from each
reading, once, how much warmer the motor gets at such a temperature and such a vibration. Where it
is wrong by far more than usual, something is not as it was. Nothing but its 17 weights and 8 other
numbers is remembered, so it takes no more memory after a year than after a minute.

For a real motor, change the two lines that are marked ADC.

Output:

    Reading  Temperature  Vibration
       3000  13917-22030  3000-12327  learned: seen so far
       6001        19567       8288  not normal: 13 times the usual error
       6100        15088       4517  normal again, after 50 alarms
       8001        19332      10162  not normal: 12 times the usual error
       8110        16054       3127  normal again, after 27 alarms

    Each of these numbers had been seen before. Together they were new: the bearing
    was worn for 50 readings after 6000, the fan stood still for 50 after 8000.
"""

import json
import os
import sys
from math import sqrt

if sys.path[0].endswith("board"):  # run as a file: neuron.py is two folders above
    sys.path.insert(0, sys.path[0] + "/../..")

from neuron import Network, load, uniform

# from machine import ADC
MEASURED = 500  # readings that only tell how large the numbers are
LEARNED = 3000  # readings until it knows enough to raise an alarm
TOO_MUCH = 7  # so many times the usual error is not normal
LEAST_USUAL = 0.1  # in deviations: after a rest in which nothing changes, not all else is a fault
NO_WATCH = (ValueError, TypeError, ArithmeticError)  # what reading a file of something else ends in
SAVE_EVERY = 100  # readings: as many are forgotten when the power fails


class Watch:
    """What is known of a motor.

    readings: how many there were
    columns: of the last temperature, the vibration, and how much warmer it got, the mean, and the
        variance (mean square of value - mean)
    usual: the usual error, in deviations of the third column
    """

    def __init__(self):
        self.net = Network(2, 4, 1, activation=("tanh", "identity"))
        self.readings = 0
        self.columns = [[0.0, 0.0], [0.0, 0.0], [0.0, 0.0]]
        self.usual = 1.0
        self.last = None  # the last temperature

    def surprise(self, temperature, vibration):
        """Learn from a reading; return how many times the usual error is made, 0 while new."""
        if self.last is None:
            self.last = temperature
        row = [self.last, vibration, temperature - self.last]
        self.last = temperature
        self.readings += 1
        if self.readings <= MEASURED:
            self.measure(row)
            return 0
        *x, target = self.scaled(row)
        error = abs(target - self.net(x)[0])
        surprise = error / max(self.usual, LEAST_USUAL)
        new = self.readings <= LEARNED
        if new or surprise < TOO_MUCH:  # what is not normal is not learned
            self.usual += 0.01 * (error - self.usual)
            self.net.step(self.net.gradient([x], [[target]]), 0.05)
        return 0 if new else surprise

    def measure(self, row):
        """Add a row to the means and variances (Welford, Technometrics 4, 1962)."""
        for column, value in zip(self.columns, row):
            mean, variance = column
            shift = value - mean
            column[0] += shift / self.readings
            column[1] += (shift * (value - column[0]) - variance) / self.readings

    def scaled(self, row):
        """Return the values of a row in standard deviations from the mean of their column."""
        return [(value - mean) / sqrt(max(variance, 1.0))
                for value, (mean, variance) in zip(row, self.columns)]

    def save(self, path):
        """Write a new file, then give it the name of the old one: one of the two is whole."""
        with open(path + ".new", "w") as file:
            file.write(json.dumps([self.readings, self.columns, self.usual]) + "\n")
            self.net.save(file)
            file.flush()
            if hasattr(os, "fsync"):  # not on a board, where closing does it
                os.fsync(file.fileno())
        getattr(os, "replace", os.rename)(path + ".new", path)


def read(file):
    """Return the Watch that save() wrote. An error of NO_WATCH if it is something else."""
    watch = Watch()
    watch.readings, watch.columns, watch.usual = json.loads(file.readline())
    watch.net = load(file)
    *x, target = watch.scaled([watch.readings + watch.usual] * 3)
    watch.net.gradient([x], [[target]])  # it can learn
    return watch


def opened(path):
    """Return the file of a path, opened, or None if there is none."""
    try:
        return open(path)
    except OSError as error:
        if error.errno != 2:  # ENOENT: no such file
            raise
    return None


def resume(path):
    """Return the Watch that was saved, or a new one if there is none. ValueError for other files.

    A board's FAT removes the old file before it renames the new one, which is whole by then. If
    the new one is not whole and alone, the power failed during the first save: all begins anew.
    """
    for name in (path, path + ".new"):
        file = opened(name)
        if file:
            with file:
                try:
                    return read(file)
                except NO_WATCH as error:
                    if name == path:
                        raise ValueError("%s is no saved watch: %s" % (name, error))
    return Watch()


class Motor:
    """A motor that works and rests, and its two sensors on a converter of 16 bits."""

    def __init__(self, seed):
        self.draws = uniform(seed)
        self.temperature = 20.0  # degrees Celsius
        self.left = 0  # readings until the load changes

    def read(self, fault):
        """Return the temperature and the vibration, with a fault: "fan", "bearing" or None."""
        if self.left == 0:
            self.left = 20 + int(40 * next(self.draws))
            self.load = max(0.0, 1.4 * next(self.draws) - 0.4)
        self.left -= 1
        end = 20 + 45 * self.load + (30 if fault == "fan" else 0)  # where the temperature goes
        self.temperature += 0.05 * (end - self.temperature)
        volts = 0.5 + 0.01 * self.temperature + 0.003 * next(self.draws)
        vibration = 3000 + 9000 * self.load + 400 * next(self.draws)
        return int(volts / 3.3 * 65535), int(vibration) + (5000 if fault == "bearing" else 0)


def fault_at(reading):
    """Return the fault that the simulated motor has at a reading; None for none."""
    if 6000 <= reading % 10000 < 6050:
        return "bearing"
    if 8000 <= reading % 10000 < 8050:
        return "fan"
    return None


def main(path=None):
    """Watch a motor for 10,000 readings; print when it is not normal, and when it is again."""
    watch = resume(path) if path else Watch()
    if watch.readings:
        print("goes on after reading %d" % watch.readings)
    motor = Motor(watch.readings)
    alarms = last = 0
    low, high = (65535, 65535), (0, 0)
    print("Reading  Temperature  Vibration")
    for _ in range(10000):
        temperature, vibration = motor.read(fault_at(watch.readings))
        # temperature = ADC(26).read_u16()
        # vibration = ADC(27).read_u16()
        surprise = watch.surprise(temperature, vibration)
        low = [min(pair) for pair in zip(low, (temperature, vibration))]
        high = [max(pair) for pair in zip(high, (temperature, vibration))]
        text = "%7d  %11d  %9d  " % (watch.readings, temperature, vibration)
        if watch.readings == LEARNED:
            print("%7d  %5d-%5d  %4d-%5d  learned: seen so far" % (
                LEARNED, low[0], high[0], low[1], high[1]))
        elif surprise >= TOO_MUCH:
            if alarms == 0:
                print(text + "not normal: %.0f times the usual error" % surprise)
            alarms += 1
            last = watch.readings
        elif alarms and watch.readings >= last + 50:
            print(text + "normal again, after %d alarms" % alarms)
            alarms = 0
        if path and watch.readings % SAVE_EVERY == 0:
            watch.save(path)
    print("\nEach of these numbers had been seen before. Together they were new: the bearing")
    print("was worn for 50 readings after 6000, the fan stood still for 50 after 8000.")


if __name__ == "__main__":
    main(*sys.argv[1:2])
