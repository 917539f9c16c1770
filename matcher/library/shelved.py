"""A document of the catalogue as an attribute: read and checked when first asked for, and kept."""

from __future__ import annotations

from typing import Generic, Protocol, Self, TypeVar, cast, overload

from matcher.library.document import Document

Doc = TypeVar("Doc", bound=Document)


class Keeper(Protocol):
    """Whatever finds documents by their names in the catalogue and keeps them."""

    def on_shelf(self, name: str) -> Document:
        """One document by its name. Raises GivenProblems where its file is wrong."""


class Shelved(Generic[Doc]):
    """`rubric: ClassVar[Shelved[Rubric]] = Shelved()`: the attribute's name is the document's in the catalogue."""

    def __set_name__(self, owner: type[Keeper], name: str) -> None:
        self._name = name

    @overload
    def __get__(self, keeper: None, owner: type[Keeper]) -> Self: ...
    @overload
    def __get__(self, keeper: Keeper, owner: type[Keeper]) -> Doc: ...
    def __get__(self, keeper: Keeper | None, owner: type[Keeper]) -> Self | Doc:
        return self if keeper is None else cast(Doc, keeper.on_shelf(self._name))
