// {"p0": "+(\"the\") +(\"drills\")", "p1": 21}
CALL () {
  CALL db.index.fulltext.queryNodes('place_text', $p0) YIELD node AS n2 MATCH (n2)<-[r2:AT]-(n1:Event) MATCH (n1)<-[r1:ABOUT]-(n:Statement) RETURN DISTINCT n
}
WITH n ORDER BY n.sort_key LIMIT $p1
RETURN collect([n {.id}, [n.sort_key]]) AS page
