"""How open an application is: for those who develop against it, or for everyone."""

from __future__ import annotations

from dataclasses import dataclass, field

from api.access import Access
from api.limits import DEFAULT_LIMITS, Limits
from api.persisted import Persisted


@dataclass(frozen=True, slots=True)
class Profile:
    """What an application allows.

    ``is_introspectable``: the schema may be asked for, and errors suggest names out of it. ``has_graphiql``: browsers
    get GraphiQL. ``is_strict``: a GET needs a header that a browser sends to another site only after asking it (CSRF).
    ``persisted``: the documents that clients may name. ``access``: who is let in. ``origins``: the sites whose pages
    may ask from a browser (CORS), or ``*``. ``is_writable``: mutations are carried out, for those who have the scope.
    """

    limits: Limits = DEFAULT_LIMITS
    is_introspectable: bool = True
    has_graphiql: bool = True
    is_strict: bool = False
    persisted: Persisted = field(default_factory=Persisted)
    access: Access = field(default_factory=Access)
    origins: tuple[str, ...] = ()
    is_writable: bool = False
