#!/usr/bin/env bash
# phonenumbers 9.0.43 (PyPI): an office number with its extension, as every Chinese office writes it, is "no number".
#
# Field: an office's telephone stands in notices as 0578-8123456转801 (转 or 分机 before the extension).
# Guess before running: the extension is read, as it is for "ext", "доб", "anexo", "ramal" and others.
# Seen: the whole text is refused with NumberParseException (NOT_A_NUMBER), not only the extension; the same number with
# "ext" is read with its extension 801.
# What follows for Tongxin: 转 is turned into a form of our own before any such library sees it.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/python" -m pip install -q --disable-pip-version-check phonenumbers==9.0.43
"$room/venv/bin/python" - <<'PY'
import sys

import phonenumbers as p


def read(typed):
    try:
        number = p.parse(typed, "CN")
    except p.NumberParseException as refused:
        return "NOT_A_NUMBER" if refused.error_type == p.NumberParseException.NOT_A_NUMBER else refused.error_type
    return (number.national_number, number.extension)


EXPECTED = {
    "0578-8123456 ext 801": (5788123456, "801"),
    "0578-8123456 доб. 801": (5788123456, "801"),
    "0578-8123456转801": "NOT_A_NUMBER",
    "0578-8123456 分机 801": "NOT_A_NUMBER",
}
seen = {typed: read(typed) for typed in EXPECTED}
print(f"phonenumbers {p.__version__}:", seen)
sys.exit(0 if seen == EXPECTED else "The behaviour has changed.")
PY
