"""Articles out of the graph, with what they alone supported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from neo4j import Transaction

from graph.facts import merged, properties, stored_facts
from graph.labels import ACTOR, PLACE, ROLE, Label
from graph.records import Row
from graph.tally import Outcome, Tally
from graph.visibility import Visibility

_STORED = "MATCH (a:Article {id: $article}) RETURN a.source AS source, a.labels AS labels"
_OWN = ("Mention", "EventMention", "Statement")
_SHARED = (ACTOR, ROLE, PLACE)

_TOUCHED = "MATCH (a:Article {{id: $article}})<-[:APPEARS_IN]-(n:{label}) RETURN n.id AS id"
_PUBLISHED = "MATCH (a:Article {id: $article})<-[:PUBLISHED]-(n:Source) RETURN n.id AS id"
_GENERATED = "MATCH (a:Article {id: $article})-[:GENERATED_BY]->(n:Run) RETURN n.id AS id"
_DELETE_OWN = "MATCH (n:{label}) WHERE n.article = $article DETACH DELETE n"
# An event goes with the last of its mentions, which later may stand in several articles.
_DELETE_EVENTS = """\
MATCH (n:Event) WHERE n.article = $article AND NOT EXISTS { MATCH (n)<-[:REALISES]-() }
DETACH DELETE n"""
_DELETE_ARTICLE = "MATCH (n:Article {id: $article}) DETACH DELETE n"
_DELETE_UNSUPPORTED = """\
UNWIND $ids AS id
MATCH (n:{label} {{id: id}}) WHERE NOT EXISTS {{ MATCH {support} }}
DETACH DELETE n"""
_NO_LONGER_HELD_IN = """\
UNWIND $ids AS id
MATCH (role:Role {id: id})<-[r:HOLDS]-(:Actor)
SET r.articles = [other IN r.articles WHERE other <> $article]"""
_SAID = """\
UNWIND $ids AS id
MATCH (n:{label} {{id: id}})-[r:APPEARS_IN]->(:Article)
RETURN n.id AS id, r {{{facts}}} AS said"""
TOGETHER = "UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) SET n += row.props"
_LEAVE_ORGANIZATIONS = """\
UNWIND $rows AS row
MATCH (role:Role {id: row.role})-[r:OF]->(actor:Actor) WHERE NOT actor.id IN row.actors
DELETE r"""
JOIN_ORGANIZATIONS = """\
UNWIND $rows AS row
MATCH (role:Role {id: row.role})
MATCH (actor:Actor {id: row.actor})
MERGE (role)-[:OF]->(actor)"""


def delete_article(transaction: Transaction, article: str, visibility: Visibility | None = None) -> Outcome:
    """Delete an article and what it alone supported; one that is not there, or not to be seen, changes nothing."""
    tally = Tally(transaction)
    stored = tally.run(_STORED, article=article)
    if not stored or not (visibility is None or visibility.shows(stored[0]["source"], stored[0]["labels"] or ())):
        return tally.outcome(article, "unchanged")
    remove_article(tally, article)
    tally.write_manifest()
    return tally.outcome(article, "changed")


def remove_article(tally: Tally, article: str) -> None:
    """Remove an article; shared nouns that other articles still support say what those say."""
    touched = {label.name: _ids(tally, _TOUCHED.format(label=label.name), article) for label in _SHARED}
    sources, runs = _ids(tally, _PUBLISHED, article), _ids(tally, _GENERATED, article)
    for name in _OWN:
        tally.run(_DELETE_OWN.format(label=name), label=name, article=article)
    tally.run(_DELETE_EVENTS, label="Event", article=article)
    tally.run(_DELETE_ARTICLE, label="Article", article=article)
    tally.run(_NO_LONGER_HELD_IN, ids=touched["Role"], article=article)
    for label in _SHARED:
        _delete_unsupported(tally, label.name, touched[label.name], "(n)-[:APPEARS_IN]->()")
    for label in _SHARED:
        _say_again(tally, label, touched[label.name])
    _delete_unsupported(tally, "Source", sources, "(n)-[:PUBLISHED]->()")
    _delete_unsupported(tally, "Run", runs, "(n)<-[:GENERATED_BY]-()")


def _ids(tally: Tally, text: str, article: str) -> list[str]:
    return sorted(record["id"] for record in tally.run(text, article=article))


def _delete_unsupported(tally: Tally, label: str, ids: list[str], support: str) -> None:
    if ids:
        tally.run(_DELETE_UNSUPPORTED.format(label=label, support=support), label=label, ids=ids)


def _say_again(tally: Tally, label: Label, ids: list[str]) -> None:
    """Put shared nouns together anew from what the remaining articles say."""
    names = [*stored_facts(label.name), *(["organization"] if label is ROLE else [])]
    facts = ", ".join(f".{name}" for name in names)
    said: dict[str, list[Row]] = defaultdict(list)
    for record in tally.run(_SAID.format(label=label.name, facts=facts), ids=ids) if ids else ():
        said[record["id"]].append(record["said"])
    if not said:
        return
    rows = [{"id": id, "props": properties(label, id, merged(each))} for id, each in sorted(said.items())]
    tally.run(TOGETHER.format(label=label.name), rows=rows)
    if label is ROLE:
        _say_organizations(tally, said)


def _say_organizations(tally: Tally, said: Mapping[str, list[Row]]) -> None:
    actors = {
        id: sorted({each["organization"] for each in facts if each["organization"]}) for id, facts in said.items()
    }
    tally.run(_LEAVE_ORGANIZATIONS, rows=[{"role": id, "actors": of} for id, of in sorted(actors.items())])
    joined = [{"role": id, "actor": actor} for id, of in sorted(actors.items()) for actor in of]
    tally.run(JOIN_ORGANIZATIONS, rows=joined)
