// {"p0": 21}
MATCH (n:Statement) WHERE n.sort_key > ''
RETURN [[n {.id}, [n.sort_key]]] AS page ORDER BY n.sort_key LIMIT $p0
