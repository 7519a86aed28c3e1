"""The files of a model, and the digest that names what they read."""

from __future__ import annotations

import hashlib
from pathlib import Path

from kg.errors import ModelError

GRAPH, WEIGHTS, VOCABULARY = "reader.onnx", "heads.npz", "tokenizer.json"
"""The network, the small weights that decoding needs beside it, and the word pieces."""
CLAIMS = "claims.npz"
"""The heads that judge claims, for the extract stage; a model may lack them."""


def digest(folder: Path) -> str:
    """SHA-256 over the files that decide what a model reads; ModelError where one cannot be read."""
    whole = hashlib.sha256()
    for name in (GRAPH, WEIGHTS, VOCABULARY, CLAIMS):
        if name == CLAIMS and not (folder / name).exists():
            continue
        try:
            with (folder / name).open("rb") as file:
                whole.update(hashlib.file_digest(file, "sha256").digest())
        except OSError as error:
            raise unusable(folder / name, f"cannot be read ({error.strerror})") from error
    return whole.hexdigest()


def unusable(path: Path, cause: str) -> ModelError:
    """Make the error for a file of a model that is missing, damaged or made for another version."""
    return ModelError(str(path), cause, "install claimgraph again, or name the folder of another model")
