"""What every test shares: how hard Hypothesis tries."""

import os

from hypothesis import settings

# Times vary on a shared machine, so no example fails for being slow; in CI the same examples run every time.
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("fuzz", deadline=None, max_examples=int(os.environ.get("MATCHER_FUZZ", "1000")))
settings.register_profile("desk", deadline=None)
settings.load_profile("desk")
