// {"p0": ["anna kovir"], "p1": ["ukr"], "p2": 21}
MATCH (n:Actor) WHERE (toLower(n.name) IN [each IN $p0 | toLower(each)] OR NOT coalesce(toLower(n.country) IN [each IN $p1 | toLower(each)], false)) AND n.sort_key > ''
WITH n ORDER BY n.sort_key LIMIT $p2
RETURN collect([n {.id, .name}, [n.sort_key]]) AS page
