"""How the outputs of a PyTorch network's layers lie, asked of the network and never guessed from their shapes."""

from __future__ import annotations

import re
import weakref
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, List, Optional, Tuple

import torch
from torch import nn

from .errors import LayerError
from .layers import Layer, Placement
from .torch_batches import mapped, tensors_in
from .torch_outputs import owner_of, tensor_of

_FIRST = (
    nn.modules.conv._ConvNd,
    nn.modules.batchnorm._BatchNorm,
    nn.GroupNorm,
    nn.modules.instancenorm._InstanceNorm,
    nn.modules.pooling._MaxPoolNd,
    nn.modules.pooling._AvgPoolNd,
    nn.modules.pooling._AdaptiveAvgPoolNd,
    nn.modules.pooling._AdaptiveMaxPoolNd,
    nn.Upsample,
    nn.Dropout2d,
    nn.PixelShuffle,
    nn.PixelUnshuffle,
    nn.LocalResponseNorm,
)
_LAST = (nn.Linear, nn.LayerNorm)
#: Where each value stays where it was.
_SAME = (
    nn.ReLU, nn.ReLU6, nn.LeakyReLU, nn.PReLU, nn.ELU, nn.CELU, nn.SELU, nn.GELU, nn.SiLU, nn.Mish, nn.Sigmoid, nn.Tanh,
    nn.Hardtanh, nn.Hardswish, nn.Hardsigmoid, nn.Softplus, nn.Softsign, nn.Threshold, nn.Dropout, nn.AlphaDropout, nn.Identity,
)  # fmt: skip
#: The same for operations of exported programs.
_SAME_OPERATIONS = frozenset(
    "relu relu_ gelu silu silu_ sigmoid tanh hardtanh hardtanh_ hardswish hardswish_ hardsigmoid leaky_relu leaky_relu_ elu elu_ clamp dropout".split()
)
_OPERATIONS = {
    **dict.fromkeys("conv2d convolution batch_norm max_pool2d avg_pool2d adaptive_avg_pool2d group_norm instance_norm".split(), "channels-first"),
    **dict.fromkeys(("linear", "layer_norm"), "channels-last"),
}
_STILL = frozenset("add add_ mul mul_ sub sub_ div div_ cat batch_norm_ dropout_".split())
_TOKENS = re.compile(
    r"(?:^|\.)(?:cls_token|class_token|class_embedding|cls_pos|dist_token|distillation_token|reg_token|reg_tokens|register_tokens|storage_tokens|prefix_tokens)$"
)
#: Two ways in which a layer of images says where its units are.
_AXES = {(2, 3): "channels-first", (1, 2): "channels-last"}


@dataclass
class Call:
    """One call of a module in the first batch."""

    module: nn.Module
    shape: Tuple[int, ...]
    #: Which axis of four holds the units, and how many they are, where the module's kind says it.
    known: Optional[str]
    #: Calls that had ended when this one began: those since are inside it.
    began: int


@dataclass
class Scouting:
    """What happened while the network ran on the first batch."""

    calls: List[Call] = field(default_factory=list)
    #: Of each asked layer: its calls' outputs, by their place in ``calls``.
    asked: Dict[str, List[Tuple[int, Any]]] = field(default_factory=dict)
    output: Any = None


