"""Hypothesis around numpy's central differences: what somebody writes in an afternoon, passing and failing."""

import bench_io

bench_io.need("hypothesis")
bench_io.need("numpy")

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy_models import dense, relu_network

request = bench_io.request()
VALUES = st.integers(-300, 300)
losses = 0


@st.composite
def networks(draw):
    """X, labels and parameters; a planted network has one output and its examples in columns."""
    planted = request["planted"]
    width = 6 if planted else 8
    depth = draw(st.integers(1, 4 if planted else 3))
    sizes = [draw(st.integers(1, width)) for _ in range(depth)]
    sizes.append(1 if planted else draw(st.integers(1, width)))
    m = draw(st.integers(1, 6))
    shapes = {"X": (sizes[0], m) if planted else (m, sizes[0])}
    for layer in range(1, depth + 1):
        shapes[f"W{layer}"] = (sizes[layer], sizes[layer - 1])
        shapes[f"b{layer}"] = (sizes[layer], 1) if planted else (sizes[layer],)
    # One draw for all values: block by block it takes longer.
    counts = [int(np.prod(shape)) for shape in shapes.values()]
    values = np.split(draw(arrays(np.int64, sum(counts), elements=VALUES)) / 100, np.cumsum(counts)[:-1])
    params = {name: part.reshape(shape) for (name, shape), part in zip(shapes.items(), values)}
    X = params.pop("X")
    labels = draw(st.lists(st.integers(0, 1 if planted else sizes[-1] - 1), min_size=m, max_size=m))
    return X, labels, params


def agrees(loss, gradient, params, epsilon=1e-5):
    global losses
    for name, claimed in gradient.items():
        values, slopes = params[name].ravel(), claimed.ravel()
        for i in range(values.size):
            x = values[i]
            values[i] = x + epsilon
            plus = loss(params)
            values[i] = x - epsilon
            numeric = (plus - loss(params)) / (2 * epsilon)
            values[i] = x
            losses += 2
            if abs(numeric - slopes[i]) > 1e-5 + 1e-3 * abs(numeric):
                return False
    return True


@settings(max_examples=request["runs"], deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(networks())
def campaign(network):
    X, labels, params = network
    tensor = {"shape": X.shape, "data": X.ravel()}
    if not request["planted"]:
        loss, gradient = dense({"X": tensor, "y": labels})
        assert agrees(loss, gradient(params), params)
        return
    loss, gradient = relu_network({"X": tensor, "Y": labels})
    claimed = gradient(params)
    claimed["b1"] = 4 * claimed["b1"]
    if "W2" in claimed:
        claimed["W2"] = 2 * claimed["W2"]
    assert agrees(loss, claimed, params)


def run():
    global losses
    losses = 0
    try:
        campaign()
        return "passes"
    except AssertionError:
        return "fails"


verdict = run()
seconds = bench_io.median_time(run, budget=4)
row = {"group": request["group"], "name": "Hypothesis + numpy", "role": "peer", "losses": losses, "seconds": seconds}
bench_io.answer([row | {"note": verdict}])
