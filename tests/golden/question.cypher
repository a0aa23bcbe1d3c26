// {"p0": "+(\"the\") +(\"drills\")", "p1": ["EXPRESS_CONCERN"], "p2": false, "p3": 21, "p4": 100, "p5": 10}
CALL () {
  CALL db.index.fulltext.queryNodes('event_text', $p0) YIELD node AS n1 MATCH (n1)<-[r1:ABOUT]-(n:Statement) WITH DISTINCT n WHERE (n.act IN $p1 AND n.negated = $p2) RETURN n
  UNION
  CALL db.index.fulltext.queryNodes('actor_text', $p0) YIELD node AS n2 MATCH (n2)<-[r2:ABOUT]-(n:Statement) WITH DISTINCT n WHERE (n.act IN $p1 AND n.negated = $p2) RETURN n
  UNION
  CALL db.index.fulltext.queryNodes('place_text', $p0) YIELD node AS n3 MATCH (n3)<-[r3:ABOUT]-(n:Statement) WITH DISTINCT n WHERE (n.act IN $p1 AND n.negated = $p2) RETURN n
  UNION
  CALL db.index.fulltext.queryNodes('statement_text', $p0) YIELD node AS n WITH DISTINCT n WHERE (n.act IN $p1 AND n.negated = $p2) RETURN n
}
WITH count(n) AS total
RETURN NULL AS page, total
UNION ALL
CALL () { CALL db.index.fulltext.queryNodes('event_text', $p0) YIELD node RETURN collect(node) AS m0 }
CALL () { CALL db.index.fulltext.queryNodes('actor_text', $p0) YIELD node RETURN collect(node) AS m1 }
CALL () { CALL db.index.fulltext.queryNodes('place_text', $p0) YIELD node RETURN collect(node) AS m2 }
CALL () {
  CALL db.index.fulltext.queryNodes('event_text', $p0) YIELD node AS n1 MATCH (n1)<-[r1:ABOUT]-(n:Statement) WITH DISTINCT n WHERE (n.act IN $p1 AND n.negated = $p2) RETURN n
  UNION
  CALL db.index.fulltext.queryNodes('actor_text', $p0) YIELD node AS n2 MATCH (n2)<-[r2:ABOUT]-(n:Statement) WITH DISTINCT n WHERE (n.act IN $p1 AND n.negated = $p2) RETURN n
  UNION
  CALL db.index.fulltext.queryNodes('place_text', $p0) YIELD node AS n3 MATCH (n3)<-[r3:ABOUT]-(n:Statement) WITH DISTINCT n WHERE (n.act IN $p1 AND n.negated = $p2) RETURN n
  UNION
  CALL db.index.fulltext.queryNodes('statement_text', $p0) YIELD node AS n WITH DISTINCT n WHERE (n.act IN $p1 AND n.negated = $p2) RETURN n
}
WITH n, coalesce((EXISTS { MATCH (n)-[r4:ABOUT]->(n4) WHERE (n4:Event AND n4 IN m0) } OR EXISTS { MATCH (n)-[r5:ABOUT]->(n5) WHERE (n5:Actor AND n5 IN m1) } OR EXISTS { MATCH (n)-[r6:ABOUT]->(n6) WHERE (n6:Place AND n6 IN m2) }), false) AS k0
WITH n, k0 ORDER BY k0 DESC, n.confidence IS NOT NULL DESC, n.confidence DESC, n.sort_key LIMIT $p3
RETURN collect([n {.id, .text, speaker: head([(n)-[r7:SAID_BY]->(n7:Actor) | r7 {.via, actor: n7 {.id, .name}}]), about: COLLECT { MATCH (n)-[r8:ABOUT]->(n8) WHERE (n8:Event OR n8:Actor) WITH r8, n8 ORDER BY n8.sort_key LIMIT $p4 RETURN r8 {.role, event: CASE WHEN n8:Event THEN n8 {.name, actors: COLLECT { MATCH (n8)<-[r9:ACTOR_IN]-(n9:Actor) WITH r9, n9 ORDER BY r9.ord, n9.sort_key LIMIT $p5 RETURN n9 {.id, .name} AS entry }} END, actor: CASE WHEN n8:Actor THEN n8 {.id, .name} END} AS entry }}, [k0, n.confidence, n.sort_key]]) AS page, NULL AS total
