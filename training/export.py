"""Make the files of a model from a trained network.

The graph is written as ONNX and its weights are rounded to eight bits, each row on a scale of its own, those
of the word pieces too: a quarter of the size, twice the speed.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import onnx.numpy_helper
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic

from kg.annotate.neural.engine import FORMAT, KEY
from kg.annotate.neural.folder import GRAPH, VOCABULARY, WEIGHTS
from training.batches import LIMIT
from training.encoder import pretrained_folder
from training.labels import ATTRIBUTION, ENTITIES, OPINIONS, RELATIONS, TAGS
from training.network import Network, Scores, Window

DESCRIPTION = {
    "format": FORMAT, "name": "claimgraph reader", "window": LIMIT, "tags": TAGS, "relations": RELATIONS,
    "entities": ENTITIES, "attribution": ATTRIBUTION, "opinions": OPINIONS,
}  # fmt: skip
"""What the graph says of itself."""
TOGETHER, MOST = 4, 127.0
"""Weights multiplied together, and what two of them may add up to: rounding may add one."""
OPERATORS = 17
"""Version of ONNX's operators."""


def export(network: Network, folder: Path, *, rounded: bool) -> None:
    """Write reader.onnx, heads.npz and tokenizer.json into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    with tempfile.TemporaryDirectory() as scratch:
        draft = Path(scratch) / "float.onnx"
        _graph(network, draft)
        if rounded:
            final = Path(scratch) / "rounded.onnx"
            _round(draft, final)
            draft = final
        model = onnx.load(draft)
    onnx.helper.set_model_props(model, {KEY: json.dumps(DESCRIPTION)})
    onnx.save(model, folder / GRAPH)
    weights = {key: value.detach().numpy() for key, value in network.side_weights().items()}
    np.savez(folder / WEIGHTS, **weights)
    shutil.copy(pretrained_folder() / VOCABULARY, folder / VOCABULARY)


def _graph(network: Network, path: Path) -> None:
    windows, pieces, words = 3, 40, 30
    ids = torch.randint(5, 30000, (windows, pieces))
    places = torch.randint(0, pieces, (windows, words))
    example = (ids, torch.ones_like(ids), torch.zeros_like(ids), places, places)
    axes = {one: {0: "windows", 1: "pieces"} for one in ("ids", "mask", "types")}
    axes |= {one: {0: "windows", 1: "words"} for one in ("first", "last", *Scores._fields)}
    axes["parent"] = {0: "windows", 1: "rooted"}
    axes["arc"][2], axes["link"][2] = "rooted", "partners"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network, example, str(path), input_names=list(Window._fields), output_names=list(Scores._fields),
            dynamic_axes=axes, opset_version=OPERATORS, dynamo=False,
        )  # fmt: skip


def _round(source: Path, target: Path) -> None:
    """Round the weights to eight bits, so that no CPU overflows when it multiplies them.

    CPUs without VNNI add two products of eight bits in sixteen. The library's own cure is to halve the
    weights; here each column is scaled as large as the sums of neighbours allow, a third finer.
    """
    quantize_dynamic(
        source, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
        op_types_to_quantize=["MatMul", "Gather"],
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
    )  # fmt: skip
    exact = {one.name: onnx.numpy_helper.to_array(one) for one in onnx.load(source).graph.initializer}
    model = onnx.load(target)
    stored = {one.name: one for one in model.graph.initializer}
    for name, weights in exact.items():
        scale = stored.get(f"{name}_scale")
        if scale is not None and list(scale.dims) == list(weights.shape[1:]):
            whole, steps = refined(weights)
            stored[f"{name}_quantized"].CopyFrom(onnx.numpy_helper.from_array(whole, f"{name}_quantized"))
            scale.CopyFrom(onnx.numpy_helper.from_array(steps, f"{name}_scale"))
    onnx.save(model, target)


def refined(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Round weights [n, columns] to whole numbers and a step per column.

    Of the four numbers that CPUs take together, no two add up to more than 128, so that with two factors of
    at most 255 their products stay within 16 bits. n is a multiple of four.
    """
    fours = np.sort(np.abs(weights).reshape(-1, TOGETHER, weights.shape[1]), 1)
    steps = np.maximum(fours[:, -2:].sum(1).max(0) / MOST, fours.max((0, 1)) / 127).astype(np.float32)
    return np.clip(np.round(weights / steps), -127, 127).astype(np.int8), steps


def averaged(paths: Sequence[Path]) -> Network:
    """Make a network of the mean of saved weights, as those of several rounds read better than any one's.

    Izmailov et al. 2018, Averaging weights leads to wider optima.
    """
    states = [torch.load(path, weights_only=True, map_location="cpu") for path in paths]
    network = Network()
    network.load_state_dict({name: sum(one[name] for one in states) / len(states) for name in states[0]})
    return network
