// {"p0": ["DENY", "CLAIM"]}
MATCH (n:Statement) WHERE n.act IN $p0
WITH count(n) AS total
RETURN NULL AS page, total
