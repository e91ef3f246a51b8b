"""flax networks, where flax is installed."""

import os

import numpy as np
import pytest

os.environ.setdefault("JAX_PLATFORMS", "cpu")
flax = pytest.importorskip("flax", reason="flax is not installed")
import flax.linen as nn  # noqa: E402
import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
from flax import nnx  # noqa: E402

from stratalens import LayerError  # noqa: E402
from stratalens.flax import FlaxRecorder  # noqa: E402

X = np.random.default_rng(0).normal(size=(5, 6, 4, 3)).astype("float32")


class Linen(nn.Module):
    def setup(self):
        self.c, self.d = nn.Conv(4, (3, 3), dtype=jnp.bfloat16), nn.Dense(4)

    def __call__(self, x):
        return self.d(self.d(nn.relu(self.c(x)))).mean((1, 2))


class Nnx(nnx.Module):
    def __init__(self, rngs):
        self.c, self.drop = nnx.Conv(3, 4, (3, 3), rngs=rngs), nnx.Dropout(0.5, rngs=rngs)
        self.blocks = nnx.List([nnx.Linear(4, 5, rngs=rngs)])

    def __call__(self, x):
        h = self.drop(nnx.relu(self.c(x)))
        self.sow(nnx.Intermediate, "h", h)
        return self.blocks[0](h)


def test_linen_gives_one_array_a_call_and_forgets_earlier_ones(tmp_path):
    m = Linen()
    v = m.init(jax.random.key(0), X)
    _, state = m.apply(v, X + 1, capture_intermediates=True, mutable=["intermediates"])
    found = FlaxRecorder(m, ["c", "d"], tmp_path, variables={**v, **state}).record([X[:3], X[3:]])
    bound = m.bind(v)
    c = bound.c(X)
    once = bound.d(nn.relu(c))
    assert found["c"].dtype == np.dtype("<f4")
    for name, right in (("c", c), ("d#0", once), ("d#1", bound.d(once))):
        np.testing.assert_allclose(found[name], np.asarray(right, "f4").transpose(3, 0, 1, 2), atol=2e-2)
    assert found.predictions is not None
    with pytest.raises(LayerError, match='Called are "", "c", "d"'):
        FlaxRecorder(m, ["relu"], tmp_path, variables=v).record([X], "2")


def test_nnx_modules_are_recorded_by_path_and_left_as_they_were(tmp_path):
    m = Nnx(nnx.Rngs(0))
    found = FlaxRecorder(m, ["c", "blocks/0"], tmp_path).record([X[:3], X[3:]])
    np.testing.assert_allclose(found["c"], np.asarray(m.c(X)).transpose(3, 0, 1, 2), atol=1e-5)
    right = m.blocks[0](nnx.relu(m.c(X)))
    np.testing.assert_allclose(found["blocks/0"], np.asarray(right).transpose(3, 0, 1, 2), atol=1e-5)
    assert not hasattr(m, "h") and not m.drop.deterministic
