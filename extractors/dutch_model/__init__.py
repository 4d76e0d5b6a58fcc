"""The Dutch parser that comes with Missiemonitor, as data: a spaCy pipeline in model/."""
