"""Recording what the layers of a PyTorch network give."""

from __future__ import annotations

import contextlib
import os
import warnings
from typing import Any, Callable, Dict, Iterable, List, Optional, Sequence, Tuple, Union

import torch
from torch import nn

from .errors import LayerError, RecordingError
from .folder import FolderWriter, Recording, Row, folder_name
from .layers import Layer, Placement
from .torch_batches import (
    call_model,
    classes_of,
    count_samples,
    digest,
    keys_of,
    mapped,
    predicted_classes,
    require_order,
    samples_of,
    to_numpy,
)
from .torch_layout import place, probe_axes, scout
from .torch_model import find_layers, hash_weights, left_as_it_was, plain_module
from .torch_spots import check_spots
from .torch_outputs import is_nothing, notes_on, tensor_of

Forward = Callable[[nn.Module, Any], Any]
Names = Dict[str, Tuple[str, nn.Module]]


class Recorder:
    """Records layers of a PyTorch module: each as a ``.npy`` of (units, samples, height, width), float32, with predictions
    beside, a folder for each checkpoint.

    The network is recorded in evaluation mode, without gradients and without compiled graphs, and is left as it was: modes,
    buffers, hooks, gradients and random states, also after an exception.

    :param model: the network; ``torch.compile`` and ``DataParallel`` around it are looked through
    :param layers: names as in ``named_modules()``, or :class:`Layer` where something has to be said; ``""`` is the network
    :param folder: that gets a folder for each checkpoint; default ``recordings/<class of the model>``
    :param name: of the model in Strata; default the folder's
    :param memory: bytes of activations that are gathered between writes
    """

    def __init__(
        self,
        model: nn.Module,
        layers: Sequence[Union[str, Layer]],
        folder: Optional[Union[str, "os.PathLike[str]"]] = None,
        *,
        name: Optional[str] = None,
        memory: int = 32 * 2**20,
    ) -> None:
        self.model = model
        self._plain = plain_module(model)
        if isinstance(layers, (str, Layer)):
            layers = [layers]
        asked = [layer if isinstance(layer, Layer) else Layer(layer) for layer in layers]
        if not asked:
            tops = ", ".join(f'"{one}"' for one, _ in self._plain.named_children())
            raise LayerError(f"Expected at least one layer, found none. The network has {tops}; named_modules() lists all.")
        self.folder = os.fspath(folder) if folder is not None else os.path.join("recordings", type(self._plain).__name__)
        self.name = name or os.path.basename(os.path.abspath(self.folder))
        self.memory = memory
        found = find_layers(self._plain, [layer.name for layer in asked])
        self._layers: Dict[str, Layer] = {}
        self._names: Names = {}
        self._aliases: Dict[str, str] = {}
        by_module: Dict[int, str] = {}
        for layer in asked:
            plain, module = found[layer.name]
            first = by_module.setdefault(id(module), plain)
            for second in {layer.name, plain} - {first}:
                self._aliases[second] = first
            if first == plain and plain not in self._layers:
                self._layers[plain] = layer
                self._names[plain] = (plain, module)

    def record(
        self,
        loader: Iterable[Any],
        label: str = "1",
        *,
        sequence: Optional[int] = None,
        samples: Optional[int] = None,
        forward: Forward = call_model,
        keys: Optional[Sequence[str]] = None,
        predictions: bool = True,
        accuracy: Optional[float] = None,
        baseline: bool = False,
        training_run: Optional[str] = None,
        epoch: Optional[float] = None,
        notes: Sequence[str] = (),
    ) -> Recording:
        """Runs the network on a loader and writes ``<folder>/<label>``. What is there already of the same weights, layers
        and samples is not recorded again; an unfinished recording goes on where it was.

        :param loader: gives batches in the order of the probe dataset: tensors, (inputs, classes) or dictionaries
        :param label: of the checkpoint, in the database and as the folder's name
        :param sequence: its place in trends, such as the step; default after the last
        :param samples: how many will come, where the loader doesn't say
        :param forward: runs the network on a batch; default ``model(batch)``, without the classes
        :param keys: the images' names, by which the order is checked; default those of torchvision's folders of images
        :param predictions: whether an output (samples, classes) is taken for scores
        :param accuracy: share of right answers; default counted where predictions and classes are known
        :param baseline: whether the network is untrained
        :raises RecordingError: for a loader that shuffles or gives other than it says, a full disk, a folder of something else
        :raises LayerError: for a layer that is never called, or whose output is no map
        """
        require_order(loader)
        with contextlib.ExitStack() as stack:
            stack.enter_context(left_as_it_was(self._plain))
            stack.enter_context(_generators_kept(loader))
            expected = count_samples(loader, samples)
            batches = iter(loader)
            first = next(batches, None)
            if first is None or expected == 0:
                raise RecordingError("Expected at least one sample, found a loader without any.")
            about = self._look_at(first, forward)
            identity = {
                "weights": hash_weights(self._plain),
                "layers": [repr(layer) for layer in self._layers.values()],
                "samples": expected,
                "firstBatch": digest(first),
            }
            writer = FolderWriter(os.path.join(self.folder, folder_name(label)), identity, expected, self.memory)
            there = writer.finished()
            if there is not None:
                return there
            keyed = _checked_keys(keys if keys is not None else keys_of(loader), expected)
            session = _Session(self, about, writer, forward, keyed, predictions)
            stack.callback(writer.close)
            session.run(first, batches, expected)
            return writer.finish(
                {
                    "model": self.name,
                    "label": label,
                    "sequence": sequence,
                    "accuracy": accuracy,
                    "baseline": baseline,
                    "trainingRun": training_run,
                    "epoch": epoch,
                    "weights": {"sha256": identity["weights"]},
                    "aliases": {name: self._aliases[name] for name in self._aliases},
                    "notes": [*about.notes, *notes],
                    "framework": f"torch {torch.__version__}",
                }
            )

    def _look_at(self, batch: Any, forward: Forward) -> "_About":
        """Runs the first batch once, on a copy, to see which layers are called how often and how their outputs lie."""
        modules = {name: module for name, (_, module) in self._names.items()}
        device = _device(self._plain)
        copied = lambda: mapped(batch, lambda tensor: tensor.detach().clone().to(device))  # noqa: E731
        seen = scout(self._plain, modules, lambda: forward(self._plain, copied()))
        silent = [name for name in modules if not seen.asked[name]]
        if silent:
            raise LayerError(_never_called(silent, self._plain))
        parts = {name: layer.output for name, layer in self._layers.items()}
        probed: List[Dict[str, List[Optional[str]]]] = []

        def probe() -> Dict[str, List[Optional[str]]]:
            if not probed:
                probed.append(probe_axes(modules, parts, copied(), lambda some: forward(self._plain, some)))
            return probed[0]

        about = _About()
        samples = samples_of(batch)
        for name, layer in self._layers.items():
            calls = seen.asked[name]
            for number, (call, output) in enumerate(calls):
                if is_nothing(output):
                    raise LayerError(f'Layer "{name}": expected values, found a FakeTensor: the network is being exported.')
                own = name if len(calls) == 1 else f"{name}#{number}"
                about.placements[own] = place(
                    name, layer, call, seen, model=self._plain, samples=samples, probe=probe, number=number
                )
                about.notes.extend(f'layer "{own}" {note}' for note in notes_on(output, layer.output))
            about.calls[name] = len(calls)
            if len(calls) > 1:
                about.notes.append(f'layer "{name}" is called {len(calls)} times, recorded as "{name}#0" and so on')
        self._check_spots(about, modules, copied(), lambda some: forward(self._plain, some))
        for note in about.notes:
            warnings.warn(note, stacklevel=3)
        return about


    def _check_spots(self, about: "_About", modules: Dict[str, nn.Module], batch: Any, run: Callable[[Any], Any]) -> None:
        """Of layers whose order of tokens nobody has said."""
        asked: Dict[str, Tuple[nn.Module, Any, List[Optional[Placement]]]] = {}
        for name, layer in self._layers.items():
            count = about.calls[name]
            owned = [name] if count == 1 else [f"{name}#{number}" for number in range(count)]
            placements = [None if layer.grid is not None else about.placements[own] for own in owned]
            asked[name] = (modules[name], layer.output, placements)
        check_spots(asked, batch, run)


