"""torch.autograd.gradcheck with its own defaults (eps 1e-6, atol 1e-5, rtol 1e-3), slow and fast."""

import bench_io

torch = bench_io.need("torch")

from torch_models import MODELS, inputs_of

torch.set_num_threads(1)
request = bench_io.request()
model = MODELS[request["model"]]
cases = [(case["group"], bench_io.Counted(model(case["data"])), inputs_of(case)) for case in request["cases"]]


def passes(loss, inputs, mode):
    return torch.autograd.gradcheck(loss, inputs, fast_mode=mode == "fast", raise_exception=False)


def row(group, mode, chosen):
    for _, loss, _ in chosen:
        loss.calls = 0
    passed = sum(passes(loss, inputs, mode) for _, loss, inputs in chosen)
    losses = sum(loss.calls for _, loss, _ in chosen)
    seconds = bench_io.median_time(lambda: [passes(loss, inputs, mode) for _, loss, inputs in chosen])
    verdict = ("passes" if passed else "fails") if len(chosen) == 1 else f"{passed} of {len(chosen)} pass"
    return {"group": group, "name": f"torch {mode}", "role": "peer", "losses": losses, "seconds": seconds, "note": verdict}


if "together" in request:
    bench_io.answer([row(request["together"], mode, cases) for mode in request["modes"]])
else:
    bench_io.answer([row(case[0], mode, [case]) for case in cases for mode in request["modes"]])
