// {"p0": "a1:10:20:5", "p1": 21, "p2": 100}
MATCH (n:Statement) WHERE n.id = $p0
WITH n ORDER BY n.sort_key LIMIT $p1
RETURN collect([n {about: COLLECT { MATCH (n)-[r1:ABOUT]->(n1) WHERE (n1:Actor OR n1:Event) WITH r1, n1 ORDER BY n1.sort_key LIMIT $p2 RETURN r1 {.role, actor: CASE WHEN n1:Actor THEN n1 {.id, .name} END} AS entry }}, [n.sort_key]]) AS page