class _About:
    """What the first batch says of the layers."""

    def __init__(self) -> None:
        self.placements: Dict[str, Placement] = {}
        self.calls: Dict[str, int] = {}
        self.notes: List[str] = []


class _Session:
    """One pass over the loader."""

    def __init__(
        self,
        recorder: Recorder,
        about: _About,
        writer: FolderWriter,
        forward: Forward,
        keys: Optional[Sequence[str]],
        predictions: bool,
    ) -> None:
        self._recorder, self._about, self._writer = recorder, about, writer
        self._forward, self._keys, self._predictions = forward, keys, predictions
        self._caught: Dict[str, Any] = {}
        self._counts: Dict[str, int] = {}

    def run(self, first: Any, rest: Iterable[Any], expected: int) -> None:
        """Records all batches; those that an earlier attempt has written are passed over."""
        model = self._recorder._plain
        device = _device(model)
        handles = []
        try:
            for name, (_, module) in self._recorder._names.items():
                handles.append(module.register_forward_hook(self._hook(name)))
            at = 0
            done: Optional[int] = None
            for batch in _chained(first, rest):
                count = samples_of(batch)
                if at + count > expected:
                    raise RecordingError(f"Expected {expected} samples, found more: the loader gives other than it says. Give samples=N.")
                if done is None or at + count > done:
                    moved = mapped(batch, lambda tensor: tensor.to(device, non_blocking=True))
                    maps, output = self._forwarded(model, moved, count)
                    if done is None:
                        done = self._begin(maps)
                    if at + count > done:
                        skip = max(0, done - at)
                        rows = self._rows(batch, output, at, count)[skip:]
                        self._writer.add({name: one[skip:] for name, one in maps.items()}, rows)
                at += count
            if at != expected:
                raise RecordingError(
                    f"Expected {expected} samples, found {at}: the loader gives fewer than it says. Give samples={at} or mend the loader."
                )
        finally:
            for handle in handles:
                handle.remove()

    def _begin(self, maps: Dict[str, Any]) -> int:
        return self._writer.begin({name: tuple(one.shape[1:]) for name, one in maps.items()})

    def _hook(self, name: str) -> Callable[[nn.Module, Any, Any], None]:
        layer, calls = self._recorder._layers[name], self._about.calls[name]

        def hook(_: nn.Module, __: Any, output: Any) -> None:
            number = self._counts.get(name, 0)
            self._counts[name] = number + 1
            own = name if calls == 1 else f"{name}#{number}"
            tensor = tensor_of(output, name, layer.output)
            values = to_numpy(tensor)
            # What comes after may write into this very tensor; another type or device was copied already.
            self._caught[own] = values.copy() if tensor.device.type == "cpu" and tensor.dtype == torch.float32 else values

        return hook

    def _forwarded(self, model: nn.Module, batch: Any, count: int) -> Tuple[Dict[str, Any], Any]:
        self._caught, self._counts = {}, {}
        output = self._forward(model, batch)
        maps: Dict[str, Any] = {}
        for name, calls in self._about.calls.items():
            if self._counts.get(name, 0) != calls:
                raise LayerError(
                    f'Layer "{name}": expected {calls} calls as in the first batch, found {self._counts.get(name, 0)}. '
                    "Choose a layer that is called alike for all batches."
                )
        for name, placement in self._about.placements.items():
            values = self._caught[name]
            if placement.layout == "tokens-first" and values.ndim == 3 and values.shape[1] != count or (
                placement.layout != "tokens-first" and values.shape[0] != count
            ):
                raise LayerError(f'Layer "{name}": expected {count} samples, found shape {values.shape}. Choose another layer.')
            maps[name] = placement.maps(values, name)
            shape = self._writer_shape(name)
            if shape is not None and maps[name].shape[1:] != shape:
                raise LayerError(
                    f'Layer "{name}": expected maps of (units, height, width) {shape} as in the first batch, found {maps[name].shape[1:]}. '
                    "Bring all images to one size."
                )
        return maps, output

    def _writer_shape(self, name: str) -> Optional[Tuple[int, ...]]:
        writer = self._writer._writers.get(name)
        return None if writer is None else tuple(writer.shape)

    def _rows(self, batch: Any, output: Any, at: int, count: int) -> List[Row]:
        predicted = predicted_classes(output, count) if self._predictions else None
        classes = classes_of(batch)
        return [
            (
                self._keys[at + i] if self._keys is not None else None,
                predicted[i] if predicted is not None else None,
                classes[i] if classes is not None and i < len(classes) else None,
            )
            for i in range(count)
        ]


