"""Where camdash keeps its data and which database it talks to; read once from the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an installation may set; `home` holds the database and supplied boundaries."""

    home: Path
    database_url: str

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read `CAMDASH_HOME` (default `var/` of the project) and `CAMDASH_DATABASE_URL` (default SQLite in home)."""
        home = Path(environ.get("CAMDASH_HOME") or ROOT / "var").expanduser().resolve()
        url = environ.get("CAMDASH_DATABASE_URL") or f"sqlite:///{home / 'camdash.db'}"
        return cls(home=home, database_url=url)
