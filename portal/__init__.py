"""The ground floor."""

import gc

# Python looks for garbage after every 700 new objects. Loading the site makes a million that all stay, and drawing a
# page tens of thousands: looking that often takes a quarter of a start and a part of every page, and finds nothing.
gc.set_threshold(50_000, 20, 20)
