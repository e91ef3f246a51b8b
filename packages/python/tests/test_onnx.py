"""Exported layers are those that the hooks give, run by ONNX's own reference implementation."""

import warnings

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")
onnx = pytest.importorskip("onnx", reason="onnx is not installed")
pytest.importorskip("onnxscript", reason="onnxscript is not installed")
from onnx.reference import ReferenceEvaluator  # noqa: E402
from torch import nn  # noqa: E402

from stratalens import LayerError, Recorder, export_onnx  # noqa: E402


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv, self.bn, self.relu, self.back = nn.Conv2d(3, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(inplace=True), nn.Conv2d(4, 3, 1)
        self.bn.running_mean.normal_()

    def forward(self, x):
        y = self.back(self.relu(self.bn(self.conv(x))))
        y += x
        return y


def test_layers_keep_their_names_and_values(tmp_path):
    torch.manual_seed(0)
    model = nn.Sequential(Block(), nn.ReLU(inplace=True), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(3, 5)).train()
    layers = ["0.conv", "0.bn", "0.relu", "0.back", "0", "1"]
    x = torch.randn(5, 3, 6, 4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = export_onnx(model, x[:2], tmp_path / "net.onnx", layers)
        recorded = Recorder(model, layers, tmp_path / "rec").record([x])
    assert model.training
    document = onnx.load(path)
    onnx.checker.check_model(document)
    assert [one.name for one in document.graph.output] == ["output"]
    made = {name for node in document.graph.node for name in node.output}
    assert made >= set(layers)
    # Each is on the way to the scores: something reads it.
    assert {name for node in document.graph.node for name in node.input} >= set(layers)
    for layer in layers:
        cut = onnx.load(path)
        cut.graph.output[0].CopyFrom(onnx.helper.make_tensor_value_info(layer, onnx.TensorProto.FLOAT, None))
        (given,) = ReferenceEvaluator(cut).run(None, {"input": x.numpy()})
        np.testing.assert_allclose(given.transpose(1, 0, 2, 3), recorded[layer], atol=1e-5)


def test_layers_that_are_never_called_or_called_twice_are_refused(tmp_path):
    class Twice(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv, self.unused = nn.Conv2d(3, 3, 1), nn.Conv2d(3, 3, 1)

        def forward(self, x):
            return self.conv(self.conv(x))

    for layer, message in (("conv", "called several times"), ("unused", "never called")):
        with pytest.raises(Exception) as error:
            export_onnx(Twice(), torch.randn(2, 3, 4, 4), tmp_path / "net.onnx", [layer])
        seen, cause = "", error.value
        while cause is not None:
            seen, cause = seen + str(cause), cause.__cause__
        assert message in seen
    with pytest.raises(LayerError):
        export_onnx(Twice(), torch.randn(2, 3, 4, 4), tmp_path / "net.onnx", ["none"])
