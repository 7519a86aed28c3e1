"""Make the shipped model of a trained state.

`python -m training.export --state out/reader/state.pt --out models/reader`

The graph is written as ONNX and its weights are rounded to eight bits, each row on a scale of its own, those
of the word pieces too: a quarter of the size, twice the speed. `--float` keeps the weights as they are.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.batches import LIMIT
from training.encoder import pretrained_folder
from training.labels import ATTRIBUTION, ENTITIES, OPINIONS, RELATIONS, TAGS
from training.network import Network, Scores, Window

FORMAT = 1
"""Version of what the graph takes and gives; `kg.annotate.neural` reads this one."""
OPERATORS = 17
"""Version of ONNX's operators."""


def export(network: Network, folder: Path, name: str, *, rounded: bool) -> None:
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
    onnx.helper.set_model_props(model, {"claimgraph": json.dumps(description(name))})
    onnx.save(model, folder / "reader.onnx")
    weights = {key: value.detach().numpy() for key, value in network.side_weights().items()}
    np.savez(folder / "heads.npz", **weights)
    shutil.copy(pretrained_folder() / "tokenizer.json", folder / "tokenizer.json")


def description(name: str) -> dict[str, object]:
    """What the graph says of itself."""
    return {
        "format": FORMAT, "name": name, "window": LIMIT, "tags": TAGS, "relations": RELATIONS,
        "entities": ENTITIES, "attribution": ATTRIBUTION, "opinions": OPINIONS,
    }  # fmt: skip


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
    quantize_dynamic(
        source, target, weight_type=QuantType.QInt8, per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"],
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
    )  # fmt: skip


def load(state: Path) -> Network:
    """Load the network of a saved state."""
    network = Network()
    network.load_state_dict(torch.load(state, weights_only=True)[0])
    return network


def main() -> None:
    """Read the command line, and export."""
    layout = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=layout)
    parser.add_argument("--state", type=Path, required=True, help="state.pt of a training")
    parser.add_argument("--out", type=Path, required=True, help="the folder of the model")
    parser.add_argument("--name", default="reader", help="what the model calls itself")
    parser.add_argument("--float", action="store_true", help="keep the weights in 32 bits")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    export(load(arguments.state), arguments.out, arguments.name, rounded=not arguments.float)


if __name__ == "__main__":
    main()
