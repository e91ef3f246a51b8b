"""A PyTorch module as it is without wrappers, and left as it was."""

from __future__ import annotations

import contextlib
import difflib
import hashlib
import random
from typing import Any, Dict, Iterator, List, Tuple

import numpy as np
import torch
from torch import nn

from .errors import LayerError, RecordingError

#: What wrappers put into names: ``torch.compile``.
_COMPILED = "_orig_mod"


def plain_module(model: nn.Module) -> nn.Module:
    """The module behind ``torch.compile``, ``DataParallel`` and ``DistributedDataParallel``.

    :raises RecordingError: when it is no module that hooks can be put on
    """
    while True:
        if isinstance(model, nn.Module) and _COMPILED in model._modules:
            model = model._modules[_COMPILED]  # type: ignore[assignment]
        elif isinstance(model, (nn.DataParallel, nn.parallel.DistributedDataParallel)):
            model = model.module
        else:
            break
    if isinstance(model, torch.jit.ScriptModule):
        raise RecordingError(
            "Expected a module of Python, found a traced or scripted one: its hooks are never called. "
            "Record the module that it was made from."
        )
    if not isinstance(model, nn.Module):
        raise RecordingError(
            f"Expected a torch.nn.Module, found {type(model).__name__}. "
            "For an exported program, torch.export.unflatten() makes one; for a checkpoint, build the network and use load_checkpoint()."
        )
    if type(model).__name__ in ("FullyShardedDataParallel", "FSDPModule"):
        raise RecordingError(
            "Expected a whole module, found one whose parameters are sharded (FSDP). "
            "Gather its state dict, load it into a plain module, and record that."
        )
    return model


def plain_name(name: str) -> str:
    """A layer's name as in the module without ``torch.compile``."""
    return ".".join(part for part in name.split(".") if part != _COMPILED)


def find_layers(model: nn.Module, names: List[str]) -> Dict[str, Tuple[str, nn.Module]]:
    """The modules of layers: asked name → (name as in the plain module, module). A module's second names are known, too.

    :param model: without wrappers; compiled parts may be inside
    :raises LayerError: naming the nearest layers by path where one is not there
    """
    there: Dict[str, nn.Module] = {}
    for name, module in model.named_modules(remove_duplicate=False):
        if _COMPILED in module._modules:
            continue
        there.setdefault(plain_name(name), module)
    found: Dict[str, Tuple[str, nn.Module]] = {}
    for asked in names:
        name = plain_name(asked)
        if name not in there and name.startswith("module."):
            name = name[len("module.") :]
        if name not in there:
            raise LayerError(_not_there(asked, name, list(there)))
        found[asked] = (name, there[name])
    return found


def _not_there(asked: str, name: str, there: List[str]) -> str:
    parts = name.split(".")
    for length in range(len(parts) - 1, 0, -1):
        parent = ".".join(parts[:length])
        if parent in there:
            inside = [one for one in there if one.startswith(parent + ".") and one.count(".") == length]
            near = f'"{parent}" has {_listed(inside)}' if inside else f'"{parent}" has no parts'
            return f'Layer "{asked}": expected a name of named_modules(), found none; {near}.'
    # A hint by spelling alone points to another layer; a same last part is at least the same kind.
    same = [one for one in there if one and one.split(".")[-1] == parts[-1]]
    tops = [one for one in there if one and "." not in one]
    hint = f"layers of that name: {_listed(same)}; " if same else ""
    close = difflib.get_close_matches(name, tops, 3, 0.8)
    hint = hint or (f"nearest: {_listed(close)}; " if close else "")
    return f'Layer "{asked}": expected a name of named_modules(), found none; {hint}the network has {_listed(tops)}.'


def _listed(names: List[str], at_most: int = 12) -> str:
    shown = ", ".join(f'"{name}"' for name in names[:at_most])
    return shown + (f" and {len(names) - at_most} more" if len(names) > at_most else "")


def hash_weights(model: nn.Module) -> str:
    """The sha256 of all parameters and buffers: names, types, shapes, bytes. The same whether or not parts are compiled."""
    digest = hashlib.sha256()
    state = {plain_name(name): value for name, value in model.state_dict().items()}
    for name in sorted(state):
        value = state[name]
        if not isinstance(value, torch.Tensor):
            digest.update(f"{name} {value!r}\n".encode())
            continue
        tensor = value.detach().cpu().contiguous()
        digest.update(f"{name} {tensor.dtype} {tuple(tensor.shape)}\n".encode())
        digest.update(tensor.reshape(-1).view(torch.uint8).numpy().data)
    return digest.hexdigest()


@contextlib.contextmanager
def left_as_it_was(model: nn.Module) -> Iterator[None]:
    """Evaluation mode, no gradients, no compiled graphs; afterwards every module's mode, every buffer, compiled part and
    random state is as before, also after an exception."""
    modules = list(model.modules())
    modes = [(module, module.training) for module in modules]
    buffers = [
        (module, name, buffer, buffer.detach().clone())
        for module in modules
        for name, buffer in module._buffers.items()
        if buffer is not None
    ]
    randomness = _random_states()
    with contextlib.ExitStack() as stack:
        stack.callback(_restore, modes, buffers, randomness)
        stack.enter_context(_uncompiled(model))
        for module in modules:
            # Each module's own flag: a train() or eval() of the user's may do more, and would have to be undone.
            module.training = False
        stack.enter_context(torch.no_grad())
        yield


def _restore(modes: List[Any], buffers: List[Any], randomness: Any) -> None:
    for module, training in modes:
        module.training = training
    with torch.no_grad():
        for module, name, buffer, before in buffers:
            module._buffers[name] = buffer
            if buffer.shape != before.shape or not torch.equal(buffer, before):
                buffer.copy_(before) if buffer.shape == before.shape else buffer.set_(before)
    _set_random_states(randomness)


@contextlib.contextmanager
def _uncompiled(model: nn.Module) -> Iterator[None]:
    """Compiled graphs answer with old weights and see no new hook: the plain code runs instead."""
    replaced: List[Tuple[nn.Module, str, nn.Module]] = []
    in_place: List[Tuple[nn.Module, Any]] = []
    for parent in list(model.modules()):
        for name, child in list(parent._modules.items()):
            if child is not None and _COMPILED in child._modules and parent._modules[name] is child:
                inner = child._modules[_COMPILED]
                if name != _COMPILED and inner is not None:
                    replaced.append((parent, name, child))
        if getattr(parent, "_compiled_call_impl", None) is not None:
            in_place.append((parent, parent._compiled_call_impl))
    with contextlib.ExitStack() as stack:
        try:
            for parent, name, child in replaced:
                parent._modules[name] = child._modules[_COMPILED]
            for module, _ in in_place:
                module._compiled_call_impl = None
            stance = getattr(getattr(torch, "compiler", None), "set_stance", None)
            if stance is not None:
                stack.enter_context(stance("force_eager"))
            yield
        finally:
            for parent, name, child in replaced:
                parent._modules[name] = child
            for module, call in in_place:
                module._compiled_call_impl = call


def _random_states() -> Tuple[Any, ...]:
    cuda = torch.cuda.get_rng_state_all() if torch.cuda.is_available() and torch.cuda.is_initialized() else None
    return torch.get_rng_state(), cuda, np.random.get_state(), random.getstate()


def _set_random_states(states: Tuple[Any, ...]) -> None:
    cpu, cuda, numpy_state, python_state = states
    torch.set_rng_state(cpu)
    if cuda is not None:
        torch.cuda.set_rng_state_all(cuda)
    np.random.set_state(numpy_state)
    random.setstate(python_state)
