"""The command group; each command lives in a module of its own and is imported only when it is called."""

from importlib import import_module
from typing import Any

import click

COMMANDS = {
    "read": "camdash.cli.read:read",
    "annotate": "camdash.cli.annotate:annotate",
    "import": "camdash.cli.importing:import_",
    "campaign": "camdash.cli.campaign:campaign",
    "table": "camdash.cli.table:table",
    "export": "camdash.cli.export:export",
    "plan": "camdash.cli.plan:plan",
    "template": "camdash.cli.template:template",
    "sample": "camdash.cli.sample:sample",
    "site": "camdash.cli.site:site",
    "boundaries": "camdash.cli.boundaries:boundaries",
}


class LazyGroup(click.Group):
    """Loads a command's module when it is asked for, so that `read` does not wait for DuckDB."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name the commands in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import the module of `cmd_name`; None for an unknown name, which click reports."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name].split(":")
        command: Any = getattr(import_module(module), attribute)
        return command if isinstance(command, click.Command) else None


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
def main() -> None:
    """From the units' camera survey files to one picture of the city."""
