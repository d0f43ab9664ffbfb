// The studio in a browser: what every view does. What is chosen stays in the address; every change of a file is shown.
import { load, shown } from "./pages.js";

export const say = JSON.parse(document.getElementById("say").textContent);
export const view = document.body.dataset.view;
export const query = () => document.body.dataset.query;

export function filled(words, values) {
  return words.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

let quiet;
export function tell(words) {
  const told = document.getElementById("told");
  told.textContent = words;
  clearTimeout(quiet);
  quiet = setTimeout(() => { told.textContent = ""; }, 6000);
}

export function listed(problems) {
  const list = document.createElement("ul");
  for (const one of problems) {
    const entry = document.createElement("li");
    const strong = document.createElement("strong");
    strong.textContent = one.message;
    entry.append(strong, one.hint ? ` ${one.hint}` : "");
    if (one.where) {
      const where = document.createElement("small");
      where.textContent = one.where;
      entry.append(" ", where);
    }
    list.append(entry);
  }
  return list;
}

// Send something, and say what came of it: {problems: [...]}, which are none if it was done.
export async function send(name, sent) {
  try {
    const answer = await fetch(`/${name}?${query()}`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(sent),
    });
    const kind = answer.headers.get("Content-Type") ?? "";
    return kind.includes("json") ? await answer.json() : { problems: [{ message: await answer.text() }] };
  } catch {
    return { problems: [{ message: say.gone }] };
  }
}

// What is pressed is not written anew before it is let go: a click begins and ends on one element.
let held = Promise.resolve();
document.addEventListener("pointerdown", () => {
  held = new Promise((done) => {
    for (const end of ["pointerup", "pointercancel"]) {
      document.addEventListener(end, () => setTimeout(done), { capture: true, once: true });
    }
  });
}, true);

let asked = 0;
export const fieldsOf = (card) => [...card.querySelectorAll("input, textarea, select")];
export const stands = (field) => field.type === "checkbox" ? field.checked : field.value;
export const began = (field) => field.type === "checkbox" ? field.defaultChecked : field.options
  ? ([...field.options].find((one) => one.defaultSelected) ?? field.options[0]).value : field.defaultValue;
export const typed = (field) => stands(field) !== began(field);

// What is written anew of a view: every card but one whose words or form somebody is at. Another field that somebody changed,
// or stands in, goes over into the new card as it is. An answer that a later one has overtaken is passed over: it may
// be of before the last decision.
export async function renew() {
  const mine = ++asked;
  const old = document.getElementById("words");
  if (!old) return;
  const to = old.dataset.language;
  const answer = await fetch(`/${view}?${query()}&part=1${to ? `&to=${to}` : ""}`);
  if (!answer.ok) return;
  const fresh = document.createElement("div");
  fresh.innerHTML = await answer.text();
  await held;
  if (mine !== asked) return;
  const active = document.activeElement;
  const caret = active.selectionStart === null ? undefined : [active.selectionStart, active.selectionEnd];
  const key = active.dataset.key;
  const open = new Set([...old.querySelectorAll("details[open]")].map((one) => one.dataset.key));
  const kept = [];
  for (const card of [...old.children]) {
    const going = fieldsOf(card).map((field, index) => [field, index]).filter(([field]) => typed(field) || field === active);
    const next = fieldsOf([...fresh.children].find((one) => one.dataset.card === card.dataset.card) ?? card);
    const fits = going.every(([field, index]) => next[index] !== field && next[index]?.name === field.name);
    if (!fits || card.querySelector(".words[data-dirty]") || (view === "lists" && going.length) || (active.isContentEditable && card.contains(active))) {
      kept.push(card);
    } else {
      for (const [field, index] of going) {
        if (!typed(field)) [field.value, field.checked] = [next[index].value, next[index].checked];
        next[index].replaceWith(field);
      }
      card.remove();
    }
  }
  let next = 0;
  for (const one of [...fresh.children]) {
    const same = kept.findIndex((mine) => mine.dataset.card === one.dataset.card);
    if (same >= 0) next = same + 1;
    else old.insertBefore(one, kept[next] ?? null);
  }
  for (const one of old.querySelectorAll("details")) if (open.has(one.dataset.key)) one.open = true;
  if (active !== document.activeElement && active.isConnected) {
    active.focus({ preventScroll: true });
    if (caret?.[0] !== undefined) active.setSelectionRange(...caret);
  } else if (key && !active.isConnected) {
    [...old.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key)?.focus();
  }
  document.dispatchEvent(new Event("renewed"));
}

// The pages at once, then the words, which take longer.
export async function refresh() {
  if (document.getElementById("pages")) await load();
  await renew();
}

document.querySelector(".choice")?.addEventListener("change", (event) => {
  const form = event.currentTarget;
  location.assign(`${form.action}?${new URLSearchParams(new FormData(form))}`);
});

for (const button of document.querySelectorAll("[data-do]")) {
  button.addEventListener("click", async () => {
    const done = await send(button.dataset.do, {});
    tell(done.problems.length ? done.problems[0].message : filled(say[`${button.dataset.do === "undo" ? "un" : "re"}done`], done));
    if (!done.problems.length) await refresh();
  });
}

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || document.activeElement?.closest("input, textarea, [data-dirty]")) return;
  const name = event.key === "z" && !event.shiftKey ? "undo" : event.key === "y" || event.key === "Z" ? "redo" : "";
  const button = name && document.querySelector(`[data-do=${name}]`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});

// A page that nobody sees does not listen; one that is seen again catches up.
let source;
function listen() {
  source?.close();
  source = undefined;
  if (document.hidden) return;
  source = new EventSource("/changes");
  source.addEventListener("changed", () => {
    if (view === "home" || view === "faulty" || !document.getElementById("main").children.length) location.reload();
    else refresh();
  });
}
window.addEventListener("beforeunload", (event) => {
  const home = document.getElementById("words");
  if (home?.querySelector("[data-dirty]") || (home && fieldsOf(home).some(typed))) event.preventDefault();
});
document.addEventListener("visibilitychange", () => {
  listen();
  if (!document.hidden && shown()) refresh();
});
if (view !== "begin") listen();
if (document.getElementById("pages")) load();
