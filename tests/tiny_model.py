"""A model small enough for tests: the shapes of a real one, random weights, made in a moment."""

from __future__ import annotations

import json
import string
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

WIDTH, REFERENCE, OPINION = 8, 4, 8
TAGS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
RELATIONS = "appos case conj det nmod nsubj obj punct root".split()
ENTITIES = ["O", *(f"{place}-{kind}" for kind in ("PER", "ORG", "LOC", "ARM", "NAT") for place in "BI")]
ATTRIBUTION = ["O", *(f"{place}-{kind}" for kind in ("Source", "Cue", "Content") for place in "BI")]
OPINIONS = ["neutral", "positive-forward", "positive-backward", "negative-forward", "negative-backward"]
DESCRIPTION = {
    "format": 1, "name": "tiny", "tags": TAGS, "relations": RELATIONS, "entities": ENTITIES,
    "attribution": ATTRIBUTION, "opinions": OPINIONS, "window": 250,
}  # fmt: skip
WIDTHS = {
    "tag": len(TAGS), "entity": len(ENTITIES), "attribution": len(ATTRIBUTION), "start": 1, "mention": 1,
    "child": WIDTH, "refer": 2 * REFERENCE, "opinion": 4 * OPINION,
}  # fmt: skip


def tiny_model(folder: Path, description: object = DESCRIPTION, seed: int = 7) -> Path:
    """Write a model with seeded random weights into the folder."""
    random = np.random.default_rng(seed)
    tokenizer().save(str(folder / "tokenizer.json"))
    np.savez(folder / "heads.npz", **weights(random))
    model = helper.make_model(graph(random), opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    helper.set_model_props(model, {"claimgraph": json.dumps(description)})
    onnx.save(model, folder / "reader.onnx")
    return folder


def tokenizer() -> Tokenizer:
    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    pieces = [*marks, *string.printable[:36], *(f"##{char}" for char in string.printable[:36]), *".,\"'-!?"]
    vocabulary = {piece: index for index, piece in enumerate(pieces)}
    made = Tokenizer(models.WordPiece(vocabulary, unk_token=marks[1], max_input_chars_per_word=100))
    made.normalizer = normalizers.BertNormalizer()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


def weights(random: np.random.Generator) -> dict[str, np.ndarray]:
    shapes = {
        "entity_transitions": (len(ENTITIES), len(ENTITIES)), "entity_initial": (len(ENTITIES),),
        "attribution_transitions": (len(ATTRIBUTION), len(ATTRIBUTION)),
        "attribution_initial": (len(ATTRIBUTION),),
        "relation_weight": (len(RELATIONS), WIDTH), "relation_bias": (len(RELATIONS),),
        "opinion_in": (2 * OPINION, OPINION), "opinion_in_bias": (OPINION,),
        "opinion_out": (OPINION, len(OPINIONS)), "opinion_out_bias": (len(OPINIONS),),
        "reference_distance": (10,), "reference_same": (2,), "reference_sentence": (6,),
        "reference_none": (1,),
    }  # fmt: skip
    return {name: random.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


def graph(random: np.random.Generator) -> onnx.GraphProto:
    """Words are the sum of tables over their first and last piece; each output is a linear layer."""
    made = Maker(random)
    pieces = made(
        "Add", made("Gather", made.table(100, WIDTH), "ids"), made("Gather", made.table(16, WIDTH), "types")
    )
    first, last = (made("GatherND", pieces, made("Unsqueeze", name, made.whole(-1)), batch_dims=1)
                   for name in ("first", "last"))  # fmt: skip
    words = made("Add", first, last)
    root = made("ReduceSum", made("Mul", words, made.fixed(0.0)), made.whole(1), keepdims=1)
    rooted = made("Concat", made("Add", root, made.table(WIDTH)), words, axis=1)
    for name, width in WIDTHS.items():
        made.output(name, made("MatMul", words, made.table(WIDTH, width)), squeeze=width == 1)
    made.output("parent", made("MatMul", rooted, made.table(WIDTH, WIDTH)))
    for name, others in (("arc", rooted), ("link", words)):
        asked = made("MatMul", words, made.table(WIDTH, WIDTH))
        made.output(name, made("MatMul", asked, made("Transpose", others, perm=[0, 2, 1])))
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["windows", axis])
        for name, axis in (
            ("ids", "pieces"), ("mask", "pieces"), ("types", "pieces"), ("first", "words"), ("last", "words"),
        )
    ]  # fmt: skip
    return helper.make_graph(made.nodes, "tiny", inputs, made.outputs, made.constants)


class Maker:
    """Collects the nodes of a graph; calling it adds one, and returns the name of its result."""

    def __init__(self, random: np.random.Generator) -> None:
        self.random = random
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self.outputs: list[onnx.ValueInfoProto] = []

    def __call__(self, kind: str, *inputs: str, **attributes: object) -> str:
        name = f"{kind}-{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], **attributes))
        return name

    def table(self, *shape: int) -> str:
        return self._constant(self.random.normal(size=shape).astype(np.float32))

    def fixed(self, value: float) -> str:
        return self._constant(np.float32(value))

    def whole(self, value: int) -> str:
        return self._constant(np.array([value]))

    def output(self, name: str, result: str, *, squeeze: bool = False) -> None:
        node = helper.make_node("Squeeze", [result, self.whole(-1)], [name]) if squeeze else None
        self.nodes.append(node or helper.make_node("Identity", [result], [name]))
        rank = ["windows", "words"] if squeeze else ["windows", None, None]
        self.outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, rank))

    def _constant(self, value: np.ndarray) -> str:
        name = f"constant-{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name
