"""The class report in a real browser: readable, silent, usable by keyboard, and safe to open.

Its hand-ins are made up, hostile ones among them. test_class_report.py looks at what it says.
"""

from importlib.resources import files

import browsing
import pytest
from made_up_class import said_of, submission
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from test_class_report import GRADIENT, a_class, gradient, hostile_class
from test_clean_pages import browser as browser
from test_clean_pages import requests_sent
from test_feedback_pages import LOOK, open_page, unfold

from autograder.classreport import page, without_people
from autograder.runs.changes import change
from autograder.runs.overview import Overview

pytestmark = browsing.needed

LOOKS = [
    pytest.param(360, "dark"),
    pytest.param(360, "light", marks=pytest.mark.thorough),
    pytest.param(1400, "dark", marks=pytest.mark.thorough),
    pytest.param(1400, "light", marks=pytest.mark.thorough),
]


@pytest.fixture(scope="module")
def report():
    """A class with something to say in each section, hostile hand-ins among the others."""
    alike = [
        submission(f"twin{n}", gradient(None, evidence={"received": (3.5,), "expected": (1.0,)}),
                sources={"manual_gradient": GRADIENT}, hours=30)
        for n in range(2)
    ]  # fmt: skip
    people = [*a_class(), *alike, *hostile_class()]
    there = Overview(submitted=["ada"], withheld=["ada"], not_graded=["bob"] * 12)
    changes = (change(submission("twin0").report, alike[0].report),)
    return said_of(*people, overview=there, run="2026-11-24_101010", changes=changes)


@pytest.mark.parametrize("anonymous", [False, pytest.param(True, marks=pytest.mark.thorough)])
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_page_is_readable_and_does_nothing(browser, tmp_path, report, width, scheme, anonymous):
    path = tmp_path / "report.html"
    path.write_bytes(page(without_people(report) if anonymous else report))
    open_page(browser, path, width, scheme)
    for opened in (False, True):
        if opened:
            unfold(browser)
            browser.execute_script("document.querySelectorAll('*').forEach((e) => e.focus())")
        wide = browser.execute_script("return document.documentElement.scrollWidth")
        assert wide <= width
    assert browser.get_log("browser") == [], "nothing ran, and the policy had nothing to stop"
    assert requests_sent(browser, path.as_uri()) == set()
    browser.execute_script(files("axe_core_python").joinpath("axe.min.js").read_text())
    assert browser.execute_async_script(LOOK) == []


@pytest.mark.thorough
def test_examples_open_and_sections_are_reached_by_keyboard(browser, tmp_path, report):
    path = tmp_path / "report.html"
    path.write_bytes(page(report))
    open_page(browser, path, 1400, "light")
    summary = browser.find_element(By.TAG_NAME, "summary")
    summary.send_keys(Keys.ENTER)
    assert summary.find_element(By.XPATH, "..").get_attribute("open")
    for link in browser.find_elements(By.CSS_SELECTOR, "nav a"):
        target = link.get_attribute("href").rsplit("#", 1)[1]
        assert browser.find_element(By.ID, target).is_displayed()
    first = browser.find_element(By.CSS_SELECTOR, "nav a")
    first.send_keys(Keys.ENTER)
    assert browser.current_url.endswith("#misunderstood")
