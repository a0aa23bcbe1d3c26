// {"p0": "Luka", "p1": "Alex", "p2": 21}
MATCH (n:Actor) WHERE (toLower(n.name) CONTAINS toLower($p0) OR toLower(n.name) STARTS WITH toLower($p1)) AND n.sort_key > ''
WITH n ORDER BY n.sort_key LIMIT $p2
RETURN collect([n {.id, .name}, [n.sort_key]]) AS page
