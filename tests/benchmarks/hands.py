"""How quickly pictures that the browser draws follow a hand: `python -m tests.benchmarks.hands`, with Chromium."""

import argparse
import shutil

from playwright.sync_api import Locator, Page, sync_playwright

from tests.benchmarks import served
from tests.benchmarks.app.cold_start import FLAGS, NAMES

MOVES = 60

DRAG = """([name, moves]) => new Promise((done) => {
    const hosts = [...document.querySelectorAll("*")].map((one) => one.shadowRoot).filter(Boolean);
    const plane = hosts.map((root) => root.querySelector(".plane")).find(Boolean);
    const box = plane.getBoundingClientRect();
    const send = (type, x, y) => plane.dispatchEvent(new PointerEvent(type, {
        pointerId: 1, isPrimary: true, bubbles: true, button: 0, buttons: type === "pointerup" ? 0 : 1,
        clientX: box.x + x * box.width, clientY: box.y + y * box.height }));
    const before = window.__atelier[name].decoded, start = performance.now();
    let made = 0;
    send("pointerdown", 0.5, 0.5);
    const move = () => {
        if (made++ === moves) {
            send("pointerup", 0.5, 0.5);
            return done([window.__atelier[name].decoded - before, (performance.now() - start) / 1000]);
        }
        send("pointermove", 0.5 + 0.4 * Math.sin(made / 7), 0.5 + 0.4 * Math.cos(made / 9));
        requestAnimationFrame(move);
    };
    requestAnimationFrame(move);
})"""

SLIDE = """(slider, [name, moves]) => new Promise((done) => {
    const before = window.__atelier[name].frames, start = performance.now();
    const [low, high] = [Number(slider.min), Number(slider.max)];
    let made = 0;
    const move = () => {
        if (made++ === moves) return done([window.__atelier[name].frames - before, (performance.now() - start) / 1000]);
        slider.value = low + (high - low) * (made % 20) / 20;
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        requestAnimationFrame(move);
    };
    requestAnimationFrame(move);
})"""


def drag(page: Page, name: str, moves: int) -> tuple[int, float]:
    """Drag over the plane, a move with each picture of the screen: how many pictures were decoded, and in how many seconds."""
    return tuple(page.evaluate(DRAG, [name, moves]))


def slide(slider: Locator, name: str, moves: int) -> tuple[int, float]:
    """The same with a slider."""
    return tuple(slider.evaluate(SLIDE, [name, moves]))


def plane(page: Page) -> tuple[int, float]:
    page.wait_for_function("window.__atelier?.['vae.map']?.decoded > 0")
    return drag(page, "vae.map", MOVES)


def concept(page: Page) -> tuple[int, float]:
    page.wait_for_function("window.__atelier?.['mixer.faces-cartoon']?.frames > 0")
    return slide(page.get_by_label("Smile", exact=True), "mixer.faces-cartoon", MOVES)


def wish(page: Page) -> tuple[int, float]:
    page.wait_for_function("window.__atelier?.['wishes.cgan-faces']?.frames > 0")
    slider = page.get_by_label("beard", exact=True).and_(page.get_by_role("slider"))
    return slide(slider, "wishes.cgan-faces", MOVES)


def time(page: Page) -> tuple[int, float]:
    page.wait_for_function("window.__atelier?.['plane.flow']?.flow.away")
    return slide(page.get_by_label("Time, from noise to data"), "plane.flow", MOVES)


WORKS = {
    "a code on the plane of the latent explorer": ("vae?view=explore", plane, 50),
    "a concept of a face": ("concepts?view=faces&model=faces-cartoon", concept, 30),
    "time in a flow on points": ("plane?view=play", time, 50),
    "a mark of a conditional GAN's face": ("cgan?view=draw&model=cgan-faces", wish, 30),
}
"""What is moved, where, and how many pictures a second a hand should see."""


def main() -> None:
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    rows = []
    with sync_playwright() as driver, served.served() as server:
        served.wait_until_ready(server)
        found = next(filter(None, map(shutil.which, NAMES)), None)
        chromium = driver.chromium.launch(executable_path=found, args=FLAGS)
        for words, (address, move, wanted) in WORKS.items():
            page = chromium.new_context(viewport={"width": 1280, "height": 720}).new_page()
            page.goto(f"{server.url}/{address}")
            decoded, seconds = max((move(page) for _ in range(5)), key=lambda one: one[0] / one[1])
            rows.append([words, f"{wanted}", f"{decoded / seconds:.0f}"])
            page.close()
        chromium.close()
    print(f"{served.machine()}. The best of five.\n")
    print(served.table(["what is moved", "pictures a second: target", "reached"], rows))


if __name__ == "__main__":
    main()
