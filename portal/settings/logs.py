"""Logs go to the standard error of the process, without what people typed; nothing is mailed to anybody."""

from typing import Any

DEFAULT_EXCEPTION_REPORTER = "portal.web.error_reports.PlacesOnly"

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "frames": {
            "()": "portal.web.error_reports.FramesOnly",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "frames"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Without this Django writes nothing in production and mails tracebacks to ADMINS.
    "loggers": {"django": {"handlers": [], "level": "INFO", "propagate": True}},
}
