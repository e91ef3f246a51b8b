"""How a layer's output becomes maps: (samples, units, height, width)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Tuple, Union

import numpy as np

from .errors import LayerError

#: Axes of an output. ``tokens`` is (samples, tokens, units), ``units-tokens`` (samples, units, tokens),
#: ``tokens-first`` (tokens, samples, units), ``units`` (samples, units).
LAYOUTS = ("channels-first", "channels-last", "tokens", "units-tokens", "tokens-first", "units")


@dataclass(frozen=True)
class Layer:
    """A layer to be recorded, with what can't be seen from the network.

    :param name: as in ``named_modules()``; ``""`` is the network itself.
    :param output: which part is meant where the layer gives a tuple (a number) or a dictionary (a key).
    :param layout: one of :data:`LAYOUTS`; default: found out from the network.
    :param grid: (height, width) of a transformer's patches; default: of its patch embedding.
    :param prefix_tokens: tokens before the patches (class token, registers); default: asked of the network.
    """

    name: str
    output: Optional[Union[int, str]] = None
    layout: Optional[str] = None
    grid: Optional[Tuple[int, int]] = None
    prefix_tokens: Optional[int] = None

    def __post_init__(self) -> None:
        if self.layout is not None and self.layout not in LAYOUTS:
            raise LayerError(
                f'Layer "{self.name}": expected a layout of {", ".join(LAYOUTS)}, found "{self.layout}".'
            )


@dataclass(frozen=True)
class Placement:
    """How the output of a layer lies: decided once, in the first batch.

    ``grid`` and ``prefix_tokens`` are those of tokens; None otherwise.
    """

    layout: str
    grid: Optional[Tuple[int, int]] = None
    prefix_tokens: int = 0

    def maps(self, values: np.ndarray, name: str) -> np.ndarray:
        """A view of ``values`` as (samples, units, height, width).

        :raises LayerError: when the shape is not that of the layout
        """
        expected = {"channels-first": 4, "channels-last": 4, "units": 2}.get(self.layout, 3)
        if values.ndim != expected:
            raise LayerError(
                f'Layer "{name}": expected {expected} axes for layout {self.layout}, found shape {values.shape}. '
                "Say how it lies with Layer(name, layout=…), or choose another layer."
            )
        if self.layout == "channels-first":
            return values
        if self.layout == "channels-last":
            return values.transpose(0, 3, 1, 2)
        if self.layout == "units":
            return values[:, :, None, None]
        if self.layout == "units-tokens":
            values = values.transpose(0, 2, 1)
        elif self.layout == "tokens-first":
            values = values.transpose(1, 0, 2)
        return self._from_tokens(values, name)

    def _from_tokens(self, values: np.ndarray, name: str) -> np.ndarray:
        samples, tokens, units = values.shape
        if self.grid is None:
            raise LayerError(
                f'Layer "{name}": expected to know where its {tokens} tokens lie on the image, found nothing that says it. '
                "Give Layer(name, grid=(rows, columns), prefix_tokens=n)."
            )
        height, width = self.grid
        if tokens != self.prefix_tokens + height * width:
            raise LayerError(
                f'Layer "{name}": expected {self.prefix_tokens} tokens in front and {height} × {width} patches, '
                f"found {tokens} tokens. Give Layer(name, grid=(rows, columns), prefix_tokens=n)."
            )
        patches = values[:, self.prefix_tokens :, :]
        return patches.reshape(samples, height, width, units).transpose(0, 3, 1, 2)
