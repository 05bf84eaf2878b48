"""Chinese words on a page in another language: read aloud as Chinese."""

import re

from django.utils.safestring import SafeString

from portal.pages.languages import is_chinese

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
_MARK = SafeString(' lang="zh-Hans"')


def lang_of(text: object) -> SafeString:
    """`<h3{% lang_of place.name %}>`: Chinese on a page that is not says so (WCAG 3.1.2); else nothing."""
    if is_chinese():
        return SafeString()
    words = str(text)
    return _MARK if len(_CHINESE.findall(words)) > len(_LATIN.findall(words)) else SafeString()
