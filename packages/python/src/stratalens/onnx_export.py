"""A network as an ONNX file in which layers have the names that the network's own code gives them."""

from __future__ import annotations

import os
from typing import Any, Dict, List, Sequence, Tuple, Union

import torch
from torch import nn

from .errors import LayerError, RecordingError
from .torch_model import find_layers, left_as_it_was, plain_module
from .torch_outputs import tensor_of


class _WithLayers(nn.Module):
    """Gives the network's scores and, behind them, what the layers gave."""

    def __init__(self, model: nn.Module, layers: Dict[str, nn.Module]) -> None:
        super().__init__()
        self.model = model
        # In a tuple, for as its own parts they would be twice in the network.
        self.layers = tuple(layers.items())

    def forward(self, *inputs: Any) -> Tuple[torch.Tensor, ...]:
        caught: Dict[str, List[torch.Tensor]] = {name: [] for name, _ in self.layers}
        handles = [
            # Copied, for what comes behind may write into it; the copy is taken out of the graph again.
            module.register_forward_hook(lambda _, __, output, name=name: caught[name].append(tensor_of(output, name).clone()))
            for name, module in self.layers
        ]
        try:
            output = self.model(*inputs)
        finally:
            for handle in handles:
                handle.remove()
        silent = [name for name, calls in caught.items() if not calls]
        if silent:
            raise LayerError(f"Expected every layer to be called, but the network never called {', '.join(silent)}. Choose the layer around it.")
        twice = [name for name, calls in caught.items() if len(calls) > 1]
        if twice:
            raise LayerError(f"Expected every layer to be called once, but {', '.join(twice)} is called several times. Choose the layer around it.")
        return (tensor_of(output, "(model)"), *(calls[0] for calls in caught.values()))


def export_onnx(
    model: nn.Module,
    example: Any,
    path: Union[str, "os.PathLike[str]"],
    layers: Sequence[str],
    *,
    opset: int = 18,
) -> str:
    """Exports a network by PyTorch's own exporter, with the layers' tensors named as in ``named_modules()``, so that
    ``strata explain --model net.onnx --layer layer4`` finds them. Needs the packages onnx and onnxscript.

    :param example: the input, or a tuple of inputs; its first axis stays free
    :param layers: names as in ``named_modules()``, each called once
    :returns: the path
    :raises LayerError: for a layer that is not there, never called, or called several times
    """
    try:
        import onnx
        import onnxscript  # noqa: F401
    except ImportError as error:
        raise RecordingError(f"Expected the packages onnx and onnxscript, found none ({error}). Install them: pip install onnx onnxscript.") from error
    plain = plain_module(model)
    found = {name: module for name, module in find_layers(plain, list(layers)).values()}
    if len(found) != len(layers):
        raise LayerError("Expected each layer once, found one under two names. Leave one out.")
    inputs = example if isinstance(example, tuple) else (example,)
    target = os.fspath(path)
    wrapped = _WithLayers(plain, found)
    with left_as_it_was(wrapped):
        batch = torch.export.Dim("batch")
        program = torch.onnx.export(
            wrapped,
            inputs,
            input_names=["input"] if len(inputs) == 1 else [f"input_{i}" for i in range(len(inputs))],
            output_names=["output", *found],
            dynamic_shapes={"inputs": tuple({0: batch} for _ in inputs)},
            opset_version=opset,
            dynamo=True,
            verbose=False,
        )
    assert program is not None
    document = program.model_proto
    _only_first_output(document, list(found))
    onnx.save(document, target)
    return target


def _only_first_output(document: Any, layers: List[str]) -> None:
    """The layers' tensors get their names on the way from input to scores, which are the graph's only output."""
    graph = document.graph
    for layer in layers:
        node = next((one for one in graph.node if layer in one.output), None)
        if node is None:
            raise LayerError(f'Expected a tensor named "{layer}" in the exported graph, found none. Choose a layer that computes something.')
        if node.op_type == "Identity":
            _take_out(graph, node, layer, layers)
    outputs = list(graph.output)
    del graph.output[1:]
    shown = {one.name for one in graph.value_info}
    graph.value_info.extend(one for one in outputs[1:] if one.name not in shown)


def _take_out(graph: Any, copy: Any, layer: str, layers: List[str]) -> None:
    source = copy.input[0]
    given = {one.name for one in (*graph.input, *graph.initializer)} | {one.name for one in graph.output}
    nodes = list(graph.node)
    if source in given or source in layers:
        # It has a name already: whoever reads it reads the layer instead, so that the layer is on the way.
        for node in nodes:
            if node is not copy and source in node.input:
                node.input[:] = [layer if one == source else one for one in node.input]
        nodes.remove(copy)
        producer = next((place for place, node in enumerate(nodes) if source in node.output), -1)
        nodes.insert(producer + 1, copy)
    else:
        nodes.remove(copy)
        for node in nodes:
            node.input[:] = [layer if one == source else one for one in node.input]
            node.output[:] = [layer if one == source else one for one in node.output]
        kept = [one for one in graph.value_info if one.name != source]
        del graph.value_info[:]
        graph.value_info.extend(kept)
    kept_nodes = [type(node).FromString(node.SerializeToString()) for node in nodes]
    del graph.node[:]
    graph.node.extend(kept_nodes)


__all__ = ["export_onnx"]
