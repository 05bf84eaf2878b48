"""Every page of the site is correct HTML by the Nu checker, and no link leads nowhere."""

from __future__ import annotations

import os

import pytest

from .checkers import faults

SIGNED_IN = ["volunteer", "village", "township", "county", "safeguarding", "centre", "auditor", "operator"]


def test_one_process_runs_all_browser_tests_but_the_walks(request):
    assert request.node.nodeid.endswith("@browser") is ("PYTEST_XDIST_WORKER" in os.environ)


def test_the_checker_finds_a_fault(checker, tmp_path):
    broken = "<!DOCTYPE html><html lang=en><title>x</title><p id=a><p id=a><img src=x>"

    assert len(faults(checker, {"/broken/": broken}, tmp_path)) == 2


def test_every_public_page_is_correct_and_no_link_is_dead(walked, checker, tmp_path):
    found = walked("")

    assert found.dead == []
    assert len(found.pages) > 80
    assert faults(checker, found.pages, tmp_path) == []


@pytest.mark.parametrize("name", SIGNED_IN)
def test_every_page_of_an_account_is_correct(walked, checker, tmp_path, name):
    found = walked(name)

    assert found.dead == []
    assert faults(checker, found.pages, tmp_path) == []
