"""Checkpoints: their weights into a network, and each recorded."""

from __future__ import annotations

import os
from typing import Any, Callable, Dict, Iterable, List, Mapping, Optional, Union

import torch
from torch import nn

from .errors import RecordingError
from .folder import Recording
from .recorder import Recorder
from .torch_model import plain_module, plain_name

#: Where trainers keep the weights inside a checkpoint.
_INSIDE = ("state_dict", "model_state_dict", "model", "module", "net")
#: What wrappers and trainers put before names.
_BEFORE = ("module.", "model.", "net.", "backbone.")
Checkpoint = Union[str, "os.PathLike[str]", Mapping[str, Any]]


def load_checkpoint(model: nn.Module, checkpoint: Checkpoint, *, prefix: Optional[str] = None, strict: bool = True) -> nn.Module:
    """Loads a checkpoint's weights into a network, under whatever names a wrapper gave them.

    :param checkpoint: a file of ``torch.save`` (read as weights alone), or what it holds
    :param prefix: of the network's names in the checkpoint, such as ``"net."``; default found out
    :param strict: whether all of the network's weights must be there
    :raises RecordingError: when no name fits, a shape differs, or, with ``strict``, some are missing
    """
    where = os.fspath(checkpoint) if isinstance(checkpoint, (str, os.PathLike)) else "the checkpoint"
    if isinstance(checkpoint, (str, os.PathLike)):
        checkpoint = _read(os.fspath(checkpoint))
    saved = _weights_in(checkpoint, where)
    plain = plain_module(model)
    own = plain.state_dict()
    wanted = {plain_name(name): name for name in own}
    renamed = _best(saved, wanted, prefix)
    fitting = [name for name in renamed if name in wanted]
    if not fitting:
        raise RecordingError(
            f"{where}: expected the network's weights, such as {_some(list(wanted))}, but none of its {len(saved)} names fits, such as {_some(list(saved))}. "
            "Build the network it is of, or give prefix=…."
        )
    other = [name for name in fitting if tuple(renamed[name].shape) != tuple(own[wanted[name]].shape)]
    if other:
        name = other[0]
        raise RecordingError(
            f'{where}: expected "{name}" of shape {tuple(own[wanted[name]].shape)}, found {tuple(renamed[name].shape)}. Build the network it is of.'
        )
    missing = [name for name in wanted if name not in renamed and not name.endswith("num_batches_tracked")]
    if strict and missing:
        raise RecordingError(
            f"{where}: expected all of the network's weights, but {len(missing)} of {len(wanted)} are missing, such as {_some(missing)}. "
            "Build the network it is of, or say strict=False."
        )
    plain.load_state_dict({wanted[name]: renamed[name] for name in fitting}, strict=False)
    return model


def record_checkpoints(
    recorder: Recorder,
    loader: Iterable[Any],
    checkpoints: Mapping[str, Checkpoint],
    *,
    load: Callable[[nn.Module, Any], Any] = load_checkpoint,
    **more: Any,
) -> List[Recording]:
    """Records a network at several checkpoints, a folder for each, in the given order; the network keeps the weights that it had.

    :param loader: is gone through once for each; a list or a loader, no iterator
    :param checkpoints: label → checkpoint
    :param load: brings a checkpoint into the network
    :param more: of :meth:`Recorder.record`
    """
    if iter(loader) is loader:
        raise RecordingError("Expected a loader that can be gone through once for each checkpoint, found an iterator. Give a list or a DataLoader.")
    plain = plain_module(recorder.model)
    before: Dict[str, torch.Tensor] = {name: value.clone() for name, value in plain.state_dict().items() if isinstance(value, torch.Tensor)}
    recorded: List[Recording] = []
    try:
        for place, (label, checkpoint) in enumerate(checkpoints.items()):
            load(recorder.model, checkpoint)
            recorded.append(recorder.record(loader, label, **{"sequence": place, **more}))
    finally:
        plain.load_state_dict(before, strict=False)
    return recorded


def _read(path: str) -> Any:
    if path.endswith(".safetensors"):
        try:
            from safetensors.torch import load_file
        except ImportError as error:
            raise RecordingError(f"{path}: expected the package safetensors to read it, found none. Install it.") from error
        return load_file(path)
    try:
        return torch.load(path, map_location="cpu", weights_only=True)
    except (OSError, RuntimeError, ValueError, EOFError) as error:
        raise RecordingError(f"{path}: expected a checkpoint of torch.save, found none that can be read ({error}).") from error
    except Exception as error:
        # A pickle of more than weights: whose code would run, is for whoever trusts it to load.
        raise RecordingError(f"{path}: expected weights alone ({error}). Load it yourself with torch.load and give its state dict.") from error


def _weights_in(checkpoint: Any, where: str) -> Dict[str, torch.Tensor]:
    while isinstance(checkpoint, Mapping):
        tensors = {str(name): value for name, value in checkpoint.items() if isinstance(value, torch.Tensor)}
        inner = next((checkpoint[name] for name in _INSIDE if isinstance(checkpoint.get(name), Mapping)), None)
        if inner is None or tensors:
            if tensors:
                return tensors
            break
        checkpoint = inner
    raise RecordingError(f"{where}: expected a state dict, found {type(checkpoint).__name__} without tensors. Give its state dict.")


def _best(saved: Dict[str, torch.Tensor], wanted: Dict[str, str], prefix: Optional[str]) -> Dict[str, torch.Tensor]:
    """The saved weights by the names that fit most of the network's."""
    plain = {plain_name(name): value for name, value in saved.items()}
    if prefix is not None:
        return {name[len(prefix) :]: value for name, value in plain.items() if name.startswith(prefix)}
    ways = [plain]
    for _ in range(2):
        ways += [
            {name[len(before) :]: value for name, value in way.items() if name.startswith(before)} for way in list(ways) for before in _BEFORE
        ]
    return max(ways, key=lambda way: sum(name in wanted for name in way))


def _some(names: List[str]) -> str:
    return ", ".join(f'"{name}"' for name in names[:3])
