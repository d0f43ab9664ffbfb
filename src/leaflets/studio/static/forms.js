// What is sent by forms and buttons: conditions, places in a list, suggestions, decisions, clinics, print runs.
import { light } from "./pages.js";
import { began, fieldsOf, filled, listed, query, refresh, say, send, stands, tell, typed, view } from "./studio.js";

const home = document.getElementById("words");
const value = (id) => document.getElementById(id)?.value.trim() ?? "";

// What was sent of a form, and is done, is from now on what its fields began with; not what was typed since.
const fieldsIn = (form) => fieldsOf(form).filter(typed).map((field) => [field, stands(field)]);
function settle(fields) {
  for (const [field, was] of fields) {
    if (field.type === "checkbox") field.defaultChecked = was;
    else if (field.options) for (const one of field.options) one.defaultSelected = one.value === was;
    else field.defaultValue = was;
  }
}

async function done(name, sent, words, box) {
  const before = box ? fieldsIn(box) : [];
  const answer = await send(name, sent);
  tell(answer.problems.length ? answer.problems.map((one) => `${one.message}${one.hint ? `; ${one.hint}` : ""}`).join(". ") : words);
  if (!answer.problems.length) {
    const same = before.every(([field, was]) => stands(field) === was);
    if (same && ["arrange", "suggest"].includes(box?.dataset.form)) box.reset();
    else settle(before);
    await refresh();
  }
  return !answer.problems.length;
}

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-form]");
  if (!form) return;
  event.preventDefault();
  const fields = new FormData(form);
  const sent = { ...form.dataset, ...Object.fromEntries([...fields].filter(([, one]) => typeof one === "string")) };
  if (form.dataset.form === "condition") {
    const shown = Object.fromEntries([...form.querySelectorAll("[data-axis]")].map((one) => [one.dataset.axis, fields.getAll(one.dataset.axis)]));
    await done("condition", { name: form.dataset.name, shown }, say.saved, form);
  } else if (form.dataset.form === "arrange") {
    await done("arrange", { ...await said(form), how: "add" }, say.saved, form);
  } else if (form.dataset.form === "suggest") {
    await done("suggest", sent, say.suggested, form);
  } else if (form.dataset.form === "translate") {
    const second = document.getElementById("second").checked;
    const answer = { ...sent, language: home.dataset.language, by: value("by"), second };
    if (await done("translate", answer, say.saved, form)) following(form.closest("article"))?.querySelector("textarea").focus();
  } else if (form.dataset.form === "lists" || form.dataset.form === "begin") {
    await make(form);
  }
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.arrange) {
    const how = button.dataset.arrange;
    if (how !== "remove" || confirm(say.remove_sure)) await done("arrange", { name: button.dataset.name, how }, how === "remove" ? say.removed : say.saved);
  } else if (button && "remove" in button.dataset) {
    if (confirm(say.remove_sure)) await make(button.form, { remove: true });
  } else if (button?.dataset.settle) {
    await done("settle", { number: Number(button.dataset.number), outcome: button.dataset.settle, by: value("by") }, say.saved);
  } else if (button?.dataset.decide) {
    await decide(button.closest("article"), button.dataset.decide);
  }
});

async function decide(card, decision) {
  if (!value("by") || !value("role")) {
    document.getElementById(value("by") ? "role" : "by").focus();
    tell(say.name_why);
    return;
  }
  const comment = card.querySelector("textarea").value;
  const sent = { mark: card.dataset.mark, decision, comment, by: value("by"), role: value("role") };
  following(card)?.focus();
  if (!(await done("decide", sent, filled(say.decided, { decision: say[decision === "remove" ? "take_out" : decision] }), card))) {
    (decision === "change" ? card.querySelector("textarea") : card).focus();
  }
}

const following = (card) => {
  const every = [...home.querySelectorAll("article:not([hidden])")];
  return every[every.indexOf(card) + 1];
};

const open = document.getElementById("open-only");
function sift() {
  for (const card of home.querySelectorAll("article")) card.hidden = open.checked && card.dataset.state === "signed";
}
open?.addEventListener("change", sift);
if (open) document.addEventListener("renewed", sift);
document.querySelector("[name=to]")?.addEventListener("change", (event) => event.target.form.submit());

if (view === "review") {
  const at = decodeURIComponent(location.hash.slice(1));
  if (at) setTimeout(() => [...home.querySelectorAll("article")].find((one) => one.dataset.mark === at)?.focus(), 400);
  home.addEventListener("keydown", (event) => {
    const card = event.target.closest("article");
    if (!card || event.target !== card || event.ctrlKey || event.metaKey || event.altKey) return;
    const decision = { a: "agree", c: "change", r: "remove" }[event.key];
    if (decision === "change" && !card.querySelector("textarea").value) {
      event.preventDefault();
      card.querySelector("textarea").focus();
    } else if (decision) {
      decide(card, decision);
    } else if (event.key === "n") {
      following(card)?.focus();
    }
  });
  home.addEventListener("focusin", (event) => {
    const card = event.target.closest("article");
    for (const one of home.querySelectorAll(".here")) one.classList.remove("here");
    card?.classList.add("here");
    if (card) light(JSON.parse(card.dataset.names));
  });
  document.addEventListener("chosen", (event) => {
    [...home.querySelectorAll("article")].find((one) => JSON.parse(one.dataset.names).includes(event.detail))?.focus();
  });
}

