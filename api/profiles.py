"""How open an application is: for those who develop against it, or for everyone."""

from __future__ import annotations

from dataclasses import dataclass

from api.limits import DEFAULT_LIMITS, Limits


@dataclass(frozen=True, slots=True)
class Profile:
    """What an application allows."""

    limits: Limits = DEFAULT_LIMITS


DEVELOPMENT = Profile()
