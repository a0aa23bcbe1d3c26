// {"p0": 3}
MATCH (n:Statement) WHERE n.sort_key > ''
RETURN n {.id} AS row, [n.sort_key] AS keys ORDER BY n.sort_key DESC LIMIT $p0
