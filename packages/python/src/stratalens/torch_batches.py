"""What a loader gives: inputs, classes, keys, and how many samples in which order."""

from __future__ import annotations

import hashlib
import os
from typing import Any, Callable, List, Optional

import numpy as np
import torch
from torch import nn
from torch.utils.data import (
    DataLoader,
    IterableDataset,
    RandomSampler,
    SequentialSampler,
    Subset,
    SubsetRandomSampler,
    WeightedRandomSampler,
)

from .errors import RecordingError

LABELS = ("labels", "label", "target", "targets")
_SHUFFLING = (RandomSampler, SubsetRandomSampler, WeightedRandomSampler)


def mapped(batch: Any, change: Callable[[torch.Tensor], Any]) -> Any:
    """A batch of the same structure with each tensor changed."""
    if isinstance(batch, torch.Tensor):
        return change(batch)
    if isinstance(batch, tuple) and hasattr(batch, "_fields"):
        return type(batch)(*(mapped(one, change) for one in batch))
    if isinstance(batch, (list, tuple)):
        return type(batch)(mapped(one, change) for one in batch)
    if hasattr(batch, "items"):
        return {name: mapped(one, change) for name, one in batch.items()}
    return batch


def tensors_in(batch: Any) -> List[torch.Tensor]:
    """All tensors of a batch, in its order."""
    found: List[torch.Tensor] = []
    mapped(batch, lambda tensor: found.append(tensor))
    return found


def samples_of(batch: Any) -> int:
    """How many samples a batch holds: the first axis of its first tensor that has one.

    :raises RecordingError: when it holds none
    """
    for tensor in tensors_in(batch):
        if tensor.ndim > 0:
            return int(tensor.shape[0])
    raise RecordingError(f"Expected batches that hold tensors, found {type(batch).__name__}.")


def call_model(model: nn.Module, batch: Any) -> Any:
    """Runs a model on a batch as loaders give them: a tensor, (inputs, classes), or a dictionary of arguments."""
    if isinstance(batch, torch.Tensor):
        return model(batch)
    if isinstance(batch, (list, tuple)):
        return model(batch[0])
    if hasattr(batch, "items"):
        return model(**{name: value for name, value in batch.items() if name not in LABELS})
    raise RecordingError(
        f"Expected batches of tensors, tuples or dictionaries, found {type(batch).__name__}. Say how the network takes them: record(…, forward=lambda model, batch: …)."
    )


def classes_of(batch: Any) -> Optional[List[str]]:
    """The true classes of a batch's samples, where it holds them."""
    labels = None
    if isinstance(batch, (list, tuple)) and len(batch) > 1 and not isinstance(batch[1], dict):
        labels = batch[1]
    elif not isinstance(batch, torch.Tensor) and hasattr(batch, "items"):
        labels = next((batch[name] for name in LABELS if name in batch), None)
    if not isinstance(labels, torch.Tensor) or labels.ndim != 1 or labels.is_floating_point():
        return None
    return [str(int(label)) for label in labels]


def predicted_classes(output: Any, samples: int) -> Optional[List[int]]:
    """The greatest of each sample's scores, where the network gives (samples, classes)."""
    if hasattr(output, "items"):
        output = output.get("logits")
    if isinstance(output, (list, tuple)):
        output = output[0] if output else None
    if not isinstance(output, torch.Tensor) or output.is_nested or output.ndim != 2:
        return None
    if output.shape[0] != samples or output.shape[1] < 2 or not output.is_floating_point():
        return None
    return [int(one) for one in output.argmax(1).cpu()]


def require_order(loader: Any) -> None:
    """Makes sure that a loader gives the samples in their order, for the order joins images and activations.

    :raises RecordingError: when it shuffles, draws, leaves samples out or gives a part
    """
    if not isinstance(loader, DataLoader) or isinstance(loader.dataset, IterableDataset):
        return
    mend = "Make one with DataLoader(dataset, batch_size=…, shuffle=False)."
    sampler = getattr(loader.batch_sampler, "sampler", loader.sampler)
    if isinstance(sampler, _SHUFFLING) or "Distributed" in type(sampler).__name__:
        raise RecordingError(
            f"Expected a loader that keeps the order, which joins images and activations; found one that shuffles or gives a part ({type(sampler).__name__}). {mend}"
        )
    if getattr(loader, "drop_last", False) and loader.batch_size and len(loader.dataset) % loader.batch_size:  # type: ignore[arg-type]
        raise RecordingError(f"Expected a loader that gives every sample, found drop_last=True. {mend}")
    if isinstance(sampler, SequentialSampler) and hasattr(loader.batch_sampler, "sampler"):
        return
    if sampler is None and loader.batch_sampler is None:
        return
    source = loader.batch_sampler if loader.batch_sampler is not None else sampler
    order: List[int] = []
    for one in source:
        order.extend(one if isinstance(one, (list, tuple)) else [one])
    if order != list(range(len(loader.dataset))):  # type: ignore[arg-type]
        raise RecordingError(
            f"Expected a loader that keeps the order, which joins images and activations; found one whose {type(source).__name__} gives another. {mend}"
        )


def count_samples(loader: Any, samples: Optional[int]) -> int:
    """How many samples will come.

    :raises RecordingError: when nobody says it
    """
    if samples is not None:
        return samples
    if isinstance(loader, (list, tuple)):
        return sum(samples_of(batch) for batch in loader)
    dataset = getattr(loader, "dataset", None)
    if dataset is not None and hasattr(dataset, "__len__"):
        return len(dataset)
    raise RecordingError(
        f"Expected to know how many samples the loader gives, found a {type(loader).__name__} that doesn't say. Give record(…, samples=N)."
    )


def keys_of(loader: Any) -> Optional[List[str]]:
    """The images' paths, where the dataset is one of torchvision's folders of images or a subset of one."""
    dataset, chosen = getattr(loader, "dataset", None), None
    while isinstance(dataset, Subset):
        chosen = list(dataset.indices) if chosen is None else [dataset.indices[one] for one in chosen]
        dataset = dataset.dataset
    listed = getattr(dataset, "samples", None) or getattr(dataset, "imgs", None)
    if not isinstance(listed, (list, tuple)) or not listed:
        return None
    if not all(isinstance(one, (list, tuple)) and one and isinstance(one[0], (str, os.PathLike)) for one in listed):
        return None
    root = getattr(dataset, "root", None)
    paths = [_below(os.fspath(one[0]), root) for one in listed]
    return paths if chosen is None else [paths[one] for one in chosen]


def _below(path: str, root: Any) -> str:
    if isinstance(root, (str, os.PathLike)):
        inside = os.path.relpath(path, os.fspath(root))
        path = path if inside.startswith("..") else inside
    return path.replace(os.sep, "/")


def digest(batch: Any) -> str:
    """Stands for what a batch holds."""
    seen = hashlib.sha256()
    for tensor in tensors_in(batch):
        plain = tensor.detach().cpu().contiguous()
        seen.update(f"{plain.dtype} {tuple(plain.shape)}\n".encode())
        seen.update(plain.reshape(-1).view(torch.uint8).numpy().data)
    return seen.hexdigest()[:32]


def to_numpy(tensor: torch.Tensor) -> np.ndarray:
    """A tensor's values as float32, of any type; shares memory where it can."""
    return tensor.detach().to("cpu", torch.float32).numpy()