def scout(model: nn.Module, layers: Dict[str, nn.Module], run: Callable[[], Any]) -> Scouting:
    """Runs the network once with a hook on every module, and keeps in which order they gave what."""
    seen = Scouting(asked={name: [] for name in layers})
    names: Dict[int, List[str]] = {}
    for name, module in layers.items():
        names.setdefault(id(module), []).append(name)
    known: Dict[int, Tuple[Any, Optional[str]]] = {}
    begun: List[int] = []

    def layout_of(tensor: Any) -> Optional[str]:
        reference, layout = known.get(id(tensor), (None, None))
        return layout if reference is not None and reference() is tensor else None

    def before(_: nn.Module, __: Any) -> None:
        begun.append(len(seen.calls))

    def after(module: nn.Module, inputs: Any, output: Any) -> None:
        began = begun.pop() if begun else len(seen.calls)
        first = output if isinstance(output, torch.Tensor) else next((t for t in tensors_in(output)), None)
        if first is None or first.is_nested:
            shape: Tuple[int, ...] = ()
            layout = None
        else:
            shape = tuple(first.shape)
            layout = _kind(module) or layout_of(first)
            if layout is None and inputs and isinstance(inputs[0], torch.Tensor) and _is_same(module, inputs[0], first):
                layout = layout_of(inputs[0])
            known[id(first)] = (weakref.ref(first), layout)
        seen.calls.append(Call(module, shape, layout, began))
        for name in names.get(id(module), ()):
            seen.asked[name].append((len(seen.calls) - 1, output))

    handles = []
    try:
        for module in dict.fromkeys([*model.modules(), *layers.values()]):
            handles.append(module.register_forward_pre_hook(before))
            handles.append(module.register_forward_hook(after))
        seen.output = run()
    except RuntimeError as error:
        if "ScriptModule" in str(error) or "torch.jit" in str(error):
            raise LayerError(f"Expected modules of Python, found scripted parts, which take no hooks ({error}).") from error
        raise
    finally:
        for handle in handles:
            handle.remove()
    return seen


def place(
    name: str,
    layer: Layer,
    call: int,
    seen: Scouting,
    *,
    model: nn.Module,
    samples: int,
    probe: Callable[[], Dict[str, List[Optional[str]]]],
    number: int,
) -> Placement:
    """Decides how one output of a layer lies.

    :param name: as in the plain module
    :param call: its place in ``seen.calls``
    :param probe: runs the network on higher and wider images: what that says of each asked layer's calls
    :param number: which of the layer's calls it is
    :raises LayerError: where nothing says it, or the output has no axis of samples
    """
    outputs = dict(seen.asked[name])
    shape = tuple(tensor_of(outputs[call], name, layer.output).shape)
    if layer.layout is not None:
        if layer.layout in ("tokens", "units-tokens", "tokens-first"):
            return _tokens(name, layer, call, seen, model=model, shape=shape, layout=layer.layout)
        return Placement(layer.layout)
    by_batch_last = len(shape) == 3 and shape[0] != samples and shape[1] == samples
    if len(shape) < 2 or (shape[0] != samples and not by_batch_last):
        raise LayerError(
            f'Layer "{name}": expected one output for each of {samples} samples, found shape {shape}: '
            "windows, queries or a sum over samples. Choose the layer behind it."
        )
    if len(shape) == 2:
        return Placement("units")
    if len(shape) == 3:
        layout = "tokens-first" if by_batch_last or _is_tokens_first(name, model, shape, samples) else None
        return _tokens(name, layer, call, seen, model=model, shape=shape, layout=layout)
    if len(shape) != 4:
        raise LayerError(f'Layer "{name}": expected maps of an image, found shape {shape}. Choose another layer.')
    found = seen.calls[call].known
    if found is None:
        answers = probe().get(name, [])
        found = answers[number] if number < len(answers) else None
    found = found or _by_units(call, seen, shape) or _by_graph(model)
    if found is None:
        raise LayerError(
            f'Layer "{name}": expected to know which axis of shape {shape} holds the units, found nothing in the network that says it. '
            f'Give Layer("{name}", layout="channels-first") or layout="channels-last".'
        )
    return Placement(found)


def probe_axes(
    layers: Dict[str, nn.Module], parts: Dict[str, Any], batch: Any, run: Callable[[Any], Any]
) -> Dict[str, List[Optional[str]]]:
    """Which axes follow the image's height and width: of each layer's calls, "channels-first", "channels-last" or None."""
    shapes = [_shapes(layers, parts, _stretched(batch, axis), run) for axis in (None, 2, 3)]
    answers: Dict[str, List[Optional[str]]] = {}
    for name in layers:
        plain, high, wide = (one.get(name, []) for one in shapes)
        answers[name] = [
            _AXES.get((_changed(a, b), _changed(a, c)))  # type: ignore[arg-type]
            for a, b, c in zip(plain, high, wide)
        ]
    return answers


