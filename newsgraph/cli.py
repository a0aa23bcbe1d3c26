"""The command line: ingest, extract, ask, serve, demo, doctor, key, schema."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import orjson
import typer
import uvicorn
from rich.console import Console
from rich.markup import escape

from api.access import hash_of, is_scope, new_key
from api.schema import print_schema
from graph.errors import DocumentError, GraphError, InputError, SettingsError
from graph.model import Extraction
from ingest.workers import default_count
from newsgraph.answers import answers_json
from newsgraph.app import create_app
from newsgraph.client import Graph, Language, all_documents, version
from newsgraph.client import open as open_graph
from newsgraph.console import print_answers, print_health, print_report
from newsgraph.demo import run_demo
from newsgraph.extractions import write_extractions
from newsgraph.logs import configure_logs
from newsgraph.options import ExtractOutput, File, Output, Paths, Store, WorkerCount
from newsgraph.output import check_apart, open_output, write_all, write_json
from newsgraph.progress import count_documents, progress_of
from newsgraph.server import server_config, take_turns
from newsgraph.settings import Settings, load_settings

app = typer.Typer(
    help="Reads news and keeps who said what about which event.",
    epilog="Settings: NEWSGRAPH_… variables or newsgraph.toml. Start with: newsgraph demo",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)


def main() -> None:
    """Run the command line. Exit status: 1 some documents refused, 2 bad input, 3 the store failed."""
    try:
        app()
    except GraphError as error:
        errors().print(f"[red]error:[/red] {escape(str(error))}", soft_wrap=True)
        sys.exit(2 if isinstance(error, InputError) else 3)


def errors() -> Console:
    """Give the console for messages: standard error, so that standard output holds results alone."""
    return Console(stderr=True, highlight=False)


def _print_version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(version())
        raise typer.Exit


@app.callback()
def start(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Reads news and keeps who said what about which event."""
    configure_logs(load_settings())


@app.command()
def ingest(paths: Paths, store: Store = None, workers: WorkerCount = None, output: Output = "text") -> None:
    """Read articles into the graph; reading the same ones again changes nothing.

    Examples: `newsgraph ingest articles/ more.jsonl` · `cat feed.jsonl | newsgraph ingest - --format json`
    """
    settings = _reading_settings(store=store, workers=workers)
    with open_graph(**settings.model_dump()) as graph, progress_of(count_documents(paths)) as advance:
        report = graph.ingest(paths, progress=lambda _: advance())
    if output == "text":
        print_report(Console(highlight=False), report)
    else:
        write_json(report.to_json(), is_indented=output == "json")
    if report.refusals:
        raise typer.Exit(1)


def _reading_settings(**keywords: str | int | None) -> Settings:
    """Give the settings with a worker for each processor, unless the user has said how many."""
    settings = load_settings(**keywords)
    is_told = "workers" in settings.model_fields_set
    return settings if is_told else settings.model_copy(update={"workers": default_count()})


@app.command()
def extract(paths: Paths, workers: WorkerCount = None, output: ExtractOutput = "jsonl", file: File = None) -> None:
    """Show what would be read from articles, without any store: as JSON, as a page, or as text.

    `html` is one page that stands by itself: the articles with their statements, cues, speakers and events marked,
    each statement with its act, what it is about, and how sure that is. `text` shows the same in the terminal.

    Examples: `newsgraph extract article.txt` · `newsgraph extract articles.jsonl > read.jsonl` ·
    `newsgraph extract --format html articles/ -o page.html` · `newsgraph extract --format text article.txt | less`
    """
    check_apart(file, paths)
    refusals: list[DocumentError] = []
    # A bar would stand between the lines where results go to the same terminal.
    is_apart = file is not None or not sys.stdout.isatty()
    with progress_of(count_documents(paths), is_shown=is_apart) as advance, open_output(file) as stream:
        write_extractions(stream, _extracted(paths, workers, refusals, advance), form=output)
    for refusal in refusals:
        errors().print(f"[red]refused[/red] {escape(str(refusal))}", soft_wrap=True)
    if refusals:
        errors().print(f"{len(refusals)} documents refused")
        raise typer.Exit(1)


def _extracted(
    paths: list[str], count: int | None, refusals: list[DocumentError], advance: Callable[[], None]
) -> Iterator[Extraction | DocumentError]:
    with Language(_reading_settings(workers=count)).workers() as workers:
        for read in workers.extract(all_documents(paths)):
            advance()
            if isinstance(read, DocumentError):
                refusals.append(read)
            yield read


