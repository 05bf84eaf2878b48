"""What one web process can do at once: places at the database, connections and threads, sized together."""

from django.core.exceptions import ImproperlyConfigured

from . import env

# How many requests may be at the database at once. A place is a connection; two cores are busy with far fewer.
PLACES = env.integer("TONGXIN_PLACES", 8)
if PLACES < 3:
    raise ImproperlyConfigured("TONGXIN_PLACES must be at least 3: of these, two are kept for the public.")
# Of these, one is kept for who reads without a session and one more for who sends something without one: staff whose
# requests all wait for the same lock leave the public its pages, and a report of a concern its way in.
PLACES_WITHOUT_SESSION, PLACES_WITH_SESSION = PLACES - 1, PLACES - 2
# Beside the places: whoever asks whether the site is ready, and who has just left a place and holds its connection.
CONNECTIONS = PLACES + 2
# So many more may wait for a place, as long as places become free.
WAITING = 2 * PLACES
# As many again stay free for what needs no database: pages from memory, style sheets, and saying that all is taken.
THREADS = PLACES + WAITING + 2 * PLACES

# Seconds. Nobody waits longer for what somebody else holds, nor holds it longer from others.
LOCK_TIMEOUT, STATEMENT_TIMEOUT, IDLE_IN_TRANSACTION_TIMEOUT = 3, 10, 10
# Who works in the background or at a terminal has time, and nobody's page waits for it.
PATIENT_LOCK_TIMEOUT = 20
