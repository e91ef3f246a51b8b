#!/usr/bin/env bash
# onnxruntime 1.23.2 (CPU), onnx 1.20.0, seen on 2026-11-28.
#
# A Gemm whose weight is transposed (transB = 1) gives each row of its input by itself; a row should come out the same
# however many rows are handed in. Where the weight comes out of a DequantizeLinear node it does not, even with all graph
# optimizations off: a row alone differs in its last bits from the same row among twelve. Where the same numbers stand in
# the file as the weight itself, rows alone and together are equal to the bit.
#
# For users: an image's activations in a quantized network would depend on what else is in its batch. Strata runs networks
# that round inside one image at a time.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet install numpy==2.3.5 onnx==1.20.0 onnxruntime==1.23.2
"$folder/venv/bin/python" - <<'PY'
import numpy as np
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

ROWS, INNER, OUTER = 12, 64, 10
random = np.random.default_rng(1)
WEIGHT = random.integers(-127, 128, (OUTER, INNER), dtype=np.int8)
SCALE = np.float32(0.013)
INPUT = random.standard_normal((ROWS, INNER)).astype(np.float32)


def rows_that_differ(dequantized):
    constants = [numpy_helper.from_array(np.zeros(OUTER, np.float32), "bias")]
    nodes = []
    if dequantized:
        constants += [
            numpy_helper.from_array(WEIGHT, "quantized"),
            numpy_helper.from_array(SCALE, "scale"),
            numpy_helper.from_array(np.int8(0), "zero"),
        ]
        nodes.append(helper.make_node("DequantizeLinear", ["quantized", "scale", "zero"], ["weight"]))
    else:
        constants.append(numpy_helper.from_array(WEIGHT.astype(np.float32) * SCALE, "weight"))
    nodes.append(helper.make_node("Gemm", ["rows", "weight", "bias"], ["out"], transB=1))
    graph = helper.make_graph(
        nodes,
        "gemm",
        [helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["n", INNER])],
        [helper.make_tensor_value_info("out", TensorProto.FLOAT, ["n", OUTER])],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 9
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    together = session.run(None, {"rows": INPUT})[0]
    alone = np.concatenate([session.run(None, {"rows": INPUT[i : i + 1]})[0] for i in range(ROWS)])
    return int((together != alone).any(axis=1).sum()), float(np.abs(together - alone).max())


dequantized, stored = rows_that_differ(True), rows_that_differ(False)
print(f"weight out of DequantizeLinear: {dequantized[0]} of {ROWS} rows differ, by {dequantized[1]:.2g} at most")
print(f"the same weight in the file:    {stored[0]} of {ROWS} rows differ, by {stored[1]:.2g} at most")
assert 0 < dequantized[1] < 1e-4, "rows alone and together are equal now"
assert stored == (0, 0.0), "rows differ without DequantizeLinear, too"
PY
