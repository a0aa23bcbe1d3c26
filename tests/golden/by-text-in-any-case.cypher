// {"p0": ["anna kovir"], "p1": ["ukr"], "p2": 21}
MATCH (n:Actor) WHERE (toLower(n.name) IN [each IN $p0 | toLower(each)] OR NOT coalesce(toLower(n.country) IN [each IN $p1 | toLower(each)], false)) AND n.sort_key > ''
RETURN n {.id, .name} AS row, [n.sort_key] AS keys ORDER BY n.sort_key LIMIT $p2
