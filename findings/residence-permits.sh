#!/usr/bin/env bash
# django-localflavor 5.1, python-stdnum 2.2, id-validator 1.0.20: three checkers, three answers for one kind of card.
#
# Field: a child in the ledger may hold, instead of the resident ID card, the residence permit for people of Hong
# Kong, Macao and Taiwan (since 2018) or the foreigner's permanent residence card of 2023. Both carry 18 characters of
# the same build and check digit; the first begins with 810000, 820000 or 830000, the second with 9.
# Guess before running: a checker knows all three permits, or none.
# Seen: localflavor takes 81 and refuses 82 and 83 as a wrong place; stdnum takes 81 and 82 and refuses 83; only
# id-validator takes all three. The card that begins with 9 is taken by localflavor alone, where the next digit is 1.
# What follows for Tongxin: our own check looks at the build, the date and the check digit, not at a list of places.
# (Numbers are put together here with the running number 000, which is never issued.)
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/python" -m pip install -q --disable-pip-version-check \
  django==5.2.19 django-localflavor==5.1 python-stdnum==2.2 id-validator==1.0.20
"$room/venv/bin/python" - <<'PY'
import sys

import django
from django.conf import settings
from django.core.exceptions import ValidationError

settings.configure()
django.setup()
from id_validator import validator
from localflavor.cn.forms import CNIDCardField
from stdnum.cn import ric

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def number(first_six):
    body = f"{first_six}20150307000"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS)) % 11]


def localflavor(text):
    try:
        return CNIDCardField().clean(text) == text
    except ValidationError:
        return False


EXPECTED = {  # localflavor, stdnum, id-validator
    "810000": (True, True, True),
    "820000": (False, True, True),
    "830000": (False, False, True),
    "911840": (True, False, False),
    "932392": (False, False, False),
}
seen = {
    first: (localflavor(number(first)), ric.is_valid(number(first)), bool(validator.is_valid(number(first))))
    for first in EXPECTED
}
print("first six digits: (django-localflavor 5.1, python-stdnum 2.2, id-validator 1.0.20)")
for first, found in seen.items():
    print(f"  {first}: {found}")
sys.exit(0 if seen == EXPECTED else "The behaviour has changed.")
PY
