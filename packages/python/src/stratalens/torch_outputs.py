"""What a hooked module gave: the tensor that is meant, copied before anything changes it."""

from __future__ import annotations

from typing import Any, List, Optional, Union

import torch
from torch import nn

from .errors import LayerError


def tensor_of(output: Any, name: str, part: Optional[Union[int, str]] = None) -> torch.Tensor:
    """The tensor of an output: itself, the first of a tuple, the only one of a dictionary, or the part that was asked for.

    :raises LayerError: where there is none, or nothing says which
    """
    if part is not None:
        output = _part(output, name, part)
    if isinstance(output, torch.Tensor):
        return _checked(output, name)
    if isinstance(output, (list, tuple)):
        tensors = [one for one in output if isinstance(one, torch.Tensor)]
        if tensors:
            return _checked(tensors[0], name)
        if len(output) > 0 and isinstance(output[0], (list, tuple)):
            return tensor_of(output[0], name)
    elif hasattr(output, "items"):
        keys = [key for key, value in output.items() if isinstance(value, torch.Tensor)]
        if len(keys) == 1:
            return _checked(output[keys[0]], name)
        if keys:
            raise LayerError(
                f'Layer "{name}": expected one tensor, found a dictionary of {", ".join(keys)}. Say which with Layer("{name}", output="{keys[0]}").'
            )
    raise LayerError(f'Layer "{name}": expected a tensor, found {type(output).__name__} without one. Choose another layer.')


def notes_on(output: Any, part: Optional[Union[int, str]]) -> List[str]:
    """What should be known of how the tensor was chosen."""
    notes = []
    if part is None and isinstance(output, (list, tuple)):
        notes.append(f"gives {len(output)} values, the first tensor was recorded")
    tensor = next((one for one in output if isinstance(one, torch.Tensor)), None) if isinstance(output, (list, tuple)) else output
    if isinstance(tensor, torch.Tensor):
        if tensor.is_nested:
            notes.append("gives sequences of different lengths, padded with 0")
        elif tensor.dtype not in (torch.float32, torch.bool):
            notes.append(f"gives {str(tensor.dtype).replace('torch.', '')}, written as float32")
    return notes


def is_nothing(output: Any) -> bool:
    """Whether the network is being exported: then there are shapes, but no values."""
    tensors = output if isinstance(output, (list, tuple)) else [output]
    return any(type(one).__name__ == "FakeTensor" for one in tensors)


def owner_of(model: nn.Module, name: str) -> List[nn.Module]:
    """The modules that a layer lies in, the innermost first; the network last."""
    parts, chain, module = name.split(".") if name else [], [model], model
    for part in parts:
        module = module._modules[part]  # type: ignore[assignment]
        if "_orig_mod" in module._modules:
            module = module._modules["_orig_mod"]  # type: ignore[assignment]
        chain.append(module)
    return chain[::-1]


def _part(output: Any, name: str, part: Union[int, str]) -> Any:
    try:
        return output[part]
    except (IndexError, KeyError, TypeError) as error:
        has = list(output.keys()) if hasattr(output, "keys") else f"{len(output)} parts" if hasattr(output, "__len__") else "one tensor"
        raise LayerError(f'Layer "{name}": expected the part {part!r} of its output, found {has}.') from error


def _checked(tensor: torch.Tensor, name: str) -> torch.Tensor:
    if tensor.is_nested:
        return torch.nested.to_padded_tensor(tensor, 0.0)
    if tensor.is_complex() or tensor.is_sparse:
        raise LayerError(f'Layer "{name}": expected real numbers, found {tensor.dtype}. Choose another layer.')
    if tensor.is_quantized:
        return tensor.dequantize()
    return tensor
