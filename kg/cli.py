"""The command `kg`: one thin command per verb; what each does is in `kg/commands/`, imported when it runs.

Exit codes: 0 done; 1 found wrong (input refused, shape broken, nothing matched); 2 misuse.
"""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

from kg import __version__, console
from kg.errors import KgError, MisuseError
from kg.vocabulary import BASE

ANYWHERE = {"-q": "--quiet", "-v": "--verbose", "--quiet": "--quiet", "--verbose": "--verbose"}


class Group(TyperGroup):
    """A group whose --quiet and --verbose may stand after the command too."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Move them to the front; what follows `--` stays."""
        end = args.index("--") if "--" in args else len(args)
        moved = [ANYWHERE[one] for one in args[:end] if one in ANYWHERE]
        rest = [one for one in args[:end] if one not in ANYWHERE]
        return super().parse_args(ctx, [*moved, *rest, *args[end:]])


app = typer.Typer(
    cls=Group,
    help="Who claims, blames, denies and admits what in news articles: a graph with the exact words.",
    epilog="Example: kg build articles/ && kg ask who-blamed-whom",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
pictures = typer.Typer(help="Draw the graph as a picture.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(pictures, name="draw", epilog="Example: kg draw blame -o blame.html")

judgements = typer.Typer(
    help="Judge what is one and which links hold; this wins over scores.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(judgements, name="judge", epilog="Example: kg judge list --unsure")

Workspace = Annotated[
    Path,
    typer.Option("-w", "--workspace", envvar="KG_WORKSPACE", help="Folder of the graph.", metavar="FOLDER"),
]


def _share(value: str | None) -> float | None:
    """Read a number from 0 to 1."""
    try:
        share = None if value is None else float(value)
    except ValueError:
        share = -1.0
    if share is None or 0 <= share <= 1:
        return share
    raise MisuseError(f"--min-confidence {value}", "is no number from 0 to 1", "give one such as 0.7")


MinConfidence = Annotated[
    float | None,
    typer.Option(
        "--min-confidence",
        parser=_share,
        metavar="X",
        help="Leave out claims below this confidence, from 0 to 1, and what hangs on nothing else.",
    ),
]
Timeout = Annotated[
    float, typer.Option("--timeout", min=0.1, max=3600, metavar="SECONDS", help="How long it may be silent.")
]
Address = Annotated[
    str,
    typer.Argument(
        metavar="ENDPOINT",
        help="URL of a graph store; credentials: KG_ENDPOINT_USER and …_PASSWORD, or …_TOKEN.",
    ),
]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="File to write, not standard output.")]
DEFAULT = Path("kg-data")
SILENCE = 60.0


class ReaderName(StrEnum):
    """Readers of articles."""

    TRAINED = "trained"
    LEXICAL = "lexical"


Reader = Annotated[
    ReaderName | None,
    typer.Option("--reader", envvar="KG_READER", help="Read with the trained model, or with word lists."),
]


class AnswerForm(StrEnum):
    """Forms of an answer."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MD = "md"
    TTL = "ttl"


class ExportForm(StrEnum):
    """Forms of an exported graph."""

    TURTLE = "turtle"
    TRIG = "trig"
    NQUADS = "nquads"
    JSONLD = "jsonld"
    GRAPHML = "graphml"
    GEXF = "gexf"
    CSV = "csv"


def _version(wanted: bool) -> None:
    if wanted:
        console.out(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but errors.")] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Say more; show where it failed.")] = False,
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show it.")] = False,
) -> None:
    console.voice.quiet, console.voice.verbose = quiet, verbose


@app.command(epilog="Example: kg build articles/ 'more/*.html' --prune --reader lexical")
def build(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, patterns; - for standard input.")],
    workspace: Workspace = DEFAULT,
    prune: Annotated[bool, typer.Option("--prune", help="Remove articles no longer at the paths.")] = False,
    base: Annotated[str | None, typer.Option(help="Base IRI of a new workspace.", metavar="IRI")] = None,
    reader: Reader = None,
    model: Annotated[Path | None, typer.Option(help="Folder of another model to read with.")] = None,
) -> None:
    """Build the graph from articles, or bring it up to date."""
    from kg.commands.build import build as run

    name = reader.value if reader else None
    raise typer.Exit(run(paths, workspace, prune=prune, base=base, reader=name, model=model))


def _list(wanted: bool) -> None:
    if wanted:
        from kg.commands.ask import list_queries

        raise typer.Exit(list_queries())


@app.command(epilog="Example: kg ask denials -p actor=Russia --min-confidence 0.7 -f csv")
def ask(  # noqa: PLR0913, PLR0917  # each is an option
    query: Annotated[str, typer.Argument(help="Name of a question, or a .rq file.")] = "who-blamed-whom",
    workspace: Workspace = DEFAULT,
    values: Annotated[list[str] | None, typer.Option("-p", help="A parameter.", metavar="NAME=VALUE")] = None,
    form: Annotated[AnswerForm, typer.Option("-f", "--format", help="How to write it.")] = AnswerForm.TABLE,
    output: Output = None,
    least: MinConfidence = None,
    _: Annotated[
        bool, typer.Option("--list", callback=_list, is_eager=True, help="Show all questions.")
    ] = False,
    endpoint: Annotated[
        str | None,
        typer.Option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint, not the workspace."),
    ] = None,
    timeout: Timeout = SILENCE,
) -> None:
    """Ask the graph a question; without a name: who blamed whom."""
    from kg.commands.ask import Answer
    from kg.commands.ask import ask as run

    if endpoint is not None:
        if least is not None:
            raise MisuseError(
                "--min-confidence", "does not go with --endpoint", "`kg pull`, then ask the copy"
            )
        from kg.commands.ask_endpoint import ask_endpoint

        answer = Answer(form.value, output, BASE)
        raise typer.Exit(ask_endpoint(query, values or [], endpoint, timeout, answer))
    raise typer.Exit(run(query, values or [], form.value, workspace, output, least))


@app.command(epilog="Example: kg validate graph.ttl --texts articles/")
def validate(
    files: Annotated[list[Path] | None, typer.Argument(help="Graph files; none: the workspace.")] = None,
    workspace: Workspace = DEFAULT,
    texts: Annotated[Path | None, typer.Option(help="Folder of the articles, to check quotations.")] = None,
) -> None:
    """Check a graph: its shapes, and its quotations."""
    from kg.commands.validate import validate as run

    raise typer.Exit(run(files or [], texts, workspace))


@app.command(epilog="Example: kg export -f turtle -o graph.ttl --min-confidence 0.7")
def export(
    form: Annotated[ExportForm, typer.Option("-f", "--format", help="Form of the file.")] = ExportForm.TURTLE,
    workspace: Workspace = DEFAULT,
    output: Output = None,
    least: MinConfidence = None,
) -> None:
    """Write the graph for other tools."""
    from kg.commands.export import export as run

    raise typer.Exit(run(form.value, output, workspace, least))


@app.command(epilog="Example: kg push https://example.org/store -w kg-data")
def push(
    endpoint: Address,
    workspace: Workspace = DEFAULT,
    everything: Annotated[bool, typer.Option("--all", help="Push unchanged graphs, too.")] = False,
    timeout: Timeout = SILENCE,
) -> None:
    """Push what changed of the graph to an endpoint."""
    from kg.commands.push import push as run

    raise typer.Exit(run(endpoint, workspace, timeout, everything=everything))


@app.command(epilog="Example: kg pull https://example.org/store -w copy")
def pull(endpoint: Address, workspace: Workspace = DEFAULT, timeout: Timeout = SILENCE) -> None:
    """Copy a graph that was pushed into a workspace of its own."""
    from kg.commands.pull import pull as run

    raise typer.Exit(run(endpoint, workspace, timeout))


Drawn = Annotated[Path, typer.Option("-o", "--output", help="File to draw: .svg, .png or .html.")]
RollUp = Annotated[bool, typer.Option("--roll-up", help="Show states for who acts for them.")]
EVENT_HELP = "Words of the event's label, its id or its IRI."


@pictures.command(epilog="Example: kg draw blame -o blame.html --roll-up --min-confidence 0.7")
def blame(
    output: Drawn,
    workspace: Workspace = DEFAULT,
    roll_up: RollUp = False,
    least: MinConfidence = None,
) -> None:
    """Draw who blames whom."""
    from kg.commands.draw import blame as run

    raise typer.Exit(run(output, workspace, roll_up=roll_up, least=least))


@pictures.command(epilog="Example: kg draw claims --event 'Deir ez-Zor' -o claims.html")
def claims(
    output: Drawn,
    event: Annotated[str, typer.Option("--event", help=EVENT_HELP)],
    workspace: Workspace = DEFAULT,
    roll_up: RollUp = False,
    least: MinConfidence = None,
) -> None:
    """Draw the claims around one event, and the links between them."""
    from kg.commands.draw import claims as run

    raise typer.Exit(run(output, workspace, event, roll_up=roll_up, least=least))


@pictures.command(epilog="Example: kg draw timeline --event Aleppo --actor Russia -o when.html")
def timeline(
    output: Drawn,
    event: Annotated[str | None, typer.Option("--event", help=EVENT_HELP)] = None,
    actor: Annotated[
        str | None, typer.Option("--actor", help="Name, id or IRI of who speaks, is blamed or is cleared.")
    ] = None,
    workspace: Workspace = DEFAULT,
    roll_up: RollUp = False,
    least: MinConfidence = None,
) -> None:
    """Draw who said what when, and what each denial denies."""
    from kg.commands.draw import timeline as run

    raise typer.Exit(run(output, workspace, (event, actor), roll_up=roll_up, least=least))


@app.command(epilog="Example: kg explain claim/3f5a0c")
def explain(
    claim: Annotated[str, typer.Argument(help="IRI or id of a claim, or the beginning of either.")],
    workspace: Workspace = DEFAULT,
) -> None:
    """Show a claim in its sentence, and what found it."""
    from kg.commands.explain import explain as run

    raise typer.Exit(run(claim, workspace))


By = Annotated[
    str | None,
    typer.Option("--by", envvar="KG_AUTHOR", help="Who judges; else the name of the login.", metavar="NAME"),
]
Note = Annotated[str, typer.Option("--note", help="A remark, kept with it.", metavar="TEXT")]
One = Annotated[
    str, typer.Argument(metavar="A", help="Actor, place or event: IRI, id, beginning of one, or name.")
]
Other = Annotated[str, typer.Argument(metavar="B", help="Another of its kind.")]
ALink = Annotated[str, typer.Argument(metavar="LINK", help="IRI or id of a link, or the beginning of one.")]


@judgements.command(epilog="Example: kg judge same event/3f5a0c event/9c1b22 --note 'both tell of the depot'")
def same(a: One, b: Other, workspace: Workspace = DEFAULT, by: By = None, note: Note = "") -> None:
    """Judge that two actors, places or events are one."""
    from kg.commands.judge import Judge, pair

    raise typer.Exit(pair("same", a, b, Judge(workspace, by, note)))


@judgements.command(epilog="Example: kg judge different 'Syrian Coalition' 'US-led coalition' --by Ana")
def different(a: One, b: Other, workspace: Workspace = DEFAULT, by: By = None, note: Note = "") -> None:
    """Judge that two actors, places or events are not one."""
    from kg.commands.judge import Judge, pair

    raise typer.Exit(pair("different", a, b, Judge(workspace, by, note)))


@judgements.command(epilog="Example: kg judge right link/5d0e71")
def right(link: ALink, workspace: Workspace = DEFAULT, by: By = None, note: Note = "") -> None:
    """Judge that a link holds."""
    from kg.commands.judge import Judge
    from kg.commands.judge import link as run

    raise typer.Exit(run("right", link, Judge(workspace, by, note)))


@judgements.command(epilog="Example: kg judge wrong link/5d0e71 --note 'another raid'")
def wrong(link: ALink, workspace: Workspace = DEFAULT, by: By = None, note: Note = "") -> None:
    """Judge that a link does not hold."""
    from kg.commands.judge import Judge
    from kg.commands.judge import link as run

    raise typer.Exit(run("wrong", link, Judge(workspace, by, note)))


@judgements.command(epilog="Example: kg judge undo judgement/7e21ab")
def undo(
    judgement: Annotated[str | None, typer.Argument(metavar="[ID]", help="None: your last one.")] = None,
    workspace: Workspace = DEFAULT,
    by: By = None,
    note: Note = "",
) -> None:
    """Take a judgement back."""
    from kg.commands.judge import Judge
    from kg.commands.judge import undo as run

    raise typer.Exit(run(judgement, Judge(workspace, by, note)))


@judgements.command("list", epilog="Example: kg judge list --unsure --limit 50 -f csv -o unsure.csv")
def list_(
    workspace: Workspace = DEFAULT,
    unsure: Annotated[bool, typer.Option("--unsure", help="What nobody judged, least sure first.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="How many; 20 of --unsure.")] = None,
    form: Annotated[AnswerForm, typer.Option("-f", "--format", help="How to write it.")] = AnswerForm.TABLE,
    output: Output = None,
) -> None:
    """List judgements; with --unsure, what is worth judging."""
    from kg.commands.judged import SHOWN, list_judged, list_unsure

    if unsure:
        raise typer.Exit(list_unsure(workspace, form.value, output, limit or SHOWN))
    raise typer.Exit(list_judged(workspace, form.value, output, limit))


def main() -> None:
    """Run the command; every failure is one line on standard error."""
    console.listen()
    sys.stdout = sys.stdout or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")  # closed, as by `>&-`
    try:
        code = _run()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough, as `head` has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)


def _run() -> int:
    try:
        app(prog_name="kg")
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # click makes it a failure
            raise end.__context__ from None
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except KgError as error:
        console.warn(error)
        console.trace(error)
        return error.exit_code
    except BrokenPipeError:
        raise
    except OSError as error:
        where, cause = str(error.filename or "output"), f"cannot be used: {error.strerror or error}"
        console.warn(KgError(where, cause, "free some space, or choose another place"))
        console.trace(error)
        return 1
    except Exception as error:  # noqa: BLE001 (nobody is shown a traceback who did not ask for one)
        console.warn(f"{type(error).__name__}: {error}; run it again with --verbose and report what you see")
        console.trace(error)
        return 1
    return 0
