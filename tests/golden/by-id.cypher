// {"p0": "a1:10:20:5", "p1": 21, "p2": 100, "p3": 10}
MATCH (n:Statement) WHERE n.id = $p0
WITH n ORDER BY n.sort_key LIMIT $p1
RETURN collect([n {.id, .text, speaker: head([(n)-[r1:SAID_BY]->(n1:Actor) | r1 {.via, actor: n1 {.id, .name}}]), about: COLLECT { MATCH (n)-[r2:ABOUT]->(n2) WHERE (n2:Event OR n2:Actor) WITH r2, n2 ORDER BY n2.sort_key LIMIT $p2 RETURN r2 {.role, event: CASE WHEN n2:Event THEN n2 {.name, actors: COLLECT { MATCH (n2)<-[r3:ACTOR_IN]-(n3:Actor) WITH r3, n3 ORDER BY r3.ord, n3.sort_key LIMIT $p3 RETURN n3 {.id, .name} AS entry }} END, actor: CASE WHEN n2:Actor THEN n2 {.id, .name} END} AS entry }}, [n.sort_key]]) AS page
