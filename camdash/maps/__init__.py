"""Frames to pydeck decks that ask nothing of the network."""
