"""What the command line prints for people: answers with their sentences, reports, the state of a store."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from graph.health import Health
from graph.reading import Reading
from newsgraph.answers import Answer, Answers
from newsgraph.report import IngestReport


def print_answers(console: Console, answers: Answers) -> None:
    """Print the question, how it was read, and each answer."""
    console.print(Text(answers.reading.question, style="bold"))
    console.print(Text(f"read as: {reading_words(answers.reading)}", style="dim"))
    if not answers.answers and not answers.reading.unread:
        console.print("\nNobody, as far as the articles in this store tell.")
    elif answers.reading.is_widened:
        console.print("\nNothing of the kind is known of the speaker. What they said that comes nearest:")
    for number, answer in enumerate(answers.answers, 1):
        console.print()
        print_answer(console, answer, number=number)
    if answers.total > len(answers.answers):
        console.print(Text(f"\n{answers.total - len(answers.answers)} more: ask with --first", style="dim"))


def reading_words(reading: Reading) -> str:
    """Give how a question was read, in words."""
    parts = []
    if reading.unread:
        parts.append("not understood: " + "; ".join(reading.unread))
    acts = " or ".join(reading.acts) or ("any statement" if not reading.unread else "")
    if acts:
        parts.append(f"not {acts}" if reading.negated else acts)
    named = {"about": reading.about, "by": reading.speaker, "to": reading.addressee, "in": reading.place}
    parts += [f"{word} “{terms.words}”" for word, terms in named.items() if terms]
    if reading.time_from or reading.time_to:
        parts.append(f"from {reading.time_from or '…'} to {reading.time_to or '…'}")
    return ", ".join(parts)


def print_answer(console: Console, answer: Answer, *, number: int) -> None:
    """Print one answer: who, in which capacity, by which act, in which words, where they stand."""
    who = Text(f"{number}. ")
    who.append(answer.speaker or "somebody unnamed", style="bold")
    if answer.capacities:
        who.append(f" ({'; '.join(answer.capacities)})")
    who.append(f"  {answer.act}", style="cyan")
    console.print(who)
    console.print(Padding(quoted(answer), (0, 0, 0, 3)))
    for topic in answer.about:
        console.print(Text(f"   {topic.role}: {topic.name} ({topic.kind}, {topic.stance})"))
    place = f"   {answer.article} [{answer.start}, {answer.end})"
    rest = " · ".join(part for part in (answer.title, answer.source, answer.url) if part)
    console.print(Text(f"{place}  {rest}".rstrip(), style="dim"), soft_wrap=True)


def quoted(answer: Answer) -> Text:
    """Give the sentence with the speaker's words set off in it."""
    sentence = " ".join(answer.sentence.split())
    content = " ".join(answer.content.split())
    text = Text(sentence)
    at = sentence.find(content)
    if at >= 0:
        text.stylize("bold yellow", at, at + len(content))
        return text
    return Text(f"“{content}”  ", style="bold yellow") + Text(sentence)


def print_report(console: Console, report: IngestReport) -> None:
    """Print what an ingest did, in two lines, and each refusal."""
    for refusal in report.refusals:
        console.print(Text(f"refused  {refusal}", style="red"))
    documents = (
        f"{report.new} new, {report.changed} changed, {report.unchanged} unchanged, {len(report.refusals)} refused"
    )
    rate = f"{report.documents / report.seconds:.1f} documents/s" if report.seconds else ""
    console.print(f"{documents}  ({report.seconds:.1f} s, {rate})")
    console.print(
        Text(
            f"nodes +{report.nodes_created} -{report.nodes_deleted}, "
            f"relationships +{report.relationships_created} -{report.relationships_deleted}",
            style="dim",
        )
    )


def print_health(console: Console, health: Health) -> None:
    """Print the state of a store: where it is, its indexes, its counts against the manifest, every problem."""
    console.print(f"{health.engine} {health.version} at {health.address}", soft_wrap=True)
    console.print(f"indexes and constraints: {len(health.indexes)} ready, {len(health.missing_indexes)} missing")
    console.print(Text("  " + ", ".join(health.indexes), style="dim"))
    table = Table("", "in the store", "manifest", box=None)
    for name, count in sorted((health.counts or {}).items()):
        table.add_row(name, str(count), str((health.manifest or {}).get(name, 0)))
    console.print(table)
    for problem in health.problems:
        console.print(Text(f"problem: {problem}", style="red"), soft_wrap=True)
    if not health.problems:
        console.print("nothing wrong")
