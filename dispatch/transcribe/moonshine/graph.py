"""Moonshine's graph as it is published, its matrices used as the integers that they are stored as.

Every matrix lies in the graph as numbers of 8 bits that are unpacked before each use: ``step * (stored -
zero)``. Unpacked once for all they take four times the memory, and reading that memory is most of the work
of a token. So each product of a matrix becomes one of 8 bits (``MatMulNBits``, ONNX Runtime's own): what it
is multiplied by is rounded to as many, 32 numbers at a time, each row by itself. Of the table of tokens only
the rows asked for are unpacked. The stored numbers stay the same. What comes out differs by that rounding,
some thousandths of a nat for each token, and hears as well (docs/benchmarks.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

DOMAIN = "com.microsoft"
BLOCK = 32
"""Numbers that are rounded together; every matrix's width is a multiple of it."""
BY_INTEGERS = 4
"""The operator's word for products of integers; processors that have none unpack a block at a time."""
UNSIGNED = 128
"""Added to stored numbers and their zero: the operator takes unsigned ones."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A matrix as it is stored, ``step * (tensor - zero)``."""

    tensor: Any
    """An ``onnx.TensorProto`` of signed numbers, of shape (width, outputs)."""
    step: float
    zero: int
    scale: str
    """The names of what it is multiplied by, and of what is then added, in the graph."""
    offset: str


def with_integer_products(model: Any) -> Any:
    """The model with each product of a stored matrix made one of integers, in place; the model itself.

    Args:
        model: an ``onnx.ModelProto`` whose weights are unpacked by a cast, a product and a sum.
    """
    stored = {name: one for name, one in _stored(model.graph) if len(one.tensor.dims) == 2}
    made: set[str] = set()
    for graph in _graphs(model.graph):
        turned = {
            node.output[0]: stored[node.input[0]]
            for node in graph.node
            if node.op_type == "Transpose" and node.input[0] in stored
        }
        nodes = [new for node in graph.node for new in _nodes(node, model.graph, (stored, turned), made)]
        del graph.node[:]
        graph.node.extend(nodes)
    _prune(model.graph)
    return model


def _stored(graph: Any) -> Iterator[tuple[str, Stored]]:
    """The stored matrices, by the name that each is used under once it is unpacked."""
    from onnx.numpy_helper import to_array

    kept = {one.name: one for one in graph.initializer}
    users = {name: node for node in graph.node for name in node.input}
    for cast in (node for node in graph.node if node.op_type == "Cast" and node.input[0] in kept):
        product = users[cast.output[0]]
        total = users[product.output[0]]
        scale, offset = _other(product, cast.output[0]), _other(total, product.output[0])
        step, added = (float(to_array(kept[name]).item()) for name in (scale, offset))
        yield total.output[0], Stored(kept[cast.input[0]], step, -round(added / step), scale, offset)


def _nodes(
    node: Any, graph: Any, stored: tuple[dict[str, Stored], dict[str, Stored]], made: set[str]
) -> list[Any]:
    """What stands for a node: itself where it uses no stored matrix."""
    plain, turned = stored
    if node.op_type == "MatMul" and node.input[1] in plain:
        return [_product(node, graph, plain[node.input[1]], made, is_turned=False)]
    if node.op_type == "MatMul" and node.input[1] in turned:
        return [_product(node, graph, turned[node.input[1]], made, is_turned=True)]
    if node.op_type == "Gather" and node.input[0] in plain:
        return _rows(node, plain[node.input[0]])
    return [node]


def _product(node: Any, graph: Any, matrix: Stored, made: set[str], *, is_turned: bool) -> Any:
    """A product of integers for one of numbers; its matrix is put into the graph where it isn't yet."""
    from onnx.helper import make_node
    from onnx.numpy_helper import from_array, to_array

    width, outputs = reversed(matrix.tensor.dims) if is_turned else matrix.tensor.dims
    names = [f"{matrix.tensor.name}.{part}{'.turned' * is_turned}" for part in ("blocks", "scales", "zeros")]
    if names[0] not in made:
        made.add(names[0])
        numbers = to_array(matrix.tensor).view(np.uint8) ^ np.uint8(UNSIGNED)  # the same as to add it
        blocks = np.ascontiguousarray(numbers if is_turned else numbers.T).reshape(outputs, -1, BLOCK)
        alike = outputs * blocks.shape[1]
        scales = np.full(alike, matrix.step, np.float32)
        zeros = np.full(alike, matrix.zero + UNSIGNED, np.uint8)
        graph.initializer.extend(map(from_array, (blocks, scales, zeros), names))
    sizes = {"K": width, "N": outputs, "bits": 8, "block_size": BLOCK, "accuracy_level": BY_INTEGERS}
    inputs = [node.input[0], *names]
    return make_node("MatMulNBits", inputs, list(node.output), node.name, domain=DOMAIN, **sizes)


def _rows(node: Any, matrix: Stored) -> list[Any]:
    """Rows of a matrix, unpacked after they have been taken."""
    from onnx import TensorProto
    from onnx.helper import make_node

    out = node.output[0]
    taken, cast, scaled = (f"{out}.{part}" for part in ("taken", "cast", "scaled"))
    return [
        make_node("Gather", [matrix.tensor.name, node.input[1]], [taken], f"{out}.rows"),
        make_node("Cast", [taken], [cast], f"{out}.to_float", to=TensorProto.FLOAT),
        make_node("Mul", [cast, matrix.scale], [scaled], f"{out}.scale"),
        make_node("Add", [scaled, matrix.offset], [out], f"{out}.offset"),
    ]


def _prune(graph: Any) -> None:
    """Take out the unpacking and the matrices that nothing uses any more: opening would unpack them all."""
    dropped = True
    while dropped:
        used, dropped = _used(graph), False
        for part in _graphs(graph):
            left = [node for node in part.node if used.intersection(node.output)]
            dropped |= len(left) < len(part.node)
            del part.node[:]
            part.node.extend(left)
    kept = [one for one in graph.initializer if one.name in used]
    del graph.initializer[:]
    graph.initializer.extend(kept)


def _used(graph: Any) -> set[str]:
    """The names that anything in a graph, or in those within it, takes or gives back."""
    parts = list(_graphs(graph))
    taken = {name for part in parts for node in part.node for name in node.input}
    return taken | {one.name for part in parts for one in part.output}


def _graphs(graph: Any) -> Iterator[Any]:
    """A graph, then those within it as they are once it has been changed."""
    yield graph
    for node in graph.node:
        for attribute in node.attribute:
            if attribute.HasField("g"):
                yield from _graphs(attribute.g)


def _other(node: Any, name: str) -> str:
    """The input of a node of two that is not the one named."""
    return next(str(one) for one in node.input if one != name)
