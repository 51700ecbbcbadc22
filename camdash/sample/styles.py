"""How clerks write values: one function a habit, from the value a record holds to the cell that stands for it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

Cell = str | float | int
Style = Callable[[Any], Cell]

_COMPASS = ("Bắc", "Đông Bắc", "Đông", "Đông Nam", "Nam", "Tây Nam", "Tây", "Tây Bắc")
_STEP = 45
_NAMED_MP = {2.0: ("Full HD", 2.07), 4.0: ("4MP", 4.0), 8.0: ("4K", 8.29), 1.0: ("720p", 0.92), 5.0: ("5MP", 5.0)}
_PIXELS = {
    2.0: ("1920x1080", 2.0736),
    4.0: ("2560x1440", 3.6864),
    8.0: ("3840x2160", 8.2944),
    1.0: ("1280x720", 0.9216),
    5.0: ("2592x1944", 5.038848),
}
_MONTH_DAYS = 30


def plain(value: Any) -> Cell:
    """Write a value as it is; whole floats without a point."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value  # type: ignore[no-any-return]  # a record holds cells


def comma(value: float) -> str:
    """Write a number as text with a decimal comma."""
    return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")


def dms(value: float, north: str) -> str:
    """Write degrees as degrees, minutes and seconds; `north` is the letter behind."""
    minutes, seconds = divmod(round(value * 360_000), 6000)
    return f"{minutes // 60}°{minutes % 60:02d}'{seconds / 100:05.2f}\"{north}"


def rounded_dms(value: float) -> float:
    """Give the degrees that the written degrees, minutes and seconds stand for."""
    return round(round(value * 360_000) / 360_000, 6)


def bearing(value: float) -> Cell:
    """Write a direction by its compass name."""
    return _COMPASS[int(value) // _STEP]


def thousands(value: float) -> str:
    """Write a whole number as text with points between thousands."""
    return f"{value:,.0f}".replace(",", ".")


def million(value: float) -> Cell:
    """Write money in words of millions."""
    return f"{value / 1e6:g} triệu".replace(".", ",")


NUMBERS: Mapping[str, tuple[Style, ...]] = MappingProxyType(
    {
        "install_year": (
            plain,
            plain,
            lambda v: f"T6/{v}",
            lambda v: f"Quý II/{v}",
            lambda v: f"12/{v}",
            lambda v: f"Năm {v}",
        ),
        "retention": (
            plain,
            lambda v: f"{v} ngày",
            lambda v: f"{v} ngày",
            lambda v: f"≥{v} ngày",
            lambda v: f"{v // _MONTH_DAYS} tháng" if v % _MONTH_DAYS == 0 else f"{v} ngày",
        ),
        "bandwidth_mbps": (plain, lambda v: f"{v:.0f} Mbps", lambda v: f"{v:.0f}Mb/s"),
        "height_m": (plain, plain, lambda v: f"{v:.0f}m", comma),
        "range_m": (plain, lambda v: f"{v:.0f} m"),
        "fov_deg": (plain, lambda v: f"{v:.0f}°"),
        "cost_vnd": (plain, plain, thousands, million),
    }
)
YES_NO = (("Có", "Không"), ("Có", "Không"), ("x", "Không"), ("X", "không"), ("Đã có", "Chưa"))
RESOLUTIONS: Mapping[str, Mapping[float, tuple[str, float]]] = MappingProxyType(
    {
        "mp": {v: (f"{v:.0f} MP", v) for v in _NAMED_MP},
        "comma": {v: (f"{v:.1f} MP".replace(".", ","), v) for v in _NAMED_MP},
        "tight": {v: (f"{v:.0f}MP", v) for v in _NAMED_MP},
        "named": _NAMED_MP,
        "pixels": _PIXELS,
    }
)
QUANTITIES: Mapping[str, Style] = MappingProxyType(
    {
        "number": plain,
        "padded": lambda v: f"{v:02d}",
        "words": lambda v: f"{v:02d} camera",
        "pieces": lambda v: f"{v} cái",
    }
)
