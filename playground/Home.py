"""The front door: `streamlit run playground/Home.py`. The server reads this file once for what listens, then with every click."""

import site
import sys
from pathlib import Path

# Told what is known already: this script runs with every click, and to look it all up each time costs a millisecond.
site.addsitedir(str(Path(__file__).resolve().parent.parent), set(sys.path))

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx


def show() -> None:
    """What a visitor sees. Its imports wait for the server: components are declared to it."""
    from engine.language.words import _
    from playground.classroom import arrival, desk, seat
    from playground.home import warmup
    from playground.shell import language, links, logo
    from playground.shell.frame import guard

    language.speak()
    # Before the menu is made: otherwise the page's menu icon would become the tab's, and that is fetched from outside.
    st.set_page_config(
        page_icon=logo.MARK,
        layout="wide",
        # An entry of our own brings the menu, and with it the choice between light and dark.
        menu_items={"About": _("**Atelier**: a playground for generative deep learning. See, steer, break, repair.")},
    )
    st.html(links.PLAYGROUND / "shell" / "page.css")  # before the menu is there to be clicked
    seat.seat_visitor()
    page = st.navigation(links.pages(), expanded=True)
    st.set_page_config(page_title=f"{page.title} · Atelier")
    st.logo(logo.WORDMARK, icon_image=logo.MARK, size="large")
    links.count_visit(page.url_path)
    with guard():
        desk.warn_of_removals(page.url_path)
    with guard():
        if arrival.awaited():
            arrival.ask()
        else:
            page.run()
    desk.remember_desk()
    language.switch()
    warmup.start()


if get_script_run_ctx(suppress_warning=True):
    show()
else:
    from streamlit.starlette import App

    from playground.server import door, watchdog

    watchdog.start()
    app = App(__file__, middleware=door.guarded())
