"""Tests of Missiemonitor, in the rooms of what they test."""
