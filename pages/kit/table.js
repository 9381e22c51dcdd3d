// Builds a table from JSON. Every text is set as text, so nothing in the data can act as markup.
const kept = new WeakMap();
const SVG = "http://www.w3.org/2000/svg";

const make = (name, className, text) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
};

const draw = (name, attributes) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};

const picture = (width, height, parts) => {
  const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" });
  svg.append(...parts);
  return svg;
};

// Confirmed solid, what may still come hatched, the target a line.
const bar = ([confirmed, possible, target, tint]) => {
  const [width, top, thick] = [176, 7, 8];
  const at = (share) => 2 + share * (width - 6);
  const parts = [
    draw("rect", { class: "rail", x: 2, y: top, width: width - 6, height: thick, rx: 2 }),
    draw("rect", { class: `fill ${tint}`, x: 2, y: top, width: at(confirmed) - 2, height: thick, rx: 2 }),
  ];
  if (possible !== null && possible > confirmed)
    parts.push(
      draw("rect", {
        class: `open ${tint}`,
        x: at(confirmed) + 0.5,
        y: top + 0.5,
        width: at(possible) - at(confirmed) - 1,
        height: thick - 1,
      }),
    );
  if (target !== null)
    parts.push(draw("line", { class: "target", x1: at(target), x2: at(target), y1: 2, y2: 20 }));
  return picture(width, 22, parts);
};

// One dot a year; a hollow one is part of a year; a gap where nothing is known.
const line = ([values, hollow, target, dashed, tint, marked]) => {
  const [width, height] = [124, 30];
  const x = (place) => 6 + (place * (width - 12)) / Math.max(values.length - 1, 1);
  const y = (value) => height - 6 - value * (height - 12);
  const parts = [];
  if (target !== null)
    parts.push(
      draw("line", { class: `aim${dashed ? " dashed" : ""}`, x1: 2, x2: width - 2, y1: y(target), y2: y(target) }),
    );
  let path = "";
  values.forEach((value, place) => {
    if (value === null) return;
    path += `${place && values[place - 1] !== null ? "L" : "M"}${x(place)} ${y(value)}`;
  });
  parts.push(draw("path", { class: "years", d: path }));
  values.forEach((value, place) => {
    if (value === null) return;
    const of = place === marked ? `marked ${tint}` : hollow[place] ? "hollow" : "dot";
    parts.push(draw("circle", { class: of, cx: x(place), cy: y(value), r: place === marked ? 4.5 : 2.5 }));
  });
  return picture(width, height, parts);
};

// One mark a school, from the lowest to the highest; a hollow one is not known.
const strip = (marks, open) => {
  const step = Math.max(3, Math.min(7, 214 / marks.length));
  return picture(
    Math.ceil(marks.length * step) + 2,
    22,
    marks.map(([height, tint, hollow, title, school], place) => {
      const tall = 4 + height * 16;
      const of = { class: hollow ? "unknown" : `fill ${tint}`, x: place * step + 1, y: 21 - tall, width: step - 2, height: tall };
      const mark = draw("rect", of);
      const name = draw("title", {});
      name.textContent = title;
      mark.append(name);
      if (school) {
        mark.classList.add("way");
        mark.addEventListener("click", () => open(school));
      }
      return mark;
    }),
  );
};

// Below an opened row: who is on which side, by name, and a line of text.
const detail = ({ lists, text }, columns, open) => {
  const cell = make("td", "detail");
  cell.colSpan = columns;
  const sides = make("div", "sides");
  for (const { mark, names } of lists) {
    const [shape, tint, title] = mark;
    const side = make("div");
    side.append(make("strong", `mark ${tint}`, `${shape} ${title}`));
    const list = make("ul");
    for (const [name, school] of names) {
      const item = make("li");
      const way = make(school ? "button" : "span", school ? "opens" : "", name);
      if (school) {
        way.type = "button";
        way.dataset.way = `${title} ${school}`;
        way.addEventListener("click", () => open(school));
      }
      item.append(way);
      list.append(item);
    }
    side.append(list);
    sides.append(side);
  }
  cell.append(sides);
  if (text) cell.append(make("p", "note", text));
  const row = make("tr", "below");
  row.append(cell);
  return row;
};

const textOf = (cell) => (typeof cell === "string" ? cell : cell.text);

// Days as 2025-03-31, numbers by size, all else by the alphabet of the language; what is empty comes last.
const sortable = (text, numeric, commas) => {
  const day = text.match(/(\d\d)\/(\d\d)\/(\d{4})/);
  if (day) return Date.UTC(day[3], day[2] - 1, day[1]);
  if (!numeric) return text;
  const plain = commas ? text.replaceAll(".", "").replace(",", ".") : text.replaceAll(",", "");
  const number = plain.replace("−", "-").match(/-?\d+(\.\d+)?/);
  return number ? Number(number[0]) : null;
};