def _shapes(
    layers: Dict[str, nn.Module], parts: Dict[str, Any], batch: Any, run: Callable[[Any], Any]
) -> Dict[str, List[Tuple[int, ...]]]:
    found: Dict[str, List[Tuple[int, ...]]] = {name: [] for name in layers}
    if batch is None:
        return found
    handles = [
        module.register_forward_hook(
            lambda _, __, output, name=name: found[name].append(tuple(tensor_of(output, name, parts[name]).shape))
        )
        for name, module in layers.items()
    ]
    try:
        run(batch)
    except Exception:  # noqa: BLE001 - a network of fixed size; what ran before it stopped says enough.
        pass
    finally:
        for handle in handles:
            handle.remove()
    return found


def _stretched(batch: Any, axis: Optional[int]) -> Any:
    if not any(_is_image(tensor) for tensor in tensors_in(batch)):
        return None
    return mapped(
        batch,
        lambda tensor: torch.cat([tensor[:1]] * 2, axis) if axis and _is_image(tensor) else tensor[:1].clone() if tensor.ndim else tensor,
    )


def _is_image(tensor: torch.Tensor) -> bool:
    return tensor.ndim == 4 and tensor.is_floating_point()


def _changed(before: Tuple[int, ...], after: Tuple[int, ...]) -> int:
    """The one axis that differs; -1 for none or several."""
    if len(before) != len(after):
        return -1
    axes = [axis for axis, (a, b) in enumerate(zip(before, after)) if a != b]
    return axes[0] if len(axes) == 1 else -1


def _kind(module: nn.Module) -> Optional[str]:
    """Channels first or last, where a module's class says it; classes that only inherit the name don't."""
    for kinds, layout in ((_FIRST, "channels-first"), (_LAST, "channels-last")):
        for kind in kinds:
            if isinstance(module, kind):
                own = type(module).forward
                known = any(own is base.__dict__.get("forward") for base in type(module).__mro__ if base.__module__.startswith("torch.nn"))
                return layout if known else None
    for operation in reversed(_operations(module)):
        if operation in _SAME_OPERATIONS:
            continue
        return _OPERATIONS.get(operation)
    return None


def _is_same(module: nn.Module, given: torch.Tensor, output: torch.Tensor) -> bool:
    """Whether each value stays where it was: an activation, or a part without parts or weights that keeps a shape whose
    units are on the one axis of that length."""
    if isinstance(module, _SAME) or type(module).__name__ == "DropPath":
        return True
    operations = _operations(module)
    if operations:
        return all(one in _SAME_OPERATIONS for one in operations)
    shape = tuple(output.shape)
    bare = next(module.children(), None) is None and next(module.parameters(), None) is None
    return bare and tuple(given.shape) == shape and len(shape) == 4 and shape[1] not in shape[2:] and shape[3] not in shape[1:3]


def _operations(module: nn.Module) -> List[str]:
    """What a module of an exported program does, by the names of its operations."""
    nodes = getattr(getattr(module, "graph", None), "nodes", ())
    return [str(node.target).split(".")[1] for node in nodes if node.op == "call_function" and str(node.target).startswith("aten.")]


def _by_units(call: int, seen: Scouting, shape: Tuple[int, ...]) -> Optional[str]:
    """The units of the last layer inside that has weights, where only one axis is as long."""
    began = seen.calls[call].began
    for inner in reversed(seen.calls[began:call]):
        module = inner.module
        units = getattr(module, "out_features", None) or getattr(module, "out_channels", None)
        if not isinstance(units, int) or _kind(module) is None:
            continue
        first, last = shape[1] == units, shape[3] == units
        if first != last:
            return "channels-first" if first else "channels-last"
        return None
    return None


def _by_graph(model: nn.Module) -> Optional[str]:
    """An exported program of convolutions and the like, in which nothing moves axes, has its units first throughout."""
    operations = [one for module in model.modules() for one in _operations(module)]
    still = _SAME_OPERATIONS | _STILL | {one for one, layout in _OPERATIONS.items() if layout == "channels-first"}
    return "channels-first" if operations and still.issuperset(operations) else None