def _never_called(names: List[str], model: nn.Module) -> str:
    listed = ", ".join(f'"{name}"' for name in names)
    why = (
        "Exported and traced graphs call the operations themselves: record the module they were made from, or torch.export.unflatten() of it."
        if isinstance(model, torch.fx.GraphModule)
        else "They are not used, fused into another, or run by .forward(): choose the layer around them."
    )
    return f"Expected every layer to be called, but the network never called {listed}. {why} Nothing was written."


def _device(model: nn.Module) -> torch.device:
    for tensor in (*model.parameters(), *model.buffers()):
        return tensor.device
    return torch.device("cpu")


def _checked_keys(keys: Optional[Sequence[str]], expected: int) -> Optional[List[str]]:
    if keys is None:
        return None
    listed = [str(key) for key in keys]
    if len(listed) != expected:
        raise RecordingError(f"Expected a key for each of {expected} samples, found {len(listed)}.")
    return listed


def _chained(first: Any, rest: Iterable[Any]) -> Iterable[Any]:
    yield first
    yield from rest


@contextlib.contextmanager
def _generators_kept(loader: Any) -> Any:
    """A loader draws a seed from its generator each time it is gone through."""
    generator = getattr(loader, "generator", None)
    if not isinstance(generator, torch.Generator):
        yield
        return
    state = generator.get_state()
    try:
        yield
    finally:
        generator.set_state(state)


__all__ = ["Forward", "Recorder"]