const ordered = (data, sort) => {
  const rows = data.rows.map((_, place) => place);
  if (!sort) return rows;
  const numeric = Boolean(data.columns[sort.column].numeric);
  const commas = (1.5).toLocaleString(data.lang).includes(",");
  const keys = data.rows.map((row) => sortable(textOf(row[sort.column]), numeric, commas));
  const letters = new Intl.Collator(data.lang, { numeric: true });
  const compare = (a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b : letters.compare(String(a), String(b));
  const empty = (key) => key === null || key === "";
  return rows.sort((a, b) => {
    if (empty(keys[a]) || empty(keys[b])) return empty(keys[a]) - empty(keys[b]);
    return (sort.down ? -1 : 1) * compare(keys[a], keys[b]) || a - b;
  });
};

const fill = (place, cell, open, mark, way) => {
  const rich = typeof cell === "string" ? { text: cell } : cell;
  const into = open ? make("button", "opens") : place;
  if (open) {
    into.type = "button";
    into.dataset.way = way;
    into.addEventListener("click", open);
    place.append(into);
  }
  if (rich.bar) place.append(bar(rich.bar));
  if (rich.line) place.append(line(rich.line));
  if (rich.strip) place.append(strip(rich.strip, mark));
  if (rich.text) into.append(rich.text);
  if (rich.mark) {
    const [shape, tint, word] = rich.mark;
    const under = rich.text || rich.bar || rich.line ? "verdict" : "verdict alone";
    if (word) place.append(make("span", `${under} mark ${tint}`, `${shape} ${word}`));
    else into.append(rich.text ? " " : "", make("span", `mark ${tint}`, shape));
  }
  if (rich.note) place.append(make("span", "note", rich.note));
};

const body = (data, state, setTriggerValue) => {
  const found = make("tbody");
  const order = ordered(data, state.sort);
  const opening = data.columns.filter((column) => column.opens);
  const mark = (school) => setTriggerValue("mark", school);
  let group = "";
  for (const place of order.slice(0, state.shown)) {
    if (data.groups.length && data.groups[place] !== group) {
      group = data.groups[place];
      const heading = make("th", "group", group);
      heading.colSpan = data.columns.length;
      heading.scope = "rowgroup";
      const row = make("tr");
      row.append(heading);
      found.append(row);
    }
    const row = make("tr");
    row.setAttribute("role", "row");
    data.columns.forEach((column, at) => {
      const cell = make(at ? "td" : "th");
      if (!at) cell.scope = "row";
      cell.setAttribute("role", at ? "cell" : "rowheader");
      cell.classList.add(...["numeric", "lead", "large", "plain"].filter((name) => column[name]));
      if (/^\S{1,12}$/.test(textOf(data.rows[place][at]))) cell.classList.add("word");
      cell.dataset.title = column.title;
      const id = column.opens ? data.opens[opening.indexOf(column)][place] : "";
      fill(cell, data.rows[place][at], id ? () => setTriggerValue("open", id) : null, mark, `${at} ${place} ${id}`);
      row.append(cell);
    });
    // What has no name of its own goes on with the row above.
    if (!textOf(data.rows[place][0])) row.className = "on";
    found.append(row);
    if (data.details[place]) {
      row.classList.add("opened");
      found.append(detail(data.details[place], data.columns.length, mark));
    }
  }
  return found;
};

export default ({ data: { table: data }, parentElement, setTriggerValue }) => {
  const shape = JSON.stringify(data.columns.map((column) => column.title));
  let state = kept.get(parentElement);
  const arrived = !state;
  if (!state || state.shape !== shape) state = { shape, sort: null, shown: data.first };
  kept.set(parentElement, state);
  // What had the focus has it again once the table is drawn anew.
  const focused = parentElement.activeElement?.dataset.way;
  parentElement.querySelector(".table")?.remove();
  const root = make("div", "table");
  const table = make("table", data.columns.length > 5 ? "cards wide" : data.columns.length > 2 ? "cards" : "");
  table.setAttribute("role", "table");
  table.append(make("caption", "", data.caption));
  root.append(table);
  const more = make("button", "more");
  more.type = "button";
  const cut = make("p", "cut", data.cut);
  root.append(more, cut, ...(data.below ? [make("p", "foot", data.below)] : []));

  const refresh = () => {
    table.querySelector("tbody")?.remove();
    table.append(body(data, state, setTriggerValue));
    const left = data.rows.length - state.shown;
    more.hidden = left <= 0;
    more.textContent = `${data.more} (${left})`;
  };
  more.addEventListener("click", () => {
    state.shown += data.first;
    refresh();
  });

  const head = make("thead");
  const titles = make("tr");
  data.columns.forEach((column, at) => {
    const title = make("th", column.numeric ? "numeric" : "");
    title.scope = "col";
    if (column.plain || data.groups.length || data.rows.length < 2) title.textContent = column.title;
    else {
      const button = make("button", "sort", column.title);
      button.type = "button";
      button.dataset.way = `sort ${at}`;
      button.addEventListener("click", () => {
        const again = state.sort?.column === at;
        // Once up, once down, then as it came.
        state.sort = !again ? { column: at, down: false } : state.sort.down ? null : { column: at, down: true };
        for (const other of titles.children) other.removeAttribute("aria-sort");
        if (state.sort) title.setAttribute("aria-sort", state.sort.down ? "descending" : "ascending");
        refresh();
      });
      title.append(button);
      if (state.sort?.column === at)
        title.setAttribute("aria-sort", state.sort.down ? "descending" : "ascending");
    }
    titles.append(title);
  });
  head.append(titles);
  table.append(head);
  refresh();
  parentElement.append(root);
  // Who comes for one row of many sees it; who opens a row where it stands, stays where they are.
  const opened = Object.keys(data.details);
  if (arrived && opened.length === 1 && opened[0] !== "0")
    setTimeout(() => root.querySelector(".opened")?.scrollIntoView({ block: "center" }), 300);
  if (focused)
    [...root.querySelectorAll("button")].find((button) => button.dataset.way === focused)?.focus({ preventScroll: true });

  // On paper nobody can press for more.
  const whole = () => {
    state.shown = data.cut ? data.paper : data.rows.length;
    refresh();
  };
  window.addEventListener("beforeprint", whole);
  return () => window.removeEventListener("beforeprint", whole);
};
