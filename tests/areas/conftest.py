"""Fixed randomness, so that a failure can be repeated."""

import random

import pytest


@pytest.fixture
def rng():
    return random.Random(331125)