def _is_tokens_first(name: str, model: nn.Module, shape: Tuple[int, ...], samples: int) -> bool:
    """Where as many tokens as samples come, a transformer says which is first."""
    if shape[0] != samples or shape[1] != samples:
        return False
    for module in owner_of(model, name):
        first = getattr(module, "batch_first", None)
        if isinstance(first, bool):
            return not first
        for inner in module.modules():
            if isinstance(inner, nn.MultiheadAttention):
                return not inner.batch_first
    return False


def _tokens(
    name: str, layer: Layer, call: int, seen: Scouting, *, model: nn.Module, shape: Tuple[int, ...], layout: Optional[str]
) -> Placement:
    prefix = layer.prefix_tokens if layer.prefix_tokens is not None else prefix_tokens(model, name)
    if layout is not None:
        axis = {"tokens": 1, "units-tokens": 2, "tokens-first": 0}[layout]
        if len(shape) != 3:
            raise LayerError(f'Layer "{name}": expected three axes for layout {layout}, found shape {shape}.')
        return _on_grid(name, layer, call, seen, layout=layout, tokens=shape[axis], prefix=prefix)
    kind = seen.calls[call].known
    if kind == "channels-first":
        return _on_grid(name, layer, call, seen, layout="units-tokens", tokens=shape[2], prefix=prefix)
    fits = [
        (way, placed)
        for way, axis in (("tokens", 1), ("units-tokens", 2))
        if (placed := _grid_of(layer, call, seen, tokens=shape[axis], prefix=prefix)) is not None
    ]
    if kind != "channels-last" and len(fits) == 1:
        return Placement(fits[0][0], *fits[0][1])
    return _on_grid(name, layer, call, seen, layout="tokens", tokens=shape[1], prefix=prefix)


def _on_grid(
    name: str, layer: Layer, call: int, seen: Scouting, *, layout: str, tokens: int, prefix: int
) -> Placement:
    found = _grid_of(layer, call, seen, tokens=tokens, prefix=prefix)
    if found is not None:
        return Placement(layout, *found)
    grids = [one.shape[2:] for one in seen.calls[:call] if one.known == "channels-first" and len(one.shape) == 4]
    said = f"patches of {grids[-1][0]} × {grids[-1][1]} and {prefix} tokens in front" if grids else "no image"
    raise LayerError(
        f'Layer "{name}": expected to know where its {tokens} tokens lie on the image, but the network has {said}. '
        f'Give Layer("{name}", grid=(rows, columns), prefix_tokens=n).'
    )


def _grid_of(
    layer: Layer, call: int, seen: Scouting, *, tokens: int, prefix: int
) -> Optional[Tuple[Tuple[int, int], int]]:
    """The grid and the tokens in front: said, or those of the last maps before it of which there are as many."""
    if layer.grid is not None:
        height, width = layer.grid
        before = tokens - height * width if layer.prefix_tokens is None and prefix + height * width != tokens else prefix
        return ((height, width), before) if before in (0, prefix) and before + height * width == tokens else None
    for in_front in dict.fromkeys((prefix, 0)):
        if in_front == 0 and layer.prefix_tokens:
            continue
        for one in reversed(seen.calls[:call]):
            if one.known == "channels-first" and len(one.shape) == 4 and in_front + one.shape[2] * one.shape[3] == tokens:
                return (one.shape[2], one.shape[3]), in_front
    return None


def prefix_tokens(model: nn.Module, name: str) -> int:
    """Tokens before the patches, as the innermost part around a layer that has any says: its ``num_prefix_tokens``, or
    its parameters for class, distillation and register tokens."""
    for module in owner_of(model, name):
        said = getattr(module, "num_prefix_tokens", None)
        if isinstance(said, int):
            return said
        tokens = [
            parameter.shape[-2] if parameter.ndim >= 2 else 1
            for inner, parameter in module.named_parameters()
            if _TOKENS.search(inner)
        ]
        if tokens:
            return int(sum(tokens))
    return 0
