"""A PDF holds no script, no program to start and no other file, in whatever object it stands and however written."""

import io

import pytest
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser

from home.importing.domain.reading.lines import Refused
from home.importing.domain.reading.pdf_safety import ACTIVE_KEYS, ACTIVE_KINDS, refuse_active
from tests.factories.documents import pdf, pdf_with_packed


def problem(raw):
    try:
        refuse_active(PDFDocument(PDFParser(io.BytesIO(raw))), raw)
    except Refused as refused:
        return refused.problem
    return None


def test_a_notice_of_an_office_is_let_in():
    assert problem(pdf()) is None


@pytest.mark.parametrize("key", sorted(ACTIVE_KEYS))
def test_each_key_that_makes_it_active_is_refused(key):
    assert problem(pdf_with_packed(f"<< /{key} (x) >>")) == "active"


@pytest.mark.parametrize("name", ["S", "Type"])
@pytest.mark.parametrize("kind", sorted(ACTIVE_KINDS))
def test_each_kind_of_action_that_reaches_out_is_refused(kind, name):
    assert problem(pdf_with_packed(f"<< /{name} /{kind} >>")) == "active"


def test_it_is_found_however_deep_it_stands():
    assert problem(pdf(extra={90: "<< /A [ 1 << /B [ << /S /GoToR >> ] >> ] >>"})) == "active"


def test_it_is_found_in_what_the_document_begins_with():
    assert problem(pdf(catalog="/OpenAction << /S /SubmitForm /F (https://example.test/) >>")) == "active"


def test_other_keys_and_kinds_are_let_in_where_objects_are_packed_together_too():
    assert problem(pdf_with_packed("<< /S /Table /Type /Font /JSON (x) >>")) is None


def test_a_name_written_with_numbers_for_its_letters_is_the_same_name():
    assert problem(pdf(extra={90: "<< /S /#4cau#6ech >>"})) == "active"


def test_what_no_table_lists_is_found_by_its_letters():
    assert problem(pdf() + b"\n99 0 obj << /JavaScript (app.alert) >> endobj") == "active"
    assert problem(pdf() + b"\n99 0 obj << /JavaScripture (x) >> endobj") is None


def test_letters_inside_of_a_stream_mean_nothing():
    assert problem(pdf() + b"\n99 0 obj << >> stream\n/JavaScript\nendstream endobj") is None


def test_an_action_within_the_document_is_let_in():
    assert problem(pdf(extra={90: "<< /S /GoTo /D [ 1 /Fit ] >>"})) is None
