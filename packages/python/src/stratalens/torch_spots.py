"""Whether a layer's tokens lie on the image where they were laid: an image is changed at four spots, and the maps looked at."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional, Tuple

import numpy as np
import torch
from torch import nn

from .errors import LayerError
from .layers import Placement
from .torch_batches import mapped, tensors_in, to_numpy
from .torch_outputs import tensor_of

#: Smaller grids have no four spots that are apart.
_SIDE_MIN = 3
#: Of four spots, so many may show elsewhere: attention moves what it finds striking.
_ASTRAY_MAX = 1


def check_spots(
    layers: Dict[str, Tuple[nn.Module, Any, List[Optional[Placement]]]], batch: Any, run: Callable[[Any], Any]
) -> None:
    """Makes sure that maps change where an image does.

    :param layers: name → (module, part of its output, how each call's output lies; None is not checked)
    :param batch: of which the first sample's image is changed
    :raises LayerError: for a layer whose maps change elsewhere, such as one whose tokens come in windows
    """
    checked = {
        name: (module, part, calls)
        for name, (module, part, calls) in layers.items()
        if any(one is not None and one.grid is not None and min(one.grid) >= _SIDE_MIN for one in calls)
    }
    images = [one for one in tensors_in(batch) if one.ndim == 4 and one.is_floating_point()]
    if not checked or not images:
        return
    height, width = images[0].shape[2:]
    plain = _maps(checked, _changed(batch, None), run)
    astray = {key: 0 for key in plain}
    for row, column in ((0.25, 0.25), (0.25, 0.75), (0.75, 0.25), (0.75, 0.75)):
        for key, values in plain.items():
            grid_height, grid_width = values.shape[1:]
            at = int(row * grid_height), int(column * grid_width)
            spot = (
                slice(at[0] * height // grid_height, (at[0] + 1) * height // grid_height),
                slice(at[1] * width // grid_width, (at[1] + 1) * width // grid_width),
            )
            other = _maps({key[0]: checked[key[0]]}, _changed(batch, spot), run)[key]
            change = np.abs(other - values).sum(0)
            found = np.unravel_index(int(change.argmax()), change.shape)
            near = max(1, grid_height // 8), max(1, grid_width // 8)
            astray[key] += abs(int(found[0]) - at[0]) > near[0] or abs(int(found[1]) - at[1]) > near[1]
    for (name, _), count in astray.items():
        if count > _ASTRAY_MAX:
            raise LayerError(
                f'Layer "{name}": expected its tokens to lie on the image row by row, but its map changes elsewhere than the image: '
                f"at {count} of 4 spots. They come in another order, such as in windows. Choose a layer behind which they are in rows, "
                f'or say that they are with Layer("{name}", grid=(rows, columns)).'
            )


def _maps(layers: Dict[str, Any], batch: Any, run: Callable[[Any], Any]) -> Dict[Tuple[str, int], np.ndarray]:
    """(layer, call) → (units, height, width) of the first sample."""
    found: Dict[Tuple[str, int], np.ndarray] = {}
    counts = {name: 0 for name in layers}

    def hook(name: str) -> Callable[[nn.Module, Any, Any], None]:
        _, part, calls = layers[name]

        def caught(_: nn.Module, __: Any, output: Any) -> None:
            call = counts[name]
            counts[name] += 1
            placement = calls[call] if call < len(calls) else None
            if placement is not None and placement.grid is not None and min(placement.grid) >= _SIDE_MIN:
                values = to_numpy(tensor_of(output, name, part)).copy()
                found[name, call] = placement.maps(values, name)[0]

        return caught

    handles = [module.register_forward_hook(hook(name)) for name, (module, _, _) in layers.items()]
    try:
        run(batch)
    finally:
        for handle in handles:
            handle.remove()
    return found


def _changed(batch: Any, spot: Optional[Tuple[slice, slice]]) -> Any:
    def change(tensor: torch.Tensor) -> torch.Tensor:
        one = tensor[:1].clone() if tensor.ndim else tensor
        if spot is None or tensor.ndim != 4 or not tensor.is_floating_point():
            return one
        region = one[:, :, spot[0], spot[1]]
        noise = torch.randn(region.shape, generator=torch.Generator().manual_seed(1)).to(region.device, region.dtype)
        one[:, :, spot[0], spot[1]] = one.float().mean().to(one.dtype) + noise * (one.float().std().to(one.dtype) + 1)
        return one

    return mapped(batch, change)
