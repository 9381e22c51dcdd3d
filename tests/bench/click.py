"""How long a click takes, clocked inside the page: until nothing in it changes any more.

Every change of content counts, also in open shadow roots (the tables) and within charts, whose late second
drawing is one too; a change of a class name is none.
"""

from __future__ import annotations

from playwright.sync_api import Page

#: Quiet for so long means that the click has brought all it brings, in milliseconds.
QUIET = 900

_CLICK = """
([year, quiet]) => new Promise(done => {
    let last = 0, timer;
    const main = document.querySelector('[data-testid=stMain]');
    const roots = [main, ...[...main.querySelectorAll('*')].filter(it => it.shadowRoot).map(it => it.shadowRoot)];
    const observer = new MutationObserver(changes => {
        const real = changes.some(({ type, target }) => {
            const at = target.nodeType === 1 ? target : target.parentElement;
            return type !== 'attributes' || at?.closest?.('.stPlotlyChart');
        });
        if (real) requestAnimationFrame(() => { last = performance.now(); clearTimeout(timer); timer = setTimeout(finish, quiet); });
    });
    const finish = () => { observer.disconnect(); done(last - start); };
    for (const root of roots) observer.observe(root, { subtree: true, childList: true, characterData: true,
        attributes: true, attributeFilter: ['d', 'transform', 'x', 'y', 'width', 'height', 'points'] });
    timer = setTimeout(finish, 20000);
    const button = [...main.querySelectorAll('button, [role=radio]')].find(it => it.textContent.trim().startsWith(year));
    const start = performance.now();
    button.click();
})
"""


def clicked(page: Page, year: int) -> float:
    """Seconds from the click on a year until all is still."""
    page.bring_to_front()
    taken: float = page.evaluate(_CLICK, [str(year), QUIET])
    return taken / 1000
