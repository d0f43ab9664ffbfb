"""A plugin of mypy: in what readers read, a text without a role does not pass. It does all ``pydantic.mypy`` does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from mypy.nodes import AssignmentStmt, TypeAlias, TypeInfo, Var
from mypy.plugin import ClassDefContext, Plugin
from mypy.types import Instance, Type, UnboundType, UnionType, get_proper_type
from pydantic.mypy import PydanticPlugin

from leaflets.content.roles import Role

SAID = "leaflets.content.model.Said"
MESSAGE = 'The field "{}" holds a text without a role: say by its type what its words are for'


class RolePlugin(PydanticPlugin):
    """Looks at each field of each class that inherits ``Said``."""

    def get_base_class_hook(self, fullname: str) -> Callable[[ClassDefContext], None] | None:
        known = super().get_base_class_hook(fullname)
        found = self.lookup_fully_qualified(fullname)
        if known is None or found is None or not isinstance(found.node, TypeInfo) or not found.node.has_base(SAID):
            return known

        def look(context: ClassDefContext) -> None:
            known(context)
            for statement in context.cls.defs.body:
                if isinstance(statement, AssignmentStmt) and statement.unanalyzed_type:
                    for _ in _without_role(statement.unanalyzed_type, context):
                        context.api.fail(MESSAGE.format(getattr(statement.lvalues[0], "name", "")), statement)

        return look


def _without_role(written: Type, context: ClassDefContext) -> Iterator[Type]:
    """The parts of a type, as it is written, that are texts and nobody says what for."""
    if isinstance(written, UnionType):
        for part in written.items:
            yield from _without_role(part, context)
    if not isinstance(written, UnboundType) or written.name == "Literal":
        return
    found = context.api.lookup_qualified(written.name, written)
    node = found.node if found else None
    if isinstance(node, TypeAlias):
        target = get_proper_type(node.target)
        text = isinstance(target, Instance) and target.type.fullname == "builtins.str"
        if text and not _declared(node.fullname):
            yield written
    elif isinstance(node, TypeInfo) and node.fullname == "builtins.str":
        yield written
    elif not (written.name == "Annotated" and any(_is_role(part, context) for part in written.args[1:])):
        for part in written.args[:1] if written.name == "Annotated" else written.args:
            yield from _without_role(part, context)


def _declared(alias: str) -> bool:
    """Whether an alias of ``str`` says what it is for. One that cannot be imported does not."""
    module, _, name = alias.rpartition(".")
    try:
        found = getattr(import_module(module), name)
    except ImportError:
        return False
    return any(isinstance(part, Role) for part in getattr(found, "__metadata__", ()))


def _is_role(part: Type, context: ClassDefContext) -> bool:
    found = context.api.lookup_qualified(part.name, part) if isinstance(part, UnboundType) else None
    return found is not None and isinstance(found.node, Var) and found.node.fullname.startswith(Role.__module__)


def plugin(_: str) -> type[Plugin]:
    """What mypy asks for."""
    return RolePlugin
