"""Every page of the site is correct HTML by the Nu checker, and no link leads nowhere."""

from __future__ import annotations

import os

import pytest

from .checkers import faults

SIGNED_IN = ["volunteer", "village", "township", "county", "safeguarding", "centre", "auditor", "operator"]


def test_one_process_runs_what_only_looks_at_the_site(request):
    assert request.node.nodeid.endswith("@looking") is ("PYTEST_XDIST_WORKER" in os.environ)


def test_the_checker_finds_a_fault(checker, tmp_path):
    broken = "<!DOCTYPE html><html lang=en><title>x</title><p id=a><p id=a><img src=x>"

    assert len(faults(checker, {"/broken/": broken}, tmp_path)) == 2


@pytest.fixture(scope="module")
def wrong(walked, checker, tmp_path_factory):
    """By account what the checker finds in its pages: it starts once, which takes it as long as a hundred pages."""
    pages = {f"{name} {path}": html for name in ["", *SIGNED_IN] for path, html in walked(name).pages.items()}
    found = faults(checker, pages, tmp_path_factory.mktemp("pages"))
    return {name: [fault for fault in found if fault.partition(" ")[0] == name] for name in ["", *SIGNED_IN]}


def test_every_public_page_is_correct_and_no_link_is_dead(walked, wrong):
    found = walked("")

    assert found.dead == []
    assert len(found.pages) > 80
    assert wrong[""] == []


@pytest.mark.parametrize("name", SIGNED_IN)
def test_every_page_of_an_account_is_correct(walked, wrong, name):
    assert walked(name).dead == []
    assert wrong[name] == []
