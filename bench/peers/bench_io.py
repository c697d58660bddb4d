"""Reads a request from standard input, times functions, prints rows."""

import json
import sys
import time

ABSENT = 3


def need(name):
    """Imports a library, or ends with the code that says it is not installed."""
    try:
        return __import__(name, fromlist=["_"])
    except ImportError as error:
        sys.stderr.write(str(error))
        sys.exit(ABSENT)


def request():
    return json.load(sys.stdin)


def answer(rows):
    json.dump(rows, sys.stdout)


def median_time(run, budget=1.5, least=1, most=2000):
    """Median seconds of one call; a first call warms up and, where it takes longer than the budget, is all there is."""
    start = time.perf_counter()
    run()
    samples = [time.perf_counter() - start]
    if samples[0] > budget:
        return samples[0]
    samples = []
    end = time.perf_counter() + budget
    while len(samples) < least or (time.perf_counter() < end and len(samples) < most):
        start = time.perf_counter()
        run()
        samples.append(time.perf_counter() - start)
    samples.sort()
    return samples[len(samples) // 2]


class Counted:
    """A function that counts its calls."""

    def __init__(self, function):
        self.function = function
        self.calls = 0

    def __call__(self, *arguments):
        self.calls += 1
        return self.function(*arguments)
