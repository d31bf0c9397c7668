"""Products by the integers that a graph stores: what comes out is what the unpacked matrix would give."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

onnx = pytest.importorskip("onnx")
onnxruntime = pytest.importorskip("onnxruntime")

from dispatch.transcribe.moonshine.graph import BLOCK, with_integer_products  # noqa: E402

WIDTH, OUTPUTS, STEP = 2 * BLOCK, 5, 0.03


def table(seed: int) -> np.ndarray[Any, np.dtype[np.int8]]:
    return np.random.default_rng(seed).integers(-128, 128, (WIDTH, OUTPUTS), np.int8)


def model(numbers: np.ndarray[Any, np.dtype[np.int8]], zero: int) -> Any:
    """A matrix stored in 8 bits that sound is multiplied by and, the other way about, rows are taken of."""
    from onnx import TensorProto, helper, numpy_helper

    turned = np.ascontiguousarray(numbers.T)
    kept = [
        numpy_helper.from_array(array, name)
        for name, array in (
            ("matrix", numbers),
            ("table", turned),
            *((f"{name}.scale", np.array([STEP], np.float32)) for name in ("matrix", "table")),
            *((f"{name}.offset", np.array([-zero * STEP], np.float32)) for name in ("matrix", "table")),
        )
    ]
    nodes = [
        node
        for name in ("matrix", "table")
        for node in (
            helper.make_node("Cast", [name], [f"{name}.cast"], to=TensorProto.FLOAT),
            helper.make_node("Mul", [f"{name}.cast", f"{name}.scale"], [f"{name}.scaled"]),
            helper.make_node("Add", [f"{name}.scaled", f"{name}.offset"], [f"{name}.unpacked"]),
        )
    ] + [
        helper.make_node("MatMul", ["sound", "matrix.unpacked"], ["product"]),
        helper.make_node("Gather", ["table.unpacked", "rows"], ["taken"]),
        helper.make_node("Transpose", ["table.unpacked"], ["table.turned"], perm=[1, 0]),
        helper.make_node("MatMul", ["sound", "table.turned"], ["again"]),
    ]
    floats, whole = TensorProto.FLOAT, TensorProto.INT64
    graph = helper.make_graph(
        nodes,
        "graph",
        [
            helper.make_tensor_value_info("sound", floats, [None, WIDTH]),
            helper.make_tensor_value_info("rows", whole, [None]),
        ],
        [helper.make_tensor_value_info(name, floats, None) for name in ("product", "again", "taken")],
        kept,
    )
    opsets = [helper.make_opsetid("", 14), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8)


@given(st.integers(0, 99), st.integers(-128, 127), st.integers(2, 5))
@settings(max_examples=10, deadline=None)
def test_products_and_rows_are_those_of_the_unpacked_matrix(seed: int, zero: int, rows: int) -> None:
    numbers = table(seed)
    made = with_integer_products(model(numbers, zero))
    session = onnxruntime.InferenceSession(made.SerializeToString(), providers=["CPUExecutionProvider"])
    sound = np.random.default_rng(seed).normal(size=(rows, WIDTH)).astype(np.float32)
    product, again, taken = session.run(None, {"sound": sound, "rows": np.array([1, 3])})
    whole = STEP * (numbers.astype(np.float32) - zero)
    rounding = np.abs(sound).max() / 127 * np.abs(whole).sum(axis=0).max()
    assert np.allclose(product, sound @ whole, atol=rounding)
    assert np.array_equal(product, again)
    assert np.allclose(taken, whole.T[[1, 3]], atol=1e-5)
    # a row is what it is in any company
    several = session.run(["product"], {"sound": sound[:2], "rows": np.array([1])})[0]
    assert np.array_equal(several, product[:2])


def test_nothing_is_left_to_be_unpacked() -> None:
    made = with_integer_products(model(table(1), 3))
    kinds = sorted(node.op_type for node in made.graph.node)
    assert kinds == ["Add", "Cast", "Gather", "MatMulNBits", "MatMulNBits", "Mul"]
    stored = {one.name for one in made.graph.initializer}
    assert "matrix" not in stored  # once is enough
    assert "table" in stored
