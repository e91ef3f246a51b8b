"""Recording what the layers of a Keras model give, on any of its backends."""

from __future__ import annotations

import contextlib
import functools
from typing import Any, Dict, Iterable, Iterator, List, Sequence, Union

import keras
import numpy as np

from .arrays import as_float32, hash_arrays, record_arrays
from .errors import LayerError
from .folder import Recording
from .layers import Layer


class KerasRecorder:
    """Records layers of a Keras model: functional, nested or subclassed.

    :param model: that has been built
    :param layers: names; one inside a nested model as ``outer/inner``, or alone where only one has it; an operation such as
        ``relu`` by its name in ``model.operations``
    :param folder: that gets a folder for each checkpoint
    """

    def __init__(self, model: Any, layers: Sequence[Union[str, Layer]], folder: str) -> None:
        self.model, self.folder = model, folder
        self._layers = [layer if isinstance(layer, Layer) else Layer(layer) for layer in layers]
        there = _parts(model)
        self._parts = {layer.name: _find(layer.name, there) for layer in self._layers}

    def record(self, batches: Iterable[Any], label: str = "1", **more: Any) -> Recording:
        """Runs the model on batches of arrays, or of (arrays, classes), without training; ``more`` as for
        :meth:`stratalens.Recorder.record`: ``samples``, ``keys``, ``sequence``, ``accuracy``, ``baseline``.

        :raises LayerError: for a layer that is never called, or whose output is no map
        """
        weights = [(f"{place} {one.path}", keras.ops.convert_to_numpy(one)) for place, one in enumerate(self.model.weights)]
        return record_arrays(
            self._run,
            batches,
            self.folder,
            label,
            layers=self._layers,
            four=self._layout,
            weights=hash_arrays((name, as_float32(values)) for name, values in weights),
            framework=f"keras {keras.__version__} on {keras.backend.backend()}",
            **more,
        )

    def _run(self, batch: Any) -> Any:
        # A copy: preprocessing layers and functions may write into what they are given.
        inputs = np.array(batch[0] if isinstance(batch, (list, tuple)) else batch)
        with _watched(self._parts) as caught:
            output = self.model(inputs, training=False)
        scores = None if isinstance(output, (list, tuple, dict)) else as_float32(keras.ops.convert_to_numpy(output))
        return caught, scores

    def _layout(self, name: str) -> str:
        """Of the layer, or else of the network's, which must agree."""
        own = getattr(self._parts[name], "data_format", None)
        said = {str(part.data_format) for _, part in _parts(self.model) if getattr(part, "data_format", None)}
        formats = {str(own)} if own else said or {keras.config.image_data_format()}
        if len(formats) > 1:
            raise LayerError(f'Layer "{name}": expected one order of axes in the network, found {", ".join(sorted(formats))}. Give Layer("{name}", layout=…).')
        return {"channels_last": "channels-last", "channels_first": "channels-first"}[formats.pop()]


@contextlib.contextmanager
def _watched(parts: Dict[str, Any]) -> Iterator[Dict[str, List[np.ndarray]]]:
    """Keeps a copy of what parts give, call by call; afterwards they are as before."""
    caught: Dict[str, List[np.ndarray]] = {name: [] for name in parts}
    watched: List[Any] = []
    try:
        for name, part in parts.items():
            call = part.call

            @functools.wraps(call)
            def calling(*args: Any, _call: Any = call, _name: str = name, **kwargs: Any) -> Any:
                output = _call(*args, **kwargs)
                first = output[0] if isinstance(output, (list, tuple)) else output
                caught[_name].append(np.array(as_float32(keras.ops.convert_to_numpy(keras.ops.stop_gradient(first)))))
                return output

            part.__dict__["call"] = calling
            watched.append(part)
        yield caught
    finally:
        for part in watched:
            part.__dict__.pop("call", None)


def _parts(model: Any, inside: str = "") -> List[Any]:
    """(path, part) of all layers and operations, nested ones too."""
    found: List[Any] = []
    own = list(getattr(model, "operations", None) or getattr(model, "layers", None) or model._layers)
    for part in own:
        path = f"{inside}{part.name}"
        found.append((path, part))
        if getattr(part, "layers", None) or getattr(part, "_layers", None):
            found += _parts(part, f"{path}/")
    return found


def _find(name: str, there: List[Any]) -> Any:
    exact = [part for path, part in there if path == name]
    alone = exact or [part for path, part in there if path.split("/")[-1] == name]
    if len({id(part) for part in alone}) == 1:
        return alone[0]
    listed = ", ".join(f'"{path}"' for path, _ in there[:12])
    what = "several of that name" if alone else "none"
    raise LayerError(f'Layer "{name}": expected a layer of the model, found {what}. It has {listed}.')


__all__ = ["KerasRecorder"]
