// {"p0": "person:ferro", "p1": "state:RIV"}
MATCH (a:Actor) WHERE a.id = $p0
CALL (a) {
  MATCH (b:Actor) WHERE b.id = $p1
  MATCH p = shortestPath((a)-[:SAID_BY|ADDRESSED_TO|ABOUT|ACTOR_IN|RECIPIENT_IN*1..4]-(b))
  RETURN p LIMIT 1
}
UNWIND range(0, length(p)) AS position
WITH position, nodes(p)[position] AS x, relationships(p)[position] AS r
RETURN type(r) AS type, startNode(r).id = x.id AS is_forward, r {.stance, .role, .via} AS edge, CASE WHEN x:Actor THEN x {.id} END AS actor, CASE WHEN x:Statement THEN x {.id} END AS statement, CASE WHEN x:Event THEN x {.id} END AS event, CASE WHEN x:Place THEN x {.id} END AS place
ORDER BY position
