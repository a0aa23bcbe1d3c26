// {"p0": "state:RUS", "p1": 21}
CALL () {
  MATCH (n1:Actor) WHERE n1.id = $p0 MATCH (n1)<-[r1:SAID_BY]-(n:Statement) RETURN DISTINCT n
}
WITH n ORDER BY n.sort_key LIMIT $p1
RETURN collect([n {.id}, [n.sort_key]]) AS page
