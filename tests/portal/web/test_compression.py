"""What is compressed on its way."""

import gzip

import pytest

pytestmark = pytest.mark.django_db


def test_a_page_that_is_not_kept_goes_out_compressed_to_a_visitor(client):
    plain = client.get("/search/?q=某词")

    packed = client.get("/search/?q=某词", headers={"accept-encoding": "gzip"})

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert "Content-Encoding" not in plain


def test_nothing_is_compressed_for_someone_signed_in(client, village_officer):
    client.force_login(village_officer)

    answer = client.get("/search/?q=某词", headers={"accept-encoding": "gzip"})

    assert answer.status_code == 200
    assert "Content-Encoding" not in answer
