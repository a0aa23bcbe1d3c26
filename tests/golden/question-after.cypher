// {"p0": true, "p1": 0.5, "p2": "2023", "p3": "+(\"the\") +(\"drills\")", "p4": 21}
CALL () { CALL db.index.fulltext.queryNodes('event_text', $p3) YIELD node RETURN collect(node) AS m0 }
CALL () { CALL db.index.fulltext.queryNodes('actor_text', $p3) YIELD node RETURN collect(node) AS m1 }
CALL () { CALL db.index.fulltext.queryNodes('place_text', $p3) YIELD node RETURN collect(node) AS m2 }
CALL () {
  CALL db.index.fulltext.queryNodes('event_text', $p3) YIELD node AS n1 MATCH (n1)<-[r1:ABOUT]-(n:Statement) RETURN n
  UNION
  CALL db.index.fulltext.queryNodes('actor_text', $p3) YIELD node AS n2 MATCH (n2)<-[r2:ABOUT]-(n:Statement) RETURN n
  UNION
  CALL db.index.fulltext.queryNodes('place_text', $p3) YIELD node AS n3 MATCH (n3)<-[r3:ABOUT]-(n:Statement) RETURN n
}
WITH n, coalesce((EXISTS { MATCH (n)-[r4:ABOUT]->(n4) WHERE (n4:Event AND n4 IN m0) } OR EXISTS { MATCH (n)-[r5:ABOUT]->(n5) WHERE (n5:Actor AND n5 IN m1) } OR EXISTS { MATCH (n)-[r6:ABOUT]->(n6) WHERE (n6:Place AND n6 IN m2) }), false) AS k0 WHERE (k0 < $p0 OR (k0 = $p0 AND ((n.confidence < $p1 OR n.confidence IS NULL) OR (n.confidence = $p1 AND n.sort_key > $p2))))
WITH n, k0 ORDER BY k0 DESC, n.confidence IS NOT NULL DESC, n.confidence DESC, n.sort_key LIMIT $p4
RETURN collect([n {.id}, [k0, n.confidence, n.sort_key]]) AS page
