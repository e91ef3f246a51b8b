"""Keras models, where Keras is installed."""

import os

import numpy as np
import pytest

os.environ.setdefault("KERAS_BACKEND", "torch")
keras = pytest.importorskip("keras", reason="keras is not installed")
from cases import case  # noqa: E402
from keras import layers as L  # noqa: E402

from stratalens import LayerError  # noqa: E402
from stratalens.keras import KerasRecorder  # noqa: E402

X = np.random.default_rng(0).normal(size=(5, 6, 8, 3)).astype("float32")
BATCHES = [(X[:3], np.array([0, 1, 1])), (X[3:], np.array([0, 0]))]


def numpy(values):
    return np.asarray(keras.ops.convert_to_numpy(keras.ops.stop_gradient(values)))


def test_nested_reused_and_operations_are_recorded_units_first(tmp_path):
    keras.utils.set_random_seed(0)
    base = keras.Sequential([keras.Input((6, 8, 3)), L.Conv2D(4, 3, activation="relu", name="c")], name="base")
    again = L.Conv2D(4, 1, name="again")
    inputs = keras.Input((6, 8, 3))
    h = again(again(base(inputs)))
    model = keras.Model(inputs, L.Dense(2, name="scores")(L.GlobalAveragePooling2D()(keras.ops.tanh(h))))
    found = KerasRecorder(model, ["base/c", "again", "tanh", "scores"], tmp_path).record(BATCHES, keys=list("abcde"))
    c = base(X)
    once = again(c)
    for name, right in (("base/c", c), ("again#0", once), ("again#1", again(once)), ("tanh", keras.ops.tanh(again(once)))):
        np.testing.assert_allclose(found[name], numpy(right).transpose(3, 0, 1, 2), atol=1e-5)
    scores = numpy(model(X))
    np.testing.assert_allclose(found["scores"], scores.T[:, :, None, None], atol=1e-5)
    assert found.predictions.tolist() == scores.argmax(1).tolist()
    assert [row[0] for row in found.rows] == list("abcde")
    assert "call" not in again.__dict__


def test_subclassed_models_are_recorded_and_unknown_layers_named(tmp_path):
    class Own(keras.Model):
        def __init__(self):
            super().__init__()
            self.c, self.unused = L.Conv2D(3, 3, name="c"), L.Dense(2, name="unused")

        def call(self, x):
            return keras.ops.relu(self.c(x))

    own = Own()
    own(X)
    found = KerasRecorder(own, ["c"], tmp_path).record([X])
    np.testing.assert_allclose(found["c"], numpy(own.c(X)).transpose(3, 0, 1, 2), atol=1e-5)
    with pytest.raises(LayerError, match='It has "c"'):
        KerasRecorder(own, ["d"], tmp_path)
    with pytest.raises(LayerError, match="never called unused"):
        KerasRecorder(own, ["unused"], tmp_path).record([X], "2")


def test_the_shared_cases_are_right(tmp_path):
    c = case("14")
    m = c.twice()
    first, second = m.predict(c.x, verbose=0)
    found = KerasRecorder(m, ["s"], tmp_path / "a").record([c.x])
    np.testing.assert_allclose(found["s#0"], first.transpose(3, 0, 1, 2), atol=1e-5)
    np.testing.assert_allclose(found["s#1"], second.transpose(3, 0, 1, 2), atol=1e-5)
    m = c.nested()
    found = KerasRecorder(m, ["c"], tmp_path / "b").record([c.x])
    right = numpy(m.get_layer("base")(c.x))
    np.testing.assert_allclose(found["c"], right.transpose(3, 0, 1, 2), atol=1e-5)
