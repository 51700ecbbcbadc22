"""Tables on office sheets, found by their structure alone: no word of any form is needed to see where one stands."""

from camdash.intake.blocks.block import Block, BlockKind
from camdash.intake.blocks.finder import find_blocks

__all__ = ["Block", "BlockKind", "find_blocks"]
