"""scipy.optimize.check_grad and approx_derivative."""

import bench_io

optimize = bench_io.need("scipy.optimize")

from numpy_models import Flat
from scipy.optimize._numdiff import approx_derivative

request = bench_io.request()
rows = []
for case in request["cases"]:
    flat = Flat(request["model"], case)
    loss = bench_io.Counted(flat.loss)
    runs = {
        "scipy check_grad": lambda: optimize.check_grad(loss, flat.gradient, flat.at),
        "scipy approx_derivative, 3-point": lambda: approx_derivative(loss, flat.at, method="3-point"),
    }
    for name, run in runs.items():
        loss.calls = 0
        run()
        row = {"group": case["group"], "name": name, "role": "peer", "losses": loss.calls}
        rows.append(row | {"seconds": bench_io.median_time(run)})
bench_io.answer(rows)
