#!/usr/bin/env bash
# onnxruntime 1.23.2 (CPU), onnx 1.20.0, seen on 2026-11-27.
#
# A BatchNormalization node with training_mode = 1 normalizes by the batch alone, so the same input should give the same
# output however often it is run. It does not, where scale and stored variance, or bias and stored mean, are two constants
# of equal values, as the ones and zeros of a fresh layer are: the session keeps one buffer for both, the node updates its
# running statistics in that buffer, and from the second run on scale or bias have moved along. With a scale and a bias of
# other values the output stays as it is.
#
# For users: a network exported in training mode can't be explained reproducibly. Strata refuses such nodes by name.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet install numpy==2.3.5 onnx==1.20.0 onnxruntime==1.23.2
"$folder/venv/bin/python" - <<'PY'
import numpy as np
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

UNITS = 4
IMAGE = np.random.default_rng(0).random((1, UNITS, 2, 2), dtype=np.float32) + 1


def outputs_of_three_runs(scale, bias):
    constants = {
        "scale": np.full(UNITS, scale), "bias": np.full(UNITS, bias), "mean": np.zeros(UNITS), "variance": np.ones(UNITS),
    }
    node = helper.make_node(
        "BatchNormalization", ["image", *constants], ["out", "new_mean", "new_variance"], training_mode=1, momentum=0.5
    )
    graph = helper.make_graph(
        [node],
        "one-node",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, list(IMAGE.shape))],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in ("out", "new_mean")],
        [numpy_helper.from_array(value.astype(np.float32), name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)])
    model.ir_version = 9
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return [session.run(["out"], {"image": IMAGE})[0] for _ in range(3)]


def moved(runs):
    return [float(np.abs(run - runs[0]).max()) for run in runs]


equal, other = moved(outputs_of_three_runs(1.0, 0.0)), moved(outputs_of_three_runs(2.0, 0.25))
print(f"equal constants: runs differ from the first by {equal}")
print(f"other constants: runs differ from the first by {other}")
assert equal[0] == 0 and equal[1] > 0.1 and equal[2] > equal[1], "the output no longer moves from run to run"
assert other == [0, 0, 0], "the output moves without equal constants, too"
PY
