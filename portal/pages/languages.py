"""In which language this page is: Chinese without a prefix in its address, or English."""

from django.utils.translation import get_language


def is_chinese() -> bool:
    """Whether this page is Chinese, as it is when nothing else was asked for."""
    return (get_language() or "zh").startswith("zh")


def home_url() -> str:
    """The home page in this language."""
    return "/" if is_chinese() else "/en/"


def in_language(chinese: str, english: str) -> str:
    """The English text on an English page, when there is one; else the Chinese, which its page marks as such."""
    return chinese if is_chinese() or not english else english
