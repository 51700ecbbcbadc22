"""Room for writing on the map at its first zoom: what is placed keeps others off."""

from camdash.maps.deck import pixels

_WIDTH, _HEIGHT = 0.6, 1.15
"""Mean width of a letter and height of a line, as parts of the letter size."""

Box = tuple[float, float, float, float]


class Placer:
    """Keeps the boxes (pixels) of what is written at `zoom`; the first come stay."""

    def __init__(self, zoom: float) -> None:
        """Begin with an empty sheet."""
        self.zoom = zoom
        self._taken: list[Box] = []

    @property
    def degree(self) -> float:
        """Pixels of one degree of longitude."""
        return pixels(1, 0, self.zoom)[0] - pixels(0, 0, self.zoom)[0]

    def place(
        self, lon: float, lat: float, text: str, size: int, *, move: tuple[float, float] = (0, 0), padding: float = 0
    ) -> bool:
        """Take the room of a text of `size` pixels around a point (WGS84 degrees) if it is free, and say whether."""
        x, y = pixels(lon, lat, self.zoom)
        x, y = x + move[0], y + move[1]
        half, rise = len(text) * size * _WIDTH / 2 + padding, size * _HEIGHT / 2 + padding
        box = (x - half, y - rise, x + half, y + rise)
        free = not any(_overlap(box, other) for other in self._taken)
        if free:
            self._taken.append(box)
        return free


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
