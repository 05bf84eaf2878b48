"""A Word document wraps up no file of another kind and fetches nothing from elsewhere when it is opened."""

import pytest

from home.importing.domain.reading.lines import Refused
from home.importing.domain.reading.package_safety import refuse_active

WRAPPED = b"\xd0\xcf\x11\xe0" + "\x01Ole10Native".encode("utf-16-le")
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(kind, target, mode="External"):
    return (
        f'<Relationships><Relationship Type="{OFFICE}/{kind}" TargetMode="{mode}" Target="{target}"/></Relationships>'
    )


def problem(**members):
    """Why a package with these members is refused, or None; `__` stands for a slash."""
    content = {name.replace("__", "/"): raw for name, raw in members.items()}
    try:
        refuse_active(content, content.__getitem__)
    except Refused as refused:
        return refused.problem
    return None


def problem_of(kind, target, mode="External"):
    name = "word/_rels/settings.xml.rels"
    return problem(**{name: relations(kind, target, mode).encode()})


def test_a_file_wrapped_up_by_windows_is_refused_where_files_are_embedded():
    assert problem(word__embeddings__a=WRAPPED) == "archive"
    assert problem(word__embeddings__a=WRAPPED.replace(b"1\x000\x00", b"")) is None


def test_elsewhere_the_same_letters_are_only_letters():
    assert problem(word__media__a=WRAPPED) is None


@pytest.mark.parametrize("kind", ["attachedTemplate", "oleObject", "frame", "subDocument"])
def test_what_word_fetches_unasked_from_elsewhere_is_refused(kind):
    assert problem_of(kind, "https://example.test/a.dotm") == "macros"


@pytest.mark.parametrize("target", ["\\\\server\\a.dotm", "//server/a.dotm", "file://server/a.dotm", "C://server/a"])
def test_another_machine_of_the_network_is_elsewhere(target):
    assert problem_of("attachedTemplate", target) == "macros"


@pytest.mark.parametrize("target", ["C:\\Templates\\a.dotm", "file:///c:/Templates/a.dotm", "Normal.dotm"])
def test_a_template_on_the_authors_own_machine_is_not(target):
    assert problem_of("attachedTemplate", target) is None


def test_a_link_is_followed_by_readers_and_not_by_word():
    assert problem_of("hyperlink", "https://example.test/") is None


def test_what_lies_inside_the_package_is_looked_at_as_a_member():
    assert problem_of("oleObject", "https://example.test/a", mode="Internal") is None


def test_only_relations_are_read_as_such():
    assert problem(word__settings__xml=relations("attachedTemplate", "https://example.test/a").encode()) is None


def test_relations_with_a_document_type_are_a_bomb():
    assert problem(**{"a.rels": b'<!DOCTYPE l [<!ENTITY a "b">]><l>&a;</l>'}) == "bomb"
