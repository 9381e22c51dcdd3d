// Draws the page and the year that the address names. `drawTable` is kit/table.js. Nothing is asked of anybody.
const content = JSON.parse(document.getElementById("content").textContent);
const years = content.years.map(([year]) => String(year));
let cleanups = [];

const element = (name, text, className) => {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
};

// #indicators/2025/awareness_schools: page, year, and the indicator that is open. What is not known falls back.
const address = () => {
  const [page, year, open] = location.hash.slice(1).split("/");
  const known = content.pages.some(({ id }) => id === page);
  return {
    page: known ? page : content.pages[0].id,
    year: years.includes(year) ? year : years.at(-1),
    open: open ?? "",
  };
};

const go = ({ page, year, open }) => {
  location.hash = [page, year, open].filter(Boolean).join("/");
};

const tableOf = (named) => {
  const data = typeof named === "string" ? content.tables[named] : named;
  const host = element("div", undefined, "host");
  const root = host.attachShadow({ mode: "open" });
  root.append(document.getElementById("table").content.cloneNode(true));
  let cleanup = () => {};
  const draw = () => {
    cleanup();
    const place = data.opens[0]?.indexOf(address().open) ?? -1;
    cleanup = drawTable({
      data: { table: { ...data, details: data.details[place] ? { [place]: data.details[place] } : {} } },
      parentElement: root,
      setTriggerValue: (what, id) => {
        if (what !== "open") return;
        const now = address();
        go({ ...now, page: "indicators", open: now.open === id ? "" : id });
      },
    });
  };
  draw();
  cleanups.push(() => cleanup());
  host.redraw = draw;
  const whole = element("div");
  whole.append(host);
  if (data.rest) whole.append(element("p", data.rest, "note"));
  return whole;
};

const choicesOf = (choices) => {
  const whole = element("div");
  const bar = element("div", undefined, "bar");
  const place = element("div");
  const tables = choices.map(([, table]) => tableOf(table));
  choices.forEach(([name], at) => {
    const button = element("button", name);
    button.type = "button";
    button.addEventListener("click", () => pick(at));
    bar.append(button);
  });
  const pick = (at) => {
    [...bar.children].forEach((button, own) => button.setAttribute("aria-pressed", own === at));
    place.replaceChildren(tables[at]);
  };
  pick(0);
  whole.append(bar, place);
  return whole;
};

const blockOf = (block) => {
  const made = element("section", undefined, block.narrow ? "narrow" : "");
  if (block.heading) made.append(element("h2", block.heading));
  if (block.answer) made.append(element("p", block.answer, "answer"));
  for (const note of block.notes ?? []) made.append(element("p", note, "note"));
  if (block.table) made.append(tableOf(block.table));
  if (block.choices) made.append(choicesOf(block.choices));
  for (const note of block.below ?? []) made.append(element("p", note, "note"));
  if (block.beside) {
    made.className = "beside";
    made.append(...block.beside.map(blockOf));
  }
  if (block.fold) {
    const fold = element("details");
    fold.append(element("summary", block.fold), ...block.texts.map((text) => element("p", text)));
    made.append(fold);
  }
  return made;
};

const linksOf = (label, links) => {
  const bar = element("nav", undefined, "bar");
  bar.setAttribute("aria-label", label);
  for (const [name, to, here] of links) {
    const link = element("a", name);
    link.href = `#${to}`;
    if (here) link.setAttribute("aria-current", "page");
    bar.append(link);
  }
  return bar;
};

let drawn = "";
const draw = () => {
  const { page, year, open } = address();
  const wanted = `${page}/${year}`;
  if (wanted === drawn) {
    // Only a row was opened or closed: the page stays where it is.
    for (const host of document.querySelectorAll(".host")) host.redraw();
    return;
  }
  for (const cleanup of cleanups) cleanup();
  cleanups = [];
  const here = content.pages.find(({ id }) => id === page);
  document.title = `${here.name} ${year} · ${content.title}`;
  const title = element("h1", here.question);
  title.tabIndex = -1;
  document.getElementById("bars").replaceChildren(
    linksOf(content.names.pages, content.pages.map(({ id, name }) => [name, `${id}/${year}`, id === page])),
  );
  document.getElementById("page").replaceChildren(
    title,
    linksOf(content.names.years, content.years.map(([each, named]) => [
      named, `${page}/${each}`, String(each) === year,
    ])),
    ...here.blocks[year].map(blockOf),
  );
  const first = drawn === "";
  drawn = wanted;
  if (first && !open) return;
  const row = open && [...document.querySelectorAll(".host")]
    .map((host) => host.shadowRoot.querySelector(".opened"))
    .find(Boolean);
  if (row) row.scrollIntoView({ block: "center" });
  else if (document.activeElement === document.body) {
    // What was pressed is drawn anew: the focus goes to the title, from where a keyboard reads on.
    title.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
};

window.addEventListener("hashchange", draw);
draw();
