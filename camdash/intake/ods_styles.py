"""Which styles of an OpenDocument file strike text out."""

_LINES = ("style:text-line-through-style", "style:text-line-through-type")


class Styles:
    """Which styles strike text out, by family and name; a style that says nothing does as its parent does."""

    def __init__(self) -> None:
        self._parents: dict[tuple[str, str], tuple[str, str]] = {}
        self._says: dict[tuple[str, str], bool] = {}

    def note(self, style: tuple[str, str], parent: str) -> None:
        """Take note of a style and its parent."""
        self._parents[style] = (style[0], parent)
        self._says.pop(style, None)

    def say(self, style: tuple[str, str], attributes: dict[str, str]) -> None:
        """Take note of what the style says of its text."""
        lines = [attributes[name] for name in _LINES if name in attributes]
        if lines:
            self._says[style] = "none" not in lines

    def strikes(self) -> bool:
        """Tell whether any style strikes text out."""
        return True in self._says.values()

    def struck(self, family: str, name: str) -> bool | None:
        """Tell whether the style strikes out, None where it does not say so or its parents run in a circle."""
        style, seen = (family, name), []
        while style not in self._says and style in self._parents:
            seen.append(style)
            style = self._parents.pop(style)
        said = self._says.get(style)
        for each in seen:
            if said is None:
                self._parents[each] = (family, "")
            else:
                self._says[each] = said
        return said
