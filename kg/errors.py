"""The tree of what can go wrong; every message names the place, the cause and the cure.

KgError
├── InputError        one input cannot be used; the others go on
├── MisuseError       the command or its options do not fit (exit code 2)
│   ├── UnknownQueryError
│   └── ParameterError
├── ConflictError     a judgement contradicts others
├── QueryFileError    a query file is malformed
├── GraphError        a graph cannot be read or is not of the contract
├── WorkspaceError    the workspace folder cannot be used
│   ├── BusyError     another build holds it
│   └── LostError     something of it is missing or damaged that a build restores
├── RemoteError       an endpoint cannot be reached, or refuses
├── ModelError        a model is missing, damaged or made for another version
└── MissingExtraError an optional library is needed
"""

from __future__ import annotations


class KgError(Exception):
    """What a user can do something about: a cause at a place, and its cure."""

    exit_code = 1

    def __init__(self, where: str, cause: str, cure: str) -> None:
        self.where, self.cause, self.cure = where, cause, cure
        super().__init__(f"{where}: {cause}; {cure}")


class InputError(KgError):
    """One input file or record cannot be read as an article."""

    @classmethod
    def unforeseen(cls, where: str, error: Exception) -> InputError:
        """Report an article that broke a stage."""
        cause = f"could not be understood ({type(error).__name__}: {error})"
        told = cls(where, cause, "please report it with the article")
        told.__cause__ = error
        return told


class MisuseError(KgError):
    """A command was called in a way that cannot be carried out."""

    exit_code = 2


class UnknownQueryError(MisuseError):
    """No query bears the name."""


class ParameterError(MisuseError):
    """A query parameter is missing, unknown or of the wrong type."""


class ConflictError(KgError):
    """A judgement cannot hold beside others."""


class QueryFileError(KgError):
    """A query file has a malformed header or body."""


class GraphError(KgError):
    """A graph file cannot be parsed or breaks the contract."""


class WorkspaceError(KgError):
    """The workspace cannot be opened, written or understood."""


class BusyError(WorkspaceError):
    """Another build holds the workspace."""


class LostError(WorkspaceError):
    """Something of the workspace is missing or damaged that a build restores."""


class RemoteError(KgError):
    """An endpoint cannot be reached, refuses, or answers with something else."""


class ModelError(KgError):
    """A model is missing, damaged or made for another version."""


class MissingExtraError(KgError):
    """A feature needs an optional library that is not installed."""

    exit_code = 2
