"""Our own icons: 24 × 24, drawn in strokes of the text's colour. Always beside words, so hidden from screen readers."""

from django.template import TemplateSyntaxError
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# Inline paths: a page uses some ten of them, which is less than one more request for a sprite of them all.
PATHS = {
    "policy": "M6 3h9l4 4v14H6zM15 3v4h4M9 11h7M9 15h7",
    "calendar": "M4 6h16v15H4zM4 10.5h16M8.5 3v5M15.5 3v5M8 14.5h2M14 14.5h2",
    "heart": "M12 20.5S3.5 15 3.5 9a4.6 4.6 0 0 1 8.5-2.4A4.6 4.6 0 0 1 20.5 9c0 6-8.5 11.5-8.5 11.5Z",
    "alert": "M12 3.5 22 20.5H2zM12 10v5M12 17.8v.1",
    "house": "M3 11.5 12 4l9 7.5M5.5 10v10.5h13V10M10 20.5V15h4v5.5",
    "search": "M10.5 17.5a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM15.5 15.5l5.5 5.5",
    "phone": (
        "M6.5 3.5 10 4l1 4.5-2.3 1.7a12 12 0 0 0 5.1 5.1l1.7-2.3L20 14l.5 3.5a3 3 0 0"
        " 1-3 3A14 14 0 0 1 3.5 6.5a3 3 0 0 1 3-3Z"
    ),
    "people": (
        "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20a6.5 6.5 0 0 1 13 0"
        "M15.5 4.2a3.5 3.5 0 0 1 0 6.6M18 14.2a6.5 6.5 0 0 1 3.5 5.8"
    ),
    "check": "M4 12.5 9.5 18 20 6.5",
    "clock": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5.2l3.5 2",
    "pin": "M12 21.5s-7-6-7-11.3a7 7 0 0 1 14 0c0 5.3-7 11.3-7 11.3ZM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z",
    "child": "M12 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM5 12c2 1.3 4.5 2 7 2s5-.7 7-2M12 14v3M8.5 21.5 12 17l3.5 4.5",
    "list": "M9 6h12M9 12h12M9 18h12M4 6h.1M4 12h.1M4 18h.1",
    "link-hands": (
        "M2.5 8.5 7 6l5 2.5L17 6l4.5 2.5v7L19 17M2.5 8.5v7L9 20.5l2-1 2 1L19.5 15 12 8.5 8 12.3c1.5 1.5 3.5 1 4.5 0"
    ),
    "chart": "M4 3.5v17h17M8.5 17v-5M13 17V7M17.5 17v-8",
    "lock": "M5 11h14v10H5zM8 11V7.5a4 4 0 0 1 8 0V11M12 15v2.5",
    "eye": "M2 12s3.5-6.5 10-6.5S22 12 22 12s-3.5 6.5-10 6.5S2 12 2 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z",
    "print": "M7 8V3.5h10V8M7 17H3.5V8h17v9H17M7 14h10v6.5H7z",
    "chevron": "M9 5l7 7-7 7",
    "plus": "M12 4.5v15M4.5 12h15",
    "edit": "M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5 17.5 10",
    "out": "M10 4H4v16h6M15 8l4 4-4 4M19 12H9",
    "menu": "M4 6.5h16M4 12h16M4 17.5h16",
    "text-size": "M2.5 19.5 8.5 5l6 14.5M4.7 14.5h7.6M15 19.5l3.3-8 3.2 8M16 17h4.5",
    "moon": "M20 14.2A8.5 8.5 0 0 1 9.8 4 8.5 8.5 0 1 0 20 14.2Z",
    "globe": (
        "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM3 12h18M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9S9 6 12 3Z"
    ),
    "mail": "M3 5.5h18v13H3zM3.5 6.5 12 13l8.5-6.5",
    "star": "m12 3 2.7 5.8 6.3.8-4.6 4.3 1.2 6.3L12 17.1l-5.6 3.1 1.2-6.3L3 9.6l6.3-.8z",
    "book": "M12 6.5C10 4.8 7 4.5 3 4.5v14c4 0 7 .3 9 2 2-1.7 5-2 9-2v-14c-4 0-7 .3-9 2ZM12 6.5v14",
    "chat": "M4 4.5h16v12H11l-5 4v-4H4zM8 9h8M8 12.5h5",
    "sun": (
        "M12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4"
        "M17.6 17.6 19 19M5 19l1.4-1.4M17.6 6.4 19 5"
    ),
    "info": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v6M12 7.5v.1",
}


def icon(name: str) -> SafeString:
    """`{% icon "calendar" %}`. Raises TemplateSyntaxError for a name that is not drawn."""
    if name not in PATHS:
        raise TemplateSyntaxError(f"There is no icon {name!r}; the names are {', '.join(sorted(PATHS))}.")
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path d="{}"/></svg>',
        mark_safe(PATHS[name]),
    )
