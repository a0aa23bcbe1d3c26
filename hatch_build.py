"""Build hook of the wheel: everything that users install occupies the one name ``newsgraph``.

The source tree has the plain top-level packages ``api``, ``ingest`` and ``graph``; an application that embeds
newsgraph has packages of its own by those names. So the wheel holds them as ``newsgraph.api`` and so on, with the
imports among them and the entry points rewritten. An editable install keeps the source tree as it is.
"""

from __future__ import annotations

import ast
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MOVED = ("api", "ingest", "graph")


class OneNameHook(BuildHookInterface):  # type: ignore[type-arg]
    """Moves the packages under ``newsgraph/`` while a wheel is built."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the moved packages into a temporary folder and have the wheel take that."""
        if version == "editable":
            return
        self._folder = Path(tempfile.mkdtemp(prefix="newsgraph-wheel-"))
        root = Path(self.root)
        package = self._folder / "newsgraph"
        copy_package(root / "newsgraph", package)
        for name in MOVED:
            copy_package(root / name, package / name)
        (package / "seeds").mkdir()
        for name in ("wikinews.jsonl", "README.md"):
            shutil.copy(root / "seeds" / name, package / "seeds" / name)
        build_data["force_include"][str(package)] = "newsgraph"
        for group in self.metadata.core.entry_points.values():
            for name, target in group.items():
                group[name] = moved_name(target)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the temporary folder."""
        if version != "editable":
            shutil.rmtree(self._folder)


def copy_package(source: Path, target: Path) -> None:
    """Copy a package; imports in its Python files are rewritten, other files stay as they are."""
    for path in sorted(source.rglob("*")):
        if path.is_dir() or "__pycache__" in path.parts:
            continue
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".py":
            copy.write_text(rewrite_imports(path.read_text("utf-8"), str(path)), "utf-8")
        else:
            shutil.copy(path, copy)


def rewrite_imports(text: str, name: str) -> str:
    """Give ``text`` with ``from graph.x import y`` as ``from newsgraph.graph.x import y``.

    ``import graph.x`` binds the name ``graph`` and can't be rewritten without touching its uses: a SyntaxError.
    """
    lines = text.splitlines(keepends=True)
    for statement in ast.walk(ast.parse(text, name)):
        if isinstance(statement, ast.Import) and any(alias.name.split(".")[0] in MOVED for alias in statement.names):
            raise SyntaxError(f"{name}:{statement.lineno}: write 'from {statement.names[0].name} import …'")
        if isinstance(statement, ast.ImportFrom) and statement.level == 0 and statement.module:
            line = lines[statement.lineno - 1]
            lines[statement.lineno - 1] = line.replace(
                f"from {statement.module} ", f"from {moved_name(statement.module)} ", 1
            )
    return "".join(lines)


def moved_name(module: str) -> str:
    """Give the name under which the wheel has ``module``."""
    return f"newsgraph.{module}" if module.split(".")[0] in MOVED else module
