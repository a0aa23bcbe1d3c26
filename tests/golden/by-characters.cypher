// {"p0": "Luka", "p1": "Alex", "p2": 21}
MATCH (n:Actor) WHERE (toLower(n.name) CONTAINS toLower($p0) OR toLower(n.name) STARTS WITH toLower($p1)) AND n.sort_key > ''
RETURN n {.id, .name} AS row, [n.sort_key] AS keys ORDER BY n.sort_key LIMIT $p2
