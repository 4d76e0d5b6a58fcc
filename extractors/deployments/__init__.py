"""Rows of deployment tables become deployments with their doubts."""
