// What the framework leaves to be done in the browser: the language, the focus, Back, and news from the server.
const clocks = new WeakMap();

export default ({ data, parentElement, setTriggerValue }) => {
  document.documentElement.lang = data.lang;
  document.documentElement.style.setProperty("--choose-files", JSON.stringify(data.files));
  window.noPage = data.noPage;
  nameTheUnknown();
  if (!window.attended) {
    window.attended = true;
    boxesTakeFocus();
    backTakesBackOneClick();
    figuresFitPaper();
    new MutationObserver(nameTheUnknown).observe(document.body, { childList: true, subtree: true });
  }
  clearInterval(clocks.get(parentElement));
  if (!data.address) return undefined;
  const clock = setInterval(() => look(data, setTriggerValue), data.every * 1000);
  clocks.set(parentElement, clock);
  return () => clearInterval(clock);
};

// What the framework says of an address at which there is no page, in the reader's language.
function nameTheUnknown() {
  const title = document.querySelector("[role=dialog] [slot=title]");
  if (title?.textContent !== "Page not found") return;
  const [heading, text, close] = window.noPage;
  title.textContent = heading;
  title.nextElementSibling.textContent = text;
  title.closest("[role=dialog]").querySelector("button").ariaLabel = close;
}

// Plotly draws in pixels of the window: on narrower paper a figure is drawn smaller, and nothing of it is cut.
function figuresFitPaper() {
  addEventListener("beforeprint", () => {
    for (const drawing of document.querySelectorAll(".main-svg")) {
      const { width, height } = drawing;
      drawing.setAttribute("viewBox", `0 0 ${width.baseVal.value} ${height.baseVal.value}`);
    }
  });
}

// Asks whether this page is still the newest one; if not, has it drawn anew.
async function look(data, setTriggerValue) {
  let changed = false;
  try {
    const answer = await fetch(data.address, { cache: "no-store" });
    // 403: whoever reads here may not any more. Any other failure says nothing: the server may be away.
    changed = answer.status === 403 || (answer.status === 200 && (await answer.text()) !== data.shown);
  } catch {}
  if (changed) setTriggerValue("changed", Date.now());
}

// Opened by a key, a box that hangs at the end of the page (lists of schools and communes, files) takes the
// focus, and closed by Escape or by a pick it gives it back: the framework would have its reader walk through
// the whole page to it. While a file is made its button is put away, and then has the focus again. A click of a
// pointer has detail 1 or more and leaves the focus alone.
function boxesTakeFocus() {
  const box = () => document.querySelector("[data-testid=stPopoverBody]");
  const menu = () => document.querySelector("[role=menu]");
  const first = () => box()?.querySelector("input, [data-testid=stDownloadButton] button");
  // An element may be another one after a run: it is found again by the key of what holds it.
  const keyed = (element) => {
    const names = [...element.closest("[class*=st-key-]").classList];
    return `.${CSS.escape(names.find((name) => name.startsWith("st-key-")))}`;
  };
  let button = null;
  const until = (ready, act, tries = 200) => {
    if (ready()) act();
    else if (tries > 0) setTimeout(until, 50, ready, act, tries - 1);
  };
  const giveBack = () =>
    until(() => !box() && !menu(), () => setTimeout(() => document.querySelector(`${button} button`)?.focus(), 150));
  const clicked = (event) => {
    if (event.detail > 0) return;
    // A menu takes the focus by itself, but after a run of the page no more.
    if (event.target.closest("[data-testid=stMenuButtonButton]")) {
      button = keyed(event.target);
      until(menu, () => menu().contains(document.activeElement) || menu().focus(), 20);
    }
    const pressed = event.target.closest("[data-testid=stPopoverButton]");
    if (pressed && !box()) {
      button = keyed(pressed);
      until(first, () => first().focus());
    } else if (event.target.closest("[data-testid=stPopoverBody] [data-testid=stDownloadButton]")) {
      const key = keyed(event.target);
      const again = () => document.querySelector(`${key} button:not(:disabled)`);
      until(() => again() && document.activeElement === document.body, () => again().focus());
    } else if (event.target.closest("[data-testid=stPopoverBody]")) giveBack();
  };
  const pressed = (event) => {
    if (event.key === "Escape" && event.target.closest("[data-testid=stPopoverBody]")) giveBack();
    if (event.key === "Enter" && event.target.closest("[role=menu]")) giveBack();
  };
  document.addEventListener("click", clicked, true);
  document.addEventListener("keydown", pressed, true);
}

// One press of Back takes back one click: a filter that was changed, or a page that was opened. For one click the
// framework notes several steps: it empties the address of the old page, then fills that of the new one part by
// part. The first step after a click stands in the history, and each further one takes its place.
function backTakesBackOneClick() {
  const push = history.pushState.bind(history);
  const replace = history.replaceState.bind(history);
  let noted = true;
  const note = (is) => () => (noted = is);
  for (const event of ["click", "keydown"]) window.addEventListener(event, note(false), true);
  window.addEventListener("popstate", note(true), true);
  history.pushState = (...step) => {
    (noted ? replace : push)(...step);
    noted = true;
  };
}
