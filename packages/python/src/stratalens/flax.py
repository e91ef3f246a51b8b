"""Recording what the modules of a flax network give: linen and nnx."""

from __future__ import annotations

from typing import Any, Callable, Dict, Iterable, List, Optional, Sequence, Tuple, Union

import flax
import jax
import numpy as np

from .arrays import as_float32, hash_arrays, record_arrays
from .errors import LayerError
from .folder import Recording
from .layers import Layer

Captured = Dict[str, List[Any]]


class FlaxRecorder:
    """Records modules of a flax network by their paths, such as ``blocks/0``; ``""`` is the network.

    :param model: a ``linen.Module`` with ``variables``, or an ``nnx.Module``
    :param layers: paths of modules, with "/" or "."
    :param folder: that gets a folder for each checkpoint
    :param variables: of linen, as ``init`` gives them; what was captured before is left out
    :param arguments: more that the network is called with, such as ``{"train": False}``
    """

    def __init__(
        self,
        model: Any,
        layers: Sequence[Union[str, Layer]],
        folder: str,
        *,
        variables: Optional[Dict[str, Any]] = None,
        arguments: Optional[Dict[str, Any]] = None,
    ) -> None:
        self.model, self.folder, self.arguments = model, folder, dict(arguments or {})
        # Fed back, values of earlier calls would stand in front of the new ones.
        self.variables = None if variables is None else {name: one for name, one in variables.items() if name != "intermediates"}
        self._layers = [layer if isinstance(layer, Layer) else Layer(layer) for layer in layers]

    def record(self, batches: Iterable[Any], label: str = "1", **more: Any) -> Recording:
        """Runs the network on batches of arrays, or of (arrays, classes); ``more`` as for :meth:`stratalens.Recorder.record`.

        :raises LayerError: for a module that is never called, or whose output is no map
        """
        state = self.variables if self.variables is not None else _nnx_state(self.model)
        return record_arrays(
            self._run,
            batches,
            self.folder,
            label,
            layers=self._layers,
            four=lambda _: "channels-last",
            weights=hash_arrays((path, as_float32(value)) for path, value in _leaves(state)),
            framework=f"flax {flax.__version__}",
            **more,
        )

    def _run(self, batch: Any) -> Tuple[Dict[str, List[np.ndarray]], Any]:
        inputs = np.asarray(batch[0] if isinstance(batch, (list, tuple)) else batch)
        capture = _linen if self.variables is not None else _nnx
        output, captured = capture(self.model, self.variables, inputs, self.arguments)
        found: Dict[str, List[np.ndarray]] = {}
        for layer in self._layers:
            path = layer.name.replace(".", "/")
            if path not in captured:
                listed = ", ".join(f'"{one}"' for one in sorted(captured)[:12])
                raise LayerError(
                    f'Layer "{layer.name}": expected a module that is called, found none; functions such as nn.relu are no modules. Called are {listed}.'
                )
            found[layer.name] = [as_float32(one) for one in captured[path]]
        scores = None if isinstance(output, (list, tuple, dict)) else as_float32(output)
        return found, scores


def _linen(model: Any, variables: Any, inputs: Any, arguments: Dict[str, Any]) -> Tuple[Any, Captured]:
    output, state = model.apply(variables, inputs, capture_intermediates=True, mutable=["intermediates"], **arguments)
    return output, _calls(state["intermediates"])


def _nnx(model: Any, _: Any, inputs: Any, arguments: Dict[str, Any]) -> Tuple[Any, Captured]:
    from flax import nnx

    if not hasattr(nnx, "capture"):
        raise LayerError(f"Expected flax 0.12 or newer for nnx, found {flax.__version__}. Update flax, or use linen.")
    # A copy: values that the network keeps by itself (sow) would grow with each call.
    copied = nnx.clone(model)
    getattr(copied, "eval", lambda: None)()
    nnx.pop(copied, nnx.Intermediate)
    output, state = nnx.capture(copied, nnx.Intermediate, method_outputs=nnx.Intermediate)(inputs, **arguments)
    return output, _calls(nnx.to_pure_dict(state))


def _calls(state: Any, path: str = "") -> Captured:
    """Path of each module → what its calls gave."""
    found: Captured = {}
    for name, value in state.items():
        if name == "__call__":
            if all(hasattr(one, "shape") for one in value):
                found[path] = list(value)
        elif hasattr(value, "items"):
            found.update(_calls(value, f"{path}/{name}" if path else str(name)))
    return found


def _nnx_state(model: Any) -> Any:
    from flax import nnx

    return nnx.to_pure_dict(nnx.state(model, nnx.Not(nnx.RngState)))


def _leaves(state: Any) -> List[Tuple[str, Any]]:
    leaves: Callable[..., Any] = jax.tree_util.tree_leaves_with_path
    return [(jax.tree_util.keystr(path), value) for path, value in leaves(state)]


__all__ = ["FlaxRecorder"]
