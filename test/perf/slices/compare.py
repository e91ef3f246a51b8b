"""Looks for the planted slices with two published packages: pip install pysubgroup==0.9.0 sliceline==0.3.0

Usage: python compare.py worlds.json [n]: every n-th case of the file that `node test/perf/slices/bench-slices.ts worlds.json` writes.
Found is a first slice whose images have an IoU of at least 0.8 with the planted ones.
"""

import json
import sys
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


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        worlds = json.load(file)
    cases = worlds["cases"][:: int(sys.argv[2]) if len(sys.argv) > 2 else 1]
    flags = np.array(worlds["flags"])
    strengths = sorted({case["strength"] for case in cases})
    print("| first slice is the planted one | cases | all | " + " | ".join(f"strength {s}" for s in strengths) + " |")
    print("| --- " * (3 + len(strengths)) + "|")
    report("strata", [case["ours"] >= 0.8 for case in cases], cases, strengths)
    for name, find in PACKAGES.items():
        found = [
            jaccard(find(flags, np.array(case["errors"])), np.array(case["truth"], bool)) >= 0.8 for case in cases
        ]
        report(name, found, cases, strengths)


def report(name, found, cases, strengths):
    shares = [np.mean([hit for hit, case in zip(found, cases) if case["strength"] == s]) for s in strengths]
    row = [name, str(len(cases))] + [f"{share:.2f}" for share in [np.mean(found), *shares]]
    print("| " + " | ".join(row) + " |", flush=True)


main()