@app.command()
def ask(
    questions: Annotated[list[str] | None, typer.Argument(help="Questions, each in quotes.")] = None,
    file: Annotated[
        Path | None, typer.Option("--questions", exists=True, dir_okay=False, help='JSONL of {"id", "question"}.')
    ] = None,
    store: Store = None,
    first: Annotated[int, typer.Option(min=1, max=1000, help="At most so many answers to each.")] = 20,
    output: Output = "text",
) -> None:
    """Ask who said what about which event.

    Examples: `newsgraph ask "Who expressed concern about the drills?"` · `newsgraph ask "What did Zelensky say?"`
    """
    asked = [*((None, question) for question in questions or ()), *(_questions(file) if file else ())]
    if not asked:
        raise SettingsError('no question: give one in quotes, as newsgraph ask "Who condemned the attack?"')
    with open_graph(store) as graph:
        if output == "text":
            _print_answers(graph, [question for _, question in asked], first)
        else:
            answers = (answers_json(graph.ask(question, first=first), id=id) for id, question in asked)
            write_all(answers, is_array=output == "json")


def _print_answers(graph: Graph, questions: list[str], first: int) -> None:
    console = Console(highlight=False)
    for number, question in enumerate(questions):
        if number:
            console.print()
        print_answers(console, graph.ask(question, first=first))


def _questions(file: Path) -> Iterator[tuple[str | None, str]]:
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            asked = orjson.loads(line)
            yield None if asked.get("id") is None else str(asked["id"]), str(asked["question"])
        except (orjson.JSONDecodeError, KeyError, AttributeError) as error:
            raise SettingsError(f'{file}:{number}: each line is a JSON object with "question" and "id"') from error


@app.command()
def serve(
    store: Store = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on; otherwise 127.0.0.1.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port; otherwise 8000; 0 takes a free one.")
    ] = None,
    profile: Annotated[
        Literal["development", "production"] | None, typer.Option(help="production tells strangers nothing.")
    ] = None,
    rules: Annotated[
        Path | None, typer.Option(dir_okay=False, help="A file of row rules: who sees which articles.")
    ] = None,
) -> None:
    """Serve GraphQL over HTTP, with GraphiQL in the browser at /graphql.

    Examples: `newsgraph serve` · `newsgraph serve --store bolt://127.0.0.1:7687 --profile production`
    """
    settings = load_settings(store=store, host=host, port=port, profile=profile, rules=rules)
    with open_graph(**settings.model_dump()) as graph:
        graph.language.pipeline()
        config = server_config(create_app(graph), settings)
        # What is loaded now stays: to look it all through for garbage would stop all requests for a while each time.
        gc.collect()
        gc.freeze()
        take_turns(settings)
        listening = config.bind_socket()  # The port is known only now if it was 0.
        address, taken = listening.getsockname()[:2]
        shown = "GraphQL and GraphiQL" if settings.profile == "development" else "GraphQL"
        errors().print(f"{shown} at http://{address}:{taken}/graphql  (Ctrl-C stops)", soft_wrap=True)
        uvicorn.Server(config).run(sockets=[listening])


@app.command()
def demo(
    question: Annotated[str | None, typer.Argument(help="A question of your own about the demo's articles.")] = None,
    store: Store = None,
) -> None:
    """Read the articles that come with newsgraph, and answer a question about them.

    Examples: `newsgraph demo` · `newsgraph demo "Who condemned the attack?"`
    """
    if run_demo(Console(highlight=False), question=question, store=store).refusals:
        raise typer.Exit(1)


@app.command()
def doctor(store: Store = None, output: Output = "text") -> None:
    """Check the store: address, version, schema, counts against the manifest, the files themselves.

    Examples: `newsgraph doctor` · `newsgraph doctor --store bolt://127.0.0.1:7687 --format json`
    """
    with open_graph(store) as graph:
        health = graph.store.check()
    if output == "text":
        print_health(Console(highlight=False), health)
    else:
        write_json(health.to_json(), is_indented=output == "json")
    if health.problems:
        raise typer.Exit(3)


@app.command()
def key(
    name: Annotated[str, typer.Argument(help="Whose key it is; the log names it.")],
    scope: Annotated[
        str, typer.Option(help="read, write or admin, the most that it allows; read:… what row rules show.")
    ] = "read",
    expires: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day on which it is good.")
    ] = None,
) -> None:
    """Make an API key: itself on standard error, once, and what the server keeps of it on standard output.

    Example: `newsgraph key newsroom --scope read >> keys.toml`
    """
    if not is_scope(scope):
        raise SettingsError(f"scope is {scope!r}: give read, write or admin, and read:… for what row rules show")
    made = new_key()
    errors().print(f"The key, which nobody can tell again: {made}", soft_wrap=True)
    until = f"expires = {expires:%Y-%m-%d}\n" if expires else ""
    typer.echo(f'[[keys]]\nname = {orjson.dumps(name).decode()}\nhash = "{hash_of(made)}"\nscope = "{scope}"\n{until}')


@app.command()
def schema() -> None:
    """Print the GraphQL schema in SDL.

    Example: `newsgraph schema > schema.graphql`
    """
    typer.echo(print_schema())
