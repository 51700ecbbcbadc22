"""Campaigns, submissions and their versions, kept for good."""
