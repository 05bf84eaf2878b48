#!/usr/bin/env bash
# apprise 1.13.1 (PyPI): a message that a work group's robot refused is reported as delivered.
#
# Field: counties alert their duty group through a robot of DingTalk, WeCom or Feishu. These robots answer HTTP 200
# in every case; whether the message was taken stands in the JSON body (`errcode`, for Feishu `code`; 0 is "taken").
# Guess before running: `notify()` is False when the body says that the message was refused.
# Seen: `notify()` is True for all three; only the HTTP status is looked at. A wrong keyword, a rate limit or a
# removed robot silences the channel without anybody noticing.
# What follows for Tongxin: a webhook channel counts a message as sent only when the body's code is 0.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/python" -m pip install -q --disable-pip-version-check apprise==1.13.1 requests==2.32.5
"$room/venv/bin/python" - <<'PY'
import json
import sys
from importlib.metadata import version

import apprise
import requests


class Answer:
    """What the robots' servers send: 200, and the refusal in the body (nothing leaves this machine)."""

    status_code, ok, headers = 200, True, {}

    def __init__(self, body):
        self.text = json.dumps(body)
        self.content = self.text.encode()

    def json(self):
        return json.loads(self.text)


ROBOTS = {
    "DingTalk": ("dingtalk://abcdef0123456789/", {"errcode": 310000, "errmsg": "keywords not in content"}),
    "WeCom": ("wecombot://00000000-0000-4000-8000-000000000000", {"errcode": 45009, "errmsg": "api freq out of limit"}),
    "Feishu": ("feishu://abcdef0123456789abcdef0123456789", {"code": 19024, "msg": "Key Words Not Found"}),
}
seen = {}
for name, (address, body) in ROBOTS.items():
    asked = []
    requests.post = lambda url, body=body, asked=asked, **_kwargs: asked.append(url) or Answer(body)
    sender = apprise.Apprise()
    assert sender.add(address), f"{name}: the address is not taken"
    seen[name] = (sender.notify(title="duty", body="Something waits."), len(asked))
print(f"apprise {version('apprise')}: (notify(), requests made) =", seen)
sys.exit(0 if seen == dict.fromkeys(ROBOTS, (True, 1)) else "The behaviour has changed.")
PY
