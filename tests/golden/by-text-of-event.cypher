// {"p0": "+(\"the\") +(\"drills\")", "p1": "target", "p2": "DENY", "p3": 21}
CALL () {
  CALL db.index.fulltext.queryNodes('event_text', $p0) YIELD node AS n1 MATCH (n1)<-[r1:ABOUT]-(n:Statement) WHERE r1.role = $p1 WITH DISTINCT n WHERE n.act = $p2 RETURN n
}
WITH n ORDER BY n.sort_key LIMIT $p3
RETURN collect([n {.id}, [n.sort_key]]) AS page
