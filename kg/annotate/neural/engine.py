"""The network's graph, run by onnxruntime: the one door to that library."""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from kg.annotate.neural.folder import unusable

FORMAT = 1
"""The version of inputs, outputs and weights that this code reads."""
KEY = "claimgraph"
"""Where the graph's metadata describe the model."""
AHEAD = 32
"""Windows that are run ahead of the one asked for, beside those being run, while what was read goes on to be
extracted: 1.5 MB of scores each."""
ERRORS_ONLY = 3
OUTPUTS = "tag entity attribution start arc child parent link mention refer opinion".split()
VECTORS = "vectors"
"""An output that a model may lack: what its layers make of each word, for the heads that judge claims. It is
given in 16 bits, for it waits until an article is extracted."""

Inputs: TypeAlias = Mapping[str, NDArray[np.int64]]
Outputs: TypeAlias = dict[str, NDArray[np.floating[Any]]]


@dataclass(frozen=True, slots=True)
class Description:
    """What a graph says of itself: the labels behind the numbers, and the size of a window in word pieces."""

    tags: tuple[str, ...]
    relations: tuple[str, ...]
    entities: tuple[str, ...]
    attribution: tuple[str, ...]
    opinions: tuple[str, ...]
    window: int
    """Word pieces, without the two marks around them."""

    @classmethod
    def of(cls, text: str) -> Description:
        """Read the metadata; ValueError where they are of another format or not complete."""
        values = json.loads(text) if text else {}
        if not isinstance(values, dict) or values.get("format") != FORMAT:
            raise ValueError(f"is no model of format {FORMAT}")
        try:
            return cls(
                tags=tuple(values["tags"]),
                relations=tuple(values["relations"]),
                entities=tuple(values["entities"]),
                attribution=tuple(values["attribution"]),
                opinions=tuple(values["opinions"]),
                window=values["window"],
            )
        except KeyError as error:
            raise ValueError(f"does not state its {error}") from error


@dataclass(frozen=True)
class Engine:
    """A loaded graph."""

    session: onnxruntime.InferenceSession
    description: Description

    @classmethod
    def load(cls, path: Path) -> Engine:
        """Load a graph; ModelError where it is missing, damaged or of another format."""
        if not path.is_file():
            raise unusable(path, "is missing")
        try:
            session = onnxruntime.InferenceSession(path, _options(), providers=["CPUExecutionProvider"])
            description = Description.of(session.get_modelmeta().custom_metadata_map.get(KEY, ""))
        except ValueError as error:
            raise unusable(path, str(error)) from error
        except Exception as error:  # onnxruntime's errors share no base class
            raise unusable(path, f"cannot be loaded ({str(error).splitlines()[0]})") from error
        if missing := set(OUTPUTS) - {output.name for output in session.get_outputs()}:
            raise unusable(path, f"has no output {', '.join(sorted(missing))}")
        return cls(session, description)

    @cached_property
    def outputs(self) -> list[str]:
        """The outputs asked for: those that every model has, and the vectors where there are any."""
        given = {output.name for output in self.session.get_outputs()}
        return [*OUTPUTS, VECTORS] if VECTORS in given else OUTPUTS

    def run(self, windows: Iterable[Inputs]) -> Iterator[Outputs]:
        """Score windows, in order, some ahead of what is asked for; outputs by name, [words, …].

        Each is run alone: numbers rounded to eight bits depend on all that is run together, and a text is to
        be read the same whatever is read with it. So each takes one thread, and as many are run as there are
        cores: that is faster, too, than to share the cores out within each.
        """
        with ThreadPoolExecutor(cores()) as pool:
            ahead: deque[Future[Outputs]] = deque()
            try:
                for window in windows:
                    ahead.append(pool.submit(self._run, window))
                    if len(ahead) > AHEAD + cores():
                        yield ahead.popleft().result()
                while ahead:
                    yield ahead.popleft().result()
            finally:
                pool.shutdown(cancel_futures=True)

    def _run(self, window: Inputs) -> Outputs:
        tables = self.session.run(self.outputs, dict(window))
        scores = {name: table[0] for name, table in zip(self.outputs, tables, strict=True)}
        if VECTORS in scores:
            scores[VECTORS] = scores[VECTORS].astype(np.float16)
        return scores


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # hardly two windows have the same shape: it would only take memory
    options.log_severity_level = ERRORS_ONLY
    return options
