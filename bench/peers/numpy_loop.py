"""The loop of the classical exercises in numpy: two losses for every entry, then a relative norm."""

import bench_io

bench_io.need("numpy")

import numpy as np
from numpy_models import Flat


def numerical(loss, theta, epsilon=1e-4):
    gradient = np.zeros_like(theta)
    point = theta.copy()
    for i in range(theta.size):
        point[i] = theta[i] + epsilon
        plus = loss(point)
        point[i] = theta[i] - epsilon
        gradient[i] = (plus - loss(point)) / (2 * epsilon)
        point[i] = theta[i]
    return gradient


def check(flat):
    claimed, numeric = flat.gradient(flat.at), numerical(flat.loss, flat.at)
    return np.linalg.norm(numeric - claimed) / np.linalg.norm(numeric + claimed)


request = bench_io.request()
rows = []
for case in request["cases"]:
    flat = Flat(request["model"], case)
    one = bench_io.median_time(lambda: flat.loss(flat.at))
    losses = 2 * flat.at.size
    row = {"group": case["group"], "name": "numpy loop", "role": "peer", "losses": losses, "gradients": 1}
    if request.get("estimate"):
        row |= {"seconds": losses * one, "note": "estimated: evaluations x one loss"}
    else:
        row |= {"seconds": bench_io.median_time(lambda: check(flat)), "note": f"relative norm {check(flat):.0e}"}
    rows.append(row)
    rows.append({"group": case["group"], "name": "numpy, one loss", "role": "peer", "losses": 1, "seconds": one})
bench_io.answer(rows)
