"""The front door: page set-up, access, navigation, shared filters, run the page."""

from __future__ import annotations

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager

from data.store import Snapshot
from pages.kit.address import SCHOOL_PAGE
from pages.kit.words import N_, Words
from pages.web import routes, start
from pages.web.guard import Guard

#: Every page: section, file, title, icon, address, and the question that it answers. One line each.
PAGES = (
    (
        N_("Results"),
        "pages/overview/page.py",
        N_("Overview"),
        ":material/dashboard:",
        "overview",
        N_("Is the plan meeting its goals?"),
    ),
    (
        N_("Results"),
        "pages/indicators/page.py",
        N_("Indicators"),
        ":material/checklist:",
        "indicators",
        N_("How does every indicator stand against its target?"),
    ),
    (
        N_("Results"),
        SCHOOL_PAGE,
        N_("School"),
        ":material/school:",
        "school",
        N_("How is this school doing?"),
    ),
    (
        N_("Results"),
        "pages/map/page.py",
        N_("Map"),
        ":material/map:",
        "map",
        N_("Where are the targets met, and where not?"),
    ),
    (
        N_("Incidents"),
        "pages/trends/page.py",
        N_("Trends"),
        ":material/monitoring:",
        "trends",
        N_("Are incidents rising, and where?"),
    ),
    (
        N_("Incidents"),
        "pages/timeliness/page.py",
        N_("Timeliness"),
        ":material/timer:",
        "handling",
        N_("Are incidents handled in time?"),
    ),
    (
        N_("Delivery"),
        "pages/plan/page.py",
        N_("Plan paragraphs"),
        ":material/fact_check:",
        "plan",
        N_("Is every paragraph of the plan being carried out?"),
    ),
    (
        N_("Delivery"),
        "pages/reports/page.py",
        N_("Reports due 30/11"),
        ":material/outgoing_mail:",
        "reports",
        N_("Did every school's yearly report come in time?"),
    ),
    (
        N_("Delivery"),
        "pages/resources/page.py",
        N_("Resources"),
        ":material/payments:",
        "resources",
        N_("What was planned, spent and used?"),
    ),
    (
        N_("Data"),
        "pages/quality/page.py",
        N_("Quality"),
        ":material/database:",
        "quality",
        N_("How complete are the data, and what do they mean?"),
    ),
    (
        N_("Data"),
        "pages/export/page.py",
        N_("Export"),
        ":material/archive:",
        "export",
        N_("Which figures are handed on, and to whom?"),
    ),
    (
        N_("Data"),
        "pages/load/page.py",
        N_("Load data"),
        ":material/upload_file:",
        "intake",
        N_("Are the reports sent in right, and may they be published?"),
    ),
)

#: Addresses of pages for those who may publish: in nobody else's navigation, and shut to them themselves.
PUBLISHERS_ONLY = frozenset({"intake"})


#: Under what the session keeps the title in the browser's tab.
TITLE = "page_title"


def navigation(words: Words) -> tuple[st.Page, str]:
    """The reader's pages by section; returns the one to run and the question that it answers."""
    # Not above: the server imports this file before there is a place for what these cache.
    from pages.kit import access

    sections: dict[str, list[st.Page]] = {}
    asks: dict[str, str] = {}
    for place, (section, file, title, icon, address, question) in enumerate(PAGES):
        hidden = address in PUBLISHERS_ONLY and not access.may_publish()
        page = st.Page(
            file,
            title=words.text(title),
            icon=icon,
            url_path=address,
            default=place == 0,
            visibility="hidden" if hidden else "visible",
        )
        sections.setdefault(words.text(section), []).append(page)
        asks[page.url_path] = words.text(question)
    page = st.navigation(sections, expanded=True)
    return page, asks[page.url_path]


def main() -> None:
    """One run of one page for one reader."""
    # Not above: the server imports this file before there is a place for what these cache.
    from pages.kit import access, address, frame
    from pages.web import browser, sign_in

    # An icon of our own: the name of a Material icon would be fetched from the internet. The title is the one
    # of the run before, which most runs keep.
    title = st.session_state.get(TITLE, "An toàn trẻ em trên mạng")
    st.set_page_config(page_title=title, page_icon=str(frame.ICON), layout="wide")
    words = frame.language()
    browser.style()
    if not sign_in.is_open(words, [address for *_, address, _ in PAGES]):
        browser.attend(words, None)
        return
    page, question = navigation(words)
    access.begin(words)
    snapshot = frame.snapshot_or_stop(words)
    if file := address.page_to_open():
        st.switch_page(file)
    frame.guarded(lambda: draw(page, question, snapshot, words), words)
    frame.freshness(snapshot, words)


def draw(page: st.Page, question: str, snapshot: Snapshot, words: Words) -> None:
    """The page with all that stands around it; what fails in it is said in words by its caller."""
    from pages.kit import access, answers, downloads, filters, frame, inert
    from pages.web import browser, header

    tier, links = header.identity(snapshot, words)
    st.title(question, anchor=False)
    bar = st.container(horizontal=True, vertical_alignment="center", key="filters")
    downloads.begin()
    browser.attend(words, header.awaited(snapshot))

    def run() -> None:
        # Only now it is known which page of which plan it is: what a screen reader says.
        title = f"{page.title} · {inert.as_text(answers.plan(words)['short_title'])}"
        if st.session_state.get(TITLE) != title:
            st.set_page_config(page_title=title)
            st.session_state[TITLE] = title
        choice = filters.draw(bar, words)
        if tier and access.reader().tier_for(choice.schools) == "shareable":
            tier.markdown(header.shareable(words))
        frame.prepared(words)
        answers.ask_ahead(page.url_path, choice)
        page.run()
        answers.ask_other_years(filters.other_years(choice))

    frame.guarded(run, words)
    with bar:
        downloads.menu(words)
    header.links(links, snapshot, words)


if __name__ == "__main__":
    main()
else:
    # The server imports this file once, before the first reader comes. Told only by the first run, it
    # would take the folder pages/ for its older kind of pages, and answer whoever opens the address of
    # a page first with "page not found" in English.
    PagesManager.uses_pages_directory = False
    app = st.App(
        __file__,
        lifespan=start.lifespan,
        routes=[
            Route(routes.HEALTH, routes.health),
            Route(routes.news_address(), routes.news),
            Route(f"/{PAGES[0][4]}", routes.first_page),
        ],
        middleware=[Middleware(Guard)],
    )
