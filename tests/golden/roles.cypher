// {"p0": "UKR", "p1": 21, "p2": 100}
MATCH (n:Actor) WHERE n.country = $p0 AND n.sort_key > ''
WITH n ORDER BY n.sort_key LIMIT $p1
RETURN collect([n {.name, roles: COLLECT { MATCH (n)-[r1:HOLDS]->(n1:Role) WITH r1, n1 ORDER BY n1.sort_key LIMIT $p2 RETURN r1 {.articles, role: n1 {.title}} AS entry }}, [n.sort_key]]) AS page
