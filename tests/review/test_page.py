"""The page in a real browser, by keyboard: correct a speaker, see the pages change, reload, find it kept, approve."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from reviewed import Review, desk_of, running

from proceedings.review.desk import Desk
from proceedings.revise.storage import read_sidecar

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    browser, tool = next(filter(None, map(shutil.which, BROWSERS)), None), shutil.which("chromedriver")
    if browser is None or tool is None:
        if os.environ.get("CI"):
            pytest.fail("chromium and chromedriver are missing")
        pytest.skip("chromium and chromedriver are not installed")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1440,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    found = webdriver.Chrome(options=options, service=webdriver.ChromeService(tool))
    yield found
    found.quit()


@pytest.fixture
def review(tmp_path: Path) -> Iterator[Review]:
    with running(desk_of(tmp_path)) as found:
        yield found


class Page:
    """What somebody sees and types."""

    def __init__(self, driver: Any, review: Review) -> None:
        self.driver, self.review = driver, review
        driver.get("about:blank")
        driver.get(review.address)
        self.until(lambda: self.text("said") == "" and self.pages())

    def until(self, holds: Callable[[], object]) -> None:
        from selenium.webdriver.support.ui import WebDriverWait

        WebDriverWait(self.driver, 20, 0.05).until(lambda _: holds())

    def text(self, id: str) -> str:
        return str(self.driver.find_element("id", id).text)

    def pages(self) -> str:
        """Give the revision whose pages are shown, "" while they are being drawn."""
        shown = self.driver.find_element("id", "pages")
        return "" if shown.get_attribute("aria-busy") == "true" else str(shown.get_attribute("data-revision") or "")

    def type(self, keys: str) -> None:
        self.driver.switch_to.active_element.send_keys(keys)

    def decide(self, keys: str) -> str:
        """Type a decision; wait until it is said to be done and the pages show it; gives what was said."""
        before, was = self.pages(), self.text("said")
        self.type(keys)
        self.until(lambda: self.text("said") != was and self.pages() not in ("", before))
        assert self.text("wrong") == ""
        return self.text("said")

    def current(self) -> str:
        return str(self.driver.find_element("css selector", ".sentence[aria-current=true]").text)

    def picture(self) -> str:
        """Give the pixels of all pages that are shown."""
        script = """
          return [...document.querySelectorAll("#pages img")].map(picture => {
            const canvas = document.createElement("canvas");
            canvas.width = picture.naturalWidth;
            canvas.height = picture.naturalHeight;
            canvas.getContext("2d").drawImage(picture, 0, 0);
            return canvas.toDataURL();
          }).join();"""
        return str(self.driver.execute_script(script))


def test_a_speaker_is_corrected_by_keyboard_shown_kept_and_approved(driver: Any, review: Review) -> None:
    page = Page(driver, review)
    assert page.text("open-count") == "(3)"
    assert "She thanked the volunteers" in page.current()
    before = page.picture()
    assert page.decide("4").startswith("Sentence 6: Samina Qureshi. Saved. Next: sentence")
    assert page.picture() != before
    assert "did not take part" in page.current()
    page.decide("0")
    assert "The towns undertook" in page.current()
    assert page.decide("\ue007").endswith("Nothing is in doubt any more.")
    kept = read_sidecar(review.desk.path).corrections
    assert [c.speakers for c in kept] == [("Samina Qureshi",), (), ("collective",)]

    driver.refresh()
    page.until(page.pages)
    assert page.text("progress").startswith("0 in doubt, 3 decided by hand")
    assert "Samina Qureshi" in page.text("s5") and "decided by hand" in page.text("s5")

    driver.find_element("id", "approve").click()
    was = page.text("state")
    page.type("\ue007")
    page.until(lambda: page.text("state") != was)
    assert page.text("state").startswith("Reviewed by Ana Ruiz, 24")
    found = read_sidecar(review.desk.path).approval
    assert found is not None and found.by == "Ana Ruiz"


def test_facts_people_text_and_undo_work_by_keyboard(driver: Any, review: Review) -> None:
    page = Page(driver, review)
    page.type("e")
    field = driver.find_element("name", "city")
    field.clear()
    was = page.text("said")
    field.send_keys("Huế\ue007")
    page.until(lambda: page.text("said") != was)
    assert page.text("said") == "Where: city: Huế. Saved."
    assert page.decide("u").startswith("Taken back: city: Huế")

    page.type("a")
    was = page.text("said")
    driver.find_element("id", "person-name").send_keys("Mai Lan")
    driver.find_element("id", "person-role").send_keys("Rapporteur\ue007")
    page.until(lambda: page.text("said") != was)
    assert "Mai Lan" in page.text("people") and "Rapporteur" in page.text("people")

    page.type("\ue00c")
    assert "left out" in page.decide("x")
    assert "in again" in page.decide("x")
    assert "key message" in page.decide("m")
    assert [c.stamp.by for c in read_sidecar(review.desk.path).corrections] == ["Ana Ruiz"] * 4


def test_a_change_of_somebody_else_is_shown_and_not_overwritten(driver: Any, review: Review) -> None:
    page = Page(driver, review)
    other = Desk(review.desk.path, review.desk.order, "Tom Lee")
    other.act(other.state()["revision"], {"kind": "speakers", "sentence": 5, "speakers": []})
    page.type("4")
    page.until(lambda: "changed meanwhile" in page.text("wrong"))
    assert [c.speakers for c in read_sidecar(review.desk.path).corrections] == [()]
    page.until(lambda: "decided by hand" in page.text("s5"))


def test_nothing_of_the_page_is_told_by_colour_alone_and_everything_has_a_name(driver: Any, review: Review) -> None:
    page = Page(driver, review)
    for i, sentence in enumerate(review.desk.state()["sentences"]):
        label = driver.find_element("css selector", f"#s{i} .label").text
        if sentence["doubtful"]:
            assert "doubtful" in label and "?" in label
    unnamed = driver.execute_script("""
      return [...document.querySelectorAll("button, select, input, textarea, dialog, img, section")]
        .filter(n => !(n.getAttribute("aria-label") || n.labels?.length || n.alt || n.textContent.trim()
          || document.getElementById(n.getAttribute("aria-labelledby"))?.textContent.trim())).map(n => n.outerHTML)""")
    assert unnamed == []
    assert page.text("wrong") == ""


@pytest.mark.parametrize("width", [1440, 720, 360])
def test_it_can_be_used_at_twice_the_size_and_on_a_narrow_window(driver: Any, review: Review, width: int) -> None:
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    )
    try:
        page = Page(driver, review)
        wide = driver.execute_script("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0
        assert "Samina Qureshi" in page.decide("4")
    finally:
        driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_the_browser_has_nothing_to_complain_of(driver: Any, review: Review) -> None:
    driver.get_log("browser")
    page = Page(driver, review)
    page.decide("4")
    assert [entry["message"] for entry in driver.get_log("browser")] == []
