// {"p0": ["person:ferro", "g1:drills"], "p1": 100}
MATCH (n:Actor) WHERE n.id IN $p0
RETURN n.id AS id, 'Actor' AS label, n {.name} AS row
UNION ALL
MATCH (n:Event) WHERE n.id IN $p0
RETURN n.id AS id, 'Event' AS label, n {.name, actors: COLLECT { MATCH (n)<-[r1:ACTOR_IN]-(n1:Actor) WITH r1, n1 ORDER BY r1.ord, n1.sort_key LIMIT $p1 RETURN n1 {.name} AS entry }} AS row
