// The pages as pictures: only those that changed are asked for; a click on a line leads to its words, and back.
import { filled, listed, query, say, tell, view } from "./studio.js";

const home = document.getElementById("pages");
const WIDTHS = [0.25, 0.35, 0.5, 0.65, 0.8, 1, 1.25, 1.6, 2];
let seen = { pages: [], places: {}, panels: [] };
let zoom = Number(sessionStorage.getItem("zoom") ?? 5);
let lit = [];
let latest = 0;
const pressed = (name) => document.querySelector(`[data-page=${name}]`)?.getAttribute("aria-pressed") === "true";

export const shown = () => seen.pages.length > 0;

export async function load() {
  const mine = ++latest;
  let made;
  try {
    made = await (await fetch(`/pages?${query()}`)).json();
  } catch {
    tell(say.gone);
    return;
  }
  if (mine !== latest) return;
  const problems = document.getElementById("problems");
  problems.hidden = !made.problems.length;
  const heading = document.createElement("p");
  heading.textContent = shown() || made.pages?.length ? say.wrong : say.wrong_all;
  problems.replaceChildren(...(made.problems.length ? [heading, listed(made.problems)] : []));
  if (made.pages === null) return;
  seen = made;
  draw();
}

function draw() {
  const folded = document.querySelector("[data-page=folded]");
  folded.hidden = !seen.panels.length;
  const message = pressed("message");
  document.querySelector("[data-page=spreads]").hidden = seen.screen || seen.panels.length > 0;
  const count = document.getElementById("count");
  count.textContent = seen.screen ? "" : seen.pages.length === 1 ? say.one_page : filled(say.page_count, { count: seen.pages.length });
  if (seen.screen || message) {
    const frame = home.querySelector("iframe") ?? document.createElement("iframe");
    frame.title = message ? say.message : say.screen_alt;
    frame.setAttribute("sandbox", "");
    frame.src = `/${message ? "message" : "screen"}?${query()}&at=${Date.now()}`;
    if (!frame.isConnected) home.replaceChildren(frame);
  } else if (seen.panels.length && pressed("folded")) {
    home.replaceChildren(...seen.panels.map(panel));
  } else {
    const old = [...home.querySelectorAll(".page:not(.panel)")];
    const made = seen.pages.map((one, index) => page(one, index, old[index]));
    if (old.length !== made.length || home.children.length !== made.length) home.replaceChildren(...made);
    made.forEach((one, index) => one.classList.toggle("single", pressed("spreads") && index === 0));
  }
  widen();
  mark(false);
}

function picture(name, part = 1) {
  const dots = across() * devicePixelRatio / Math.min(...seen.pages.map((one) => one[1])) / part; // of the screen, a point
  return `/picture/${name}-${Math.max(2, Math.min(8, Math.ceil(dots * 2)))}.png`;
}

function page([name, wide, tall], index, old) {
  const figure = old ?? document.createElement("div");
  if (!old) {
    figure.className = "page";
    figure.dataset.index = index;
    figure.append(document.createElement("img"));
    figure.firstChild.loading = "lazy";
  }
  const image = figure.firstChild;
  image.alt = filled(say.page_alt, { number: index + 1, count: seen.pages.length });
  [image.width, image.height] = [Math.round(wide), Math.round(tall)];
  const source = picture(name);
  if (image.getAttribute("src") !== source) image.src = source;
  return figure;
}

function panel([side, left, part], index) {
  const [name, wide, tall] = seen.pages[side];
  const figure = document.createElement("div");
  figure.className = "page panel";
  figure.dataset.index = side;
  const image = document.createElement("img");
  image.src = picture(name, part);
  image.alt = filled(say.panel_alt, { number: index + 1, count: seen.panels.length });
  image.style.width = `${100 / part}%`;
  image.style.left = `${-100 * left / part}%`;
  figure.style.aspectRatio = `${wide * part} / ${tall}`;
  figure.append(image);
  return figure;
}

// How wide a page, or a panel, is shown.
function across() {
  const room = home.clientWidth - 8;
  const abreast = pressed("spreads") && !seen.panels.length ? 2 : seen.panels.length && pressed("folded") ? 3 : 1;
  return abreast === 1 ? Math.min(room, 900) * WIDTHS[zoom] : (Math.min(room, 1400) / abreast - 20) * Math.min(WIDTHS[zoom], 1);
}

function widen() {
  for (const one of home.querySelectorAll(".page")) one.style.setProperty("--wide", `${Math.round(across())}px`);
}

// Light the texts of these names on the pages, and bring the first of them into sight.
export function light(names, scroll = true) {
  lit = names;
  mark(scroll);
}

function mark(scroll) {
  for (const one of home.querySelectorAll(".lit")) one.remove();
  let first;
  for (const name of lit) {
    for (const [index, left, top, wide, tall] of seen.places[name] ?? []) {
      const on = home.querySelector(`.page:not(.panel)[data-index="${index}"]`);
      if (!on) continue;
      const box = document.createElement("div");
      box.className = "lit";
      Object.assign(box.style, { left: `${left * 100}%`, top: `${top * 100}%`, width: `${wide * 100}%`, height: `${tall * 100}%` });
      on.append(box);
      first ??= box;
    }
  }
  if (first && scroll && getComputedStyle(home).overflowY !== "visible") {
    const by = first.getBoundingClientRect().top - home.getBoundingClientRect().top - home.clientHeight / 3;
    home.scrollBy({ top: by });
  }
}

// The name of the text at a point of a page: the smallest box around it, or the nearest a little way off.
function at(index, x, y) {
  let found, best = 0.0004;
  for (const [name, boxes] of Object.entries(seen.places)) {
    for (const [on, left, top, wide, tall] of boxes) {
      if (on !== index) continue;
      const across = Math.max(left - x, 0, x - left - wide), down = Math.max(top - y, 0, y - top - tall);
      const away = across * across + down * down + wide * tall * 1e-5;
      if (away < best) [found, best] = [name, away];
    }
  }
  return found;
}

home?.addEventListener("click", (event) => {
  const on = event.target.closest(".page:not(.panel)");
  if (!on) return;
  const box = on.getBoundingClientRect();
  const name = at(Number(on.dataset.index), (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  if (!name) return;
  if (view === "preview") location.assign(`/words?${query()}#${encodeURIComponent(name)}`);
  else document.dispatchEvent(new CustomEvent("chosen", { detail: name }));
});

for (const button of document.querySelectorAll("[data-page]")) {
  button.addEventListener("click", () => {
    const what = button.dataset.page;
    if (what === "larger" || what === "smaller") {
      zoom = Math.max(0, Math.min(WIDTHS.length - 1, zoom + (what === "larger" ? 1 : -1)));
      sessionStorage.setItem("zoom", zoom);
    } else {
      button.setAttribute("aria-pressed", String(!pressed(what)));
      home.replaceChildren();
    }
    draw();
  });
}
if (home) new ResizeObserver(widen).observe(home);
