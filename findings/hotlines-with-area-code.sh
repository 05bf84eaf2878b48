#!/usr/bin/env bash
# phonenumbers 9.0.43 (PyPI): a service line dialled with its area code is right in Beijing and torn apart in Hangzhou.
#
# Field: parents away at work call the youth line (12355) or the county's line (12345) of their home town; from
# outside one dials the area code first: 010-12355, 021-12355, 0571-12355, 0578-12345.
# Guess before running: all are parsed alike, with the area code kept apart.
# Seen: with area codes of two digits after the zero (010, 021, 028) they are valid and grouped rightly. With three
# (0571, 0578, 0755, that is nearly every county) they are "not valid" and written as 057 112355: the last digit
# of the area code slides into the number, also in the tel: link. 0571-96110 is right in both.
# What follows for Tongxin: hotlines are kept and linked as they were typed, never passed through such a formatter.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/python" -m pip install -q --disable-pip-version-check phonenumbers==9.0.43
"$room/venv/bin/python" - <<'PY'
import sys

import phonenumbers as p

EXPECTED = {
    "010-12355": (True, "010 12355", "tel:+86-10-12355"),
    "021-12355": (True, "021 12355", "tel:+86-21-12355"),
    "0571-12355": (False, "057 112355", "tel:+86-57-112355"),
    "0578-12345": (False, "057 812345", "tel:+86-57-812345"),
    "0755-12345": (False, "075 512345", "tel:+86-75-512345"),
    "0571-96110": (True, "0571 96110", "tel:+86-571-96110"),
}
seen = {}
for typed in EXPECTED:
    number = p.parse(typed, "CN")
    seen[typed] = (
        p.is_valid_number(number),
        p.format_number(number, p.PhoneNumberFormat.NATIONAL),
        p.format_number(number, p.PhoneNumberFormat.RFC3966),
    )
print(f"phonenumbers {p.__version__}:")
for typed, found in seen.items():
    print(f"  {typed}: {found}")
sys.exit(0 if seen == EXPECTED else "The behaviour has changed.")
PY
