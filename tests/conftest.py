"""Settings for all tests."""

from hypothesis import settings

settings.register_profile("any machine", deadline=None)  # a busy one takes its time, which is no fault
settings.load_profile("any machine")