const read = (file) => new Promise((resolve) => {
  const reader = new FileReader();
  reader.addEventListener("load", () => resolve(reader.result.replace(/;base64,/, `;name=${file.name.replace(/[;,]/g, "")};base64,`)));
  reader.readAsDataURL(file);
});

// What was changed of a form, by the names of its fields, and what they said before: texts, ticks, all that is ticked of
// several, pictures as data.
async function said(form) {
  const made = { ...form.dataset, before: {} };
  for (const name of new Set([...form.elements].map((one) => one.name).filter(Boolean))) {
    const several = [...form.elements].filter((one) => one.name === name);
    const [one] = several;
    const ticks = one.type === "checkbox" && !("tick" in one.dataset);
    const all = (which) => several.filter(which).map((each) => each.value);
    const [now, was] = ticks ? [all(stands), all(began)] : [stands(one), began(one)];
    if (one.type === "file") {
      if (one.files.length) made[name] = await read(one.files[0]);
    } else if (JSON.stringify(now) !== JSON.stringify(was)) {
      [made[name], made.before[name]] = [now, was];
    }
  }
  return made;
}

// Say what is wrong beside each field, and above the button what belongs to none.
function mark(form, answer) {
  for (const one of form.querySelectorAll(".found, .faults-here")) one.replaceChildren();
  for (const one of form.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
  const others = [];
  for (const one of answer.problems) {
    const list = one.field && form.querySelector(`.found[data-for="${one.field}"]`);
    if (list) list.append(...listed([one]).children);
    else others.push(one);
    form.querySelector(`[name="${one.field}"]`)?.setAttribute("aria-invalid", "true");
  }
  if (others.length) form.querySelector(".faults-here").replaceChildren(listed(others));
  for (const one of form.querySelectorAll(".contrast")) {
    if (answer.told) one.textContent = answer.told[one.dataset.for] ? ` ${filled(say.contrast, answer.told[one.dataset.for])}` : "";
  }
}

async function make(form, more = {}) {
  const fields = fieldsIn(form);
  const answer = await send(form.dataset.form, { ...await said(form), ...more });
  mark(form, answer);
  if (answer.problems.length) {
    tell(answer.problems[0].message);
    form.querySelector("[aria-invalid]")?.focus();
    return;
  }
  settle(fields);
  if (answer.leaflet) {
    location.assign(`/words?leaflet=${encodeURIComponent(answer.leaflet)}`);
  } else if (answer.entry === form.dataset.entry) {
    tell(say.saved);
    await refresh();
  } else {
    const to = new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(query())), ...answer.shows, entry: answer.entry ?? "" });
    if (!answer.entry) to.delete("entry");
    location.assign(`/lists?${to}`);
  }
}

// As somebody fills in a form, what is wrong is said of the fields that were changed.
let trying;
if (view === "lists") home.addEventListener("input", (event) => {
  clearTimeout(trying);
  trying = setTimeout(async () => {
    const answer = event.target.form && await send("lists", { ...await said(event.target.form), try: true });
    const form = event.target.form; // by now it may stand in a new card
    if (form) mark(form, { ...answer, problems: answer.problems.filter((one) => fieldsOf(form).some((field) => field.name === one.field && typed(field))) });
  }, 400);
});

if (view === "lists") fieldsOf(home).find(typed)?.dispatchEvent(new Event("input", { bubbles: true })); // typed before this came

const start = document.getElementById("run");
start?.addEventListener("click", async () => {
  const stop = document.getElementById("stop"), bar = document.getElementById("progress"), told = document.getElementById("run-told");
  const ending = new AbortController();
  stop.onclick = () => ending.abort();
  [start.disabled, stop.hidden, bar.hidden] = [true, false, false];
  bar.removeAttribute("value");
  told.textContent = "";
  const faults = [];
  try {
    const answer = await fetch(`/run?${query()}`, { method: "POST", signal: ending.signal });
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = "", part = await reader.read(); !part.done; part = await reader.read()) {
      const lines = (rest + part.value).split("\n");
      rest = lines.pop();
      for (const line of lines) {
        const one = JSON.parse(line);
        if (one.of) {
          [bar.max, bar.value] = [one.of, one.done];
          told.textContent = filled(say.run_at, one);
        }
        faults.push(...(one.problems ?? []));
        if (one.made) told.textContent = filled(say.run_made, { files: one.made.join(", ") });
      }
    }
  } catch {
    told.textContent = say.run_stopped;
  }
  if (faults.length) told.replaceChildren(listed(faults));
  [start.disabled, stop.hidden, bar.hidden] = [false, true, true];
});
