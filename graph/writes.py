"""Documents into the graph: with `graph.deletes` the only Cypher that writes facts. One transaction a document.

An article's own nouns (its mentions, events, statements) are written with it and go with it. Actors, roles and places
may be shared: each article's part of them is on its ``APPEARS_IN`` edge (see `graph.facts`), and they go with the last.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from neo4j import Transaction

from graph.deletes import JOIN_ORGANIZATIONS, TOGETHER, remove_article
from graph.errors import DocumentError
from graph.facts import merged, properties, stored_facts
from graph.labels import ACTOR, PLACE, ROLE, Label
from graph.model import Extraction
from graph.record_checks import check_extraction
from graph.record_edges import edge_rows
from graph.records import (
    Row,
    actor_facts,
    article_row,
    event_mention_rows,
    event_rows,
    mention_rows,
    place_facts,
    role_facts,
    role_id,
    run_row,
    source_row,
    statement_rows,
)
from graph.tally import Outcome, Tally
from graph.visibility import Visibility

_STORED = """\
MATCH (a:Article {id: $id})
RETURN a.digest AS digest, a.revision AS revision, a.read_by AS read_by, a.source AS source, a.labels AS labels"""
_READ_BY = "MATCH (a:Article {id: $id}) SET a.read_by = $run"
_ARTICLE = "CREATE (a:Article) SET a = $row"
# Of two spellings of an outlet's name the smaller stays, whichever came first.
_SOURCE = """\
MERGE (s:Source {id: $row.id})
SET s.sort_key = $row.sort_key, s.name = CASE WHEN s.name < $row.name THEN s.name ELSE $row.name END"""
_RUN = "MERGE (r:Run {id: $row.id}) ON CREATE SET r += $row"
_OWN = "UNWIND $rows AS row CREATE (n:{label}) SET n = row"
_OWN_OF_RUN = """\
MATCH (r:Run {{id: $run}})
UNWIND $rows AS row CREATE (n:{label}) SET n = row CREATE (n)-[:GENERATED_BY]->(r)"""
_ARTICLE_OF_RUN = "MATCH (a:Article {id: $id}) MATCH (r:Run {id: $run}) CREATE (a)-[:GENERATED_BY]->(r)"
# The SET takes the node's lock on Neo4j, so what is returned is what no other writer is about to change.
_SHARED = "UNWIND $ids AS id MERGE (n:{label} {{id: id}}) SET n.id = id RETURN n {{.id, .sort_key, {facts}}} AS stored"
_APPEARS = """\
MATCH (a:Article {{id: $article}})
UNWIND $rows AS row
MATCH (n:{label} {{id: row.id}})
CREATE (n)-[r:APPEARS_IN]->(a) SET r += row.facts"""
# A relationship is merged from the role: the engines walk the edges of the start node, and an actor has many.
_HOLDS = """\
UNWIND $rows AS row
MATCH (role:Role {id: row.role})
MATCH (actor:Actor {id: row.actor})
MERGE (role)<-[r:HOLDS]-(actor) SET r.articles = coalesce(r.articles, []) + [$article]"""
_EDGES = """\
UNWIND $rows AS row
MATCH (s:{start} {{id: row.start}})
MATCH (e:{end} {{id: row.end}})
CREATE (s)-[r:{type}]->(e) SET r += row.props"""


def write_extraction(transaction: Transaction, extraction: Extraction, visibility: Visibility | None = None) -> Outcome:
    """Write a resolved extraction; the same one again changes nothing, a corrected one replaces its article's part.

    Raises `DocumentError` for an extraction that is not whole, and where who writes may not see the article, or the
    one that it would replace.
    """
    check_extraction(extraction)
    row = article_row(extraction)
    tally = Tally(transaction)
    stored = tally.run(_STORED, id=row["id"])
    if visibility is not None:
        _check_seen(visibility, row["id"], (row, *stored))
    if stored and stored[0]["digest"] == row["digest"]:
        if stored[0]["read_by"] != row["read_by"]:
            tally.run(_READ_BY, id=row["id"], run=row["read_by"])
        return tally.outcome(row["id"], "unchanged")
    if stored:
        remove_article(tally, row["id"])
    row |= {"revision": stored[0]["revision"] + 1 if stored else 1, "fetched": int(time.time())}
    _create(tally, extraction, row)
    tally.write_manifest()
    return tally.outcome(row["id"], "changed" if stored else "new")


def _check_seen(visibility: Visibility, article: str, rows: Sequence[Row]) -> None:
    # One reason for both, which tells nobody what the article that is there says.
    if not all(visibility.shows(row["source"], row["labels"] or ()) for row in rows):
        reason = "its source and labels, or those of the article that has its id, are none that you may see"
        raise DocumentError(article, reason)


def _create(tally: Tally, extraction: Extraction, article: Row) -> None:
    tally.run(_ARTICLE, label="Article", row=article)
    source, run = source_row(extraction.document), run_row(extraction)
    if source:
        tally.run(_SOURCE, label="Source", row=source)
    if run:
        tally.run(_RUN, label="Run", row=run)
        tally.run(_ARTICLE_OF_RUN, id=article["id"], run=run["id"])
    own = {
        "Mention": mention_rows(extraction),
        "Event": event_rows(extraction),
        "EventMention": event_mention_rows(extraction),
        "Statement": statement_rows(extraction),
    }
    for label, rows in own.items():
        if rows:
            text = (_OWN_OF_RUN if run else _OWN).format(label=label)
            tally.run(text, label=label, rows=list(rows.values()), run=run["id"] if run else None)
    roles = role_facts(extraction)
    _share(tally, ACTOR, actor_facts(extraction), article["id"])
    _share(tally, PLACE, place_facts(extraction), article["id"])
    _share(tally, ROLE, roles, article["id"])
    _hold(tally, extraction, roles, article["id"])
    for (type, start, end), edges in edge_rows(extraction).items():
        tally.run(_EDGES.format(type=type, start=start, end=end), rows=edges)


def _share(tally: Tally, label: Label, facts: Mapping[str, Row], article: str) -> None:
    """Put what this article says of shared nouns together with what they are known by already."""
    if not facts:
        return
    # In one order, so that two writers of the same nouns wait for each other and not in a circle.
    ids = sorted(facts)
    names = ", ".join(f".{name}" for name in stored_facts(label.name))
    known = tally.run(_SHARED.format(label=label.name, facts=names), label=label.name, ids=ids)
    rows = []
    for record in known:
        stored = record["stored"]
        props = properties(label, stored["id"], merged((stored, facts[stored["id"]])))
        if any(stored.get(name) != value for name, value in props.items() if name != "search_text"):
            rows.append({"id": stored["id"], "props": props})
    if rows:
        tally.run(TOGETHER.format(label=label.name), rows=rows)
    appearing = [{"id": id, "facts": facts[id]} for id in ids]
    tally.run(_APPEARS.format(label=label.name), article=article, rows=appearing)


def _hold(tally: Tally, extraction: Extraction, roles: Mapping[str, Row], article: str) -> None:
    held = {(actor.id, role_id(actor.id, role)) for actor in extraction.actors for role in actor.roles}
    if held:
        rows = [{"actor": actor, "role": role} for actor, role in sorted(held)]
        tally.run(_HOLDS, rows=rows, article=article)
    within = [{"role": id, "actor": facts["organization"]} for id, facts in roles.items() if facts.get("organization")]
    if within:
        tally.run(JOIN_ORGANIZATIONS, rows=within)
