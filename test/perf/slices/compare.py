"""Looks for the planted slices with two published packages: pip install pysubgroup==0.9.0 sliceline==0.3.0

Usage: python compare.py worlds.json [seconds]: the cases of the file that `node test/perf/slices/bench-slices.ts worlds.json` writes,
in an order in which lengths and strengths take turns, each by all packages, until the seconds are over (default 240). Found is a
first slice whose images have an IoU of at least 0.8 with the planted ones.
"""

import json
import sys
import time
import warnings

import numpy as np
import pandas as pd
import pysubgroup as ps
from sliceline.slicefinder import Slicefinder

warnings.filterwarnings("ignore")
LENGTH_MAX = 3


def jaccard(one, other):
    either = np.logical_or(one, other).sum()
    return np.logical_and(one, other).sum() / either if either else 0.0


def with_pysubgroup(flags, errors, quality):
    frame = pd.DataFrame({f"c{i}": column.astype(bool) for i, column in enumerate(flags)})
    frame["wrong"] = errors.astype(bool)
    target = ps.BinaryTarget("wrong", True)
    space = [ps.EqualitySelector(f"c{i}", value) for i in range(len(flags)) for value in (True, False)]
    task = ps.SubgroupDiscoveryTask(
        frame, target, space, result_set_size=1, depth=LENGTH_MAX, qf=quality,
        constraints=[ps.MinSupportConstraint(10)],
    )
    found = ps.BestFirstSearch().execute(task)
    return found.results[0][1].covers(frame) if found.results else np.zeros(len(errors), bool)


def with_sliceline(flags, errors):
    table = flags.T.astype(int)
    finder = Slicefinder(alpha=0.95, k=1, max_l=LENGTH_MAX, min_sup=10, verbose=False)
    finder.fit(table, errors.astype(float))
    if len(finder.top_slices_) == 0:
        return np.zeros(len(errors), bool)
    covered = np.ones(len(errors), bool)
    for column, value in enumerate(finder.top_slices_[0]):
        if value is not None:
            covered &= table[:, column] == value
    return covered


PACKAGES = {
    "sliceline": with_sliceline,
    "pysubgroup, size^0.5 × (rate − base)": lambda f, e: with_pysubgroup(f, e, ps.StandardQF(0.5)),
    "pysubgroup, weighted relative accuracy": lambda f, e: with_pysubgroup(f, e, ps.WRAccQF()),
}


def in_turn(cases):
    """Cases of one length and strength are never next to each other: whatever is done has some of all."""
    kinds = {}
    for case in cases:
        kinds.setdefault((case["length"], case["strength"]), []).append(case)
    most = max(len(kind) for kind in kinds.values())
    return [kind[at] for at in range(most) for kind in kinds.values() if at < len(kind)]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        worlds = json.load(file)
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 240
    flags = np.array(worlds["flags"])
    started = time.monotonic()
    done, found, spent = [], {name: [] for name in ["strata", *PACKAGES]}, {name: 0.0 for name in PACKAGES}
    for case in in_turn(worlds["cases"]):
        if time.monotonic() - started > seconds:
            break
        errors, truth = np.array(case["errors"]), np.array(case["truth"], bool)
        for name, find in PACKAGES.items():
            began = time.monotonic()
            found[name].append(jaccard(find(flags, errors), truth) >= 0.8)
            spent[name] += time.monotonic() - began
        found["strata"].append(case["ours"] >= 0.8)
        done.append(case)
    strengths = sorted({case["strength"] for case in done})
    print("| first slice is the planted one | cases | all | " + " | ".join(f"strength {s}" for s in strengths) + " |")
    print("| --- " * (3 + len(strengths)) + "|")
    for name, hits in found.items():
        report(name, hits, done, strengths)
    for name, seconds_spent in spent.items():
        print(f"{name}: {seconds_spent / max(1, len(done)):.1f} s a case")


def report(name, found, cases, strengths):
    shares = [np.mean([hit for hit, case in zip(found, cases) if case["strength"] == s]) for s in strengths]
    row = [name, str(len(cases))] + [f"{share:.2f}" for share in [np.mean(found), *shares]]
    print("| " + " | ".join(row) + " |", flush=True)


main()
