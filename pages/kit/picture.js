// Saves a figure of the page as a picture, as it stands on screen: Plotly's drawing, and below it what it is of.
const SVG = "http://www.w3.org/2000/svg";
const SIZE = 12; // pixels of the text below the figure
const SHARP = 3; // a PNG has so many dots per pixel, for print

const made = (tag, attributes, text = "") => {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
};

// A picture knows only the fonts that it carries: the page's own, upright, as data.
const font = async (family) => {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  const face = rules.find(
    (rule) =>
      rule instanceof CSSFontFaceRule &&
      rule.style.getPropertyValue("font-family").replaceAll('"', "") === family &&
      rule.style.getPropertyValue("font-style") !== "italic",
  );
  const [, address] = face?.style.getPropertyValue("src").match(/url\("?([^")]+)/) ?? [];
  if (!address) return "";
  const content = await (await fetch(new URL(address, face.parentStyleSheet.href ?? document.baseURI))).blob();
  const read = new FileReader();
  const data = await new Promise((done) => {
    read.onload = () => done(read.result);
    read.readAsDataURL(content);
  });
  return `@font-face { font-family: "${family}"; src: url("${data}"); font-weight: 200 900; }`;
};

// The facts one after the other, in as many lines as the width asks for.
const lines = (facts, width, style) => {
  const paper = document.createElement("canvas").getContext("2d");
  paper.font = `${SIZE}px ${style.fontFamily}`;
  return facts.reduce((found, fact) => {
    const longer = found.length ? `${found.at(-1)} · ${fact}` : fact;
    const fits = found.length && paper.measureText(longer).width < width - 8;
    return fits ? [...found.slice(0, -1), longer] : [...found, fact];
  }, []);
};

const drawing = async (plot, facts, style) => {
  const { width, height } = plot.getBoundingClientRect();
  const foot = lines(facts, width, style);
  const tall = height + (foot.length + 1) * SIZE * 1.4;
  const whole = made("svg", { width, height: tall, viewBox: `0 0 ${width} ${tall}` });
  whole.style.fontFamily = style.fontFamily;
  whole.append(made("style", {}, await font(style.fontFamily.split(",")[0].replaceAll('"', ""))));
  whole.append(made("rect", { width, height: tall, fill: style.getPropertyValue("--st-background-color") }));
  for (const part of plot.querySelectorAll("svg.main-svg")) whole.append(...part.cloneNode(true).childNodes);
  for (const hover of whole.querySelectorAll(".hoverlayer")) hover.remove();
  const ink = { fill: style.getPropertyValue("--st-text-color"), "font-size": SIZE };
  foot.forEach((line, at) => whole.append(made("text", { x: 4, y: height + (at + 1.2) * SIZE * 1.4, ...ink }, line)));
  return { width, tall, text: new XMLSerializer().serializeToString(whole) };
};

const sharp = async ({ width, tall, text }) => {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * SHARP, tall * SHARP];
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
};

const save = (content, name) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

const picture = async (kind, data, style) => {
  const plot = document.querySelector(`.st-key-${data.figure} .js-plotly-plot`);
  if (!plot) return;
  const drawn = await drawing(plot, data.foot, style);
  const whole = `<?xml version="1.0" encoding="UTF-8"?>\n${drawn.text}`;
  save(kind === "svg" ? new Blob([whole], { type: "image/svg+xml" }) : await sharp(drawn), `${data.name}.${kind}`);
};

export default ({ data, parentElement }) => {
  const buttons = data.labels.map(([kind, label]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.onclick = () => (kind === "print" ? window.print() : picture(kind, data, getComputedStyle(button)));
    return button;
  });
  parentElement.querySelector(".buttons").replaceChildren(...buttons);
};
