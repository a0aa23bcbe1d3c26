// {"p0": "+(\"drills\")", "p1": 3, "p2": 20}
CALL () {
  CALL db.index.fulltext.queryNodes('event_text', $p0) YIELD node AS n RETURN n
}
MATCH (n)<-[r:ABOUT]-(s:Statement)
OPTIONAL MATCH (s)-[:SAID_BY]->(a:Actor)
WITH DISTINCT r.stance AS stance, a, s
WITH stance, a, count(s) AS count, collect(s) AS theirs
ORDER BY count DESC, a IS NOT NULL DESC, a.sort_key
WITH stance, sum(count) AS total, count(a) AS speakers, collect([a, count, theirs])[..$p1] AS kept
UNWIND kept AS one
WITH stance, total, speakers, one[0] AS a, one[1] AS count, one[2] AS theirs
RETURN stance, total, speakers, a {.name} AS speaker, count, COLLECT {
  UNWIND theirs AS said
  WITH said ORDER BY said.sort_key LIMIT $p2
  RETURN said {.text} AS entry
} AS said
ORDER BY stance, count DESC, a IS NOT NULL DESC, a.sort_key
