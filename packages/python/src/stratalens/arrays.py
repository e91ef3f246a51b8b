"""Recording from frameworks that give whole arrays, units last: Keras and flax."""

from __future__ import annotations

import hashlib
import os
from typing import Any, Callable, Dict, Iterable, List, Optional, Sequence, Tuple

import numpy as np

from .errors import LayerError, RecordingError
from .folder import FolderWriter, Recording, Row, folder_name
from .layers import Layer, Placement

#: Of a batch: each layer's outputs, one a call, and what the network gave.
Run = Callable[[Any], Tuple[Dict[str, List[np.ndarray]], Any]]


def as_float32(values: Any) -> np.ndarray:
    """An array as little-endian float32: bfloat16, which ``.npy`` files can't hold, and float16, too."""
    return np.asarray(values).astype("<f4")


def record_arrays(
    run: Run,
    batches: Iterable[Any],
    folder: str,
    label: str,
    *,
    layers: Sequence[Layer],
    four: Callable[[str], str],
    weights: str,
    framework: str,
    samples: Optional[int] = None,
    keys: Optional[Sequence[str]] = None,
    name: Optional[str] = None,
    memory: int = 32 * 2**20,
    sequence: Optional[int] = None,
    **more: Any,
) -> Recording:
    """Runs a network on batches and writes ``<folder>/<label>``, as :meth:`stratalens.Recorder.record` does.

    :param four: the layout of a layer's output of four axes
    :param weights: hash of the network's weights
    :raises RecordingError: for batches that are other than they say, a full disk, a folder of something else
    :raises LayerError: for a layer that gives nothing, or no map
    """
    if samples is None:
        if not isinstance(batches, (list, tuple)):
            raise RecordingError(f"Expected to know how many samples come, found a {type(batches).__name__} that doesn't say. Give samples=N.")
        samples = sum(len(_inputs(batch)) for batch in batches)
    if keys is not None and len(keys) != samples:
        raise RecordingError(f"Expected a key for each of {samples} samples, found {len(keys)}.")
    by_name = {layer.name: layer for layer in layers}
    writer: Optional[FolderWriter] = None
    placements: Dict[str, Placement] = {}
    at = done = 0
    try:
        for batch in batches:
            count = len(_inputs(batch))
            if at + count > samples:
                raise RecordingError(f"Expected {samples} samples, found more. Give samples=N.")
            if writer is not None and at + count <= done:
                at += count
                continue
            outputs, scores = run(batch)
            arrays = _named(outputs)
            if writer is None:
                placements = {own: _placed(own, by_name[own.split("#")[0]], arrays[own], four) for own in arrays}
            if set(arrays) != set(placements):
                raise LayerError(f"Expected the calls of the first batch, {', '.join(placements)}, found {', '.join(arrays)}.")
            maps = {own: placements[own].maps(as_float32(values), own) for own, values in arrays.items()}
            for own, values in maps.items():
                if len(values) != count:
                    raise LayerError(f'Layer "{own}": expected {count} samples, found {len(values)}. Choose another layer.')
            if writer is None:
                identity = {"weights": weights, "layers": [repr(one) for one in layers], "samples": samples, "firstBatch": _digest(batch)}
                writer = FolderWriter(os.path.join(folder, folder_name(label)), identity, samples, memory)
                there = writer.finished()
                if there is not None:
                    return there
                done = writer.begin({own: tuple(values.shape[1:]) for own, values in maps.items()})  # type: ignore[misc]
            skip = max(0, done - at)
            if skip < count:
                rows = _rows(batch, scores, keys[at : at + count] if keys is not None else None, count)
                writer.add({own: values[skip:] for own, values in maps.items()}, rows[skip:])
            at += count
        if writer is None or at != samples:
            raise RecordingError(f"Expected {samples} samples, found {at}. Give samples={at} or mend the batches.")
        notes = [f'layer "{own}" is one call of several' for own in placements if "#" in own]
        return writer.finish(
            {
                "model": name or os.path.basename(os.path.abspath(folder)),
                "label": label,
                "sequence": sequence,
                "weights": {"sha256": weights},
                "notes": notes,
                "framework": framework,
                **more,
            }
        )
    finally:
        if writer is not None:
            writer.close()


def hash_arrays(named: Iterable[Tuple[str, Any]]) -> str:
    """The sha256 of named arrays: names, types, shapes, bytes."""
    digest = hashlib.sha256()
    for name, values in sorted(named, key=lambda one: one[0]):
        array = np.ascontiguousarray(np.asarray(values))
        digest.update(f"{name} {array.dtype} {array.shape}\n".encode())
        digest.update(array.tobytes())
    return digest.hexdigest()


def _named(outputs: Dict[str, List[np.ndarray]]) -> Dict[str, np.ndarray]:
    silent = [name for name, calls in outputs.items() if not calls]
    if silent:
        raise LayerError(f"Expected every layer to be called, but the network never called {', '.join(silent)}. Nothing was written.")
    return {
        name if len(calls) == 1 else f"{name}#{number}": values
        for name, calls in outputs.items()
        for number, values in enumerate(calls)
    }


def _placed(own: str, layer: Layer, values: np.ndarray, four: Callable[[str], str]) -> Placement:
    if layer.layout is not None or values.ndim == 3:
        return Placement(layer.layout or "tokens", layer.grid, layer.prefix_tokens or 0)
    if values.ndim == 2:
        return Placement("units")
    if values.ndim != 4:
        raise LayerError(f'Layer "{own}": expected maps of an image, found shape {values.shape}. Choose another layer.')
    return Placement(four(layer.name))


def _inputs(batch: Any) -> Any:
    return batch[0] if isinstance(batch, (list, tuple)) else batch


def _rows(batch: Any, scores: Any, keys: Optional[Sequence[str]], count: int) -> List[Row]:
    predicted: Optional[np.ndarray] = None
    if scores is not None:
        array = np.asarray(scores)
        if array.ndim == 2 and len(array) == count and array.shape[1] > 1:
            predicted = as_float32(array).argmax(1)
    classes = np.asarray(batch[1]) if isinstance(batch, (list, tuple)) and len(batch) > 1 else None
    if classes is not None and (classes.ndim != 1 or classes.dtype.kind not in "iu"):
        classes = None
    return [
        (
            None if keys is None else str(keys[i]),
            None if predicted is None else int(predicted[i]),
            None if classes is None else str(int(classes[i])),
        )
        for i in range(count)
    ]


def _digest(batch: Any) -> str:
    array = np.ascontiguousarray(np.asarray(_inputs(batch)))
    return hashlib.sha256(f"{array.dtype} {array.shape}\n".encode() + array.tobytes()).hexdigest()[:32]
