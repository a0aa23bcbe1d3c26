// {"p0": "g1:drills", "p1": 20, "p2": ["positive", "neutral", "negative"]}
MATCH (e:Event) WHERE e.id = $p0
UNWIND $p2 AS stance
CALL (e, stance) { MATCH (e)<-[r:ABOUT]-(s:Statement) WHERE r.stance = stance OPTIONAL MATCH (s)-[:SAID_BY]->(a:Actor) RETURN count(DISTINCT s) AS total, count(DISTINCT a) AS speakers }
CALL (e, stance) {
  MATCH (e)<-[r:ABOUT]-(s:Statement) WHERE r.stance = stance
  OPTIONAL MATCH (s)-[:SAID_BY]->(a:Actor)
  WITH a, s ORDER BY s.sort_key
  WITH a, count(s) AS count, collect(s) AS all
  ORDER BY count DESC, a IS NOT NULL DESC, a.sort_key LIMIT $p1
  RETURN a, count, all[..$p1] AS kept
}
RETURN stance, total, speakers, a {.name} AS speaker, count,
  COLLECT { UNWIND kept AS one WITH one ORDER BY one.sort_key RETURN one {.text} AS entry } AS said
ORDER BY stance, count DESC, a IS NOT NULL DESC, a.sort_key
