// Writing: texts are changed where they stand, with bold words, links and values as such; what is saved is marked text.
import { light } from "./pages.js";
import { filled, listed, query, refresh, renew, say, send, tell } from "./studio.js";

const home = document.getElementById("words");
const readOnly = "readOnly" in document.body.dataset;
const rows = () => [...home.querySelectorAll(".words[data-name]")];
const bar = document.createElement("div");
bar.className = "bar buttons";
for (const [name, keys] of [["bold", "Control+B"], ["link", "Control+K"], ["save", "Control+S"], ["cancel", "Escape"]]) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = say[name];
  button.dataset.bar = name;
  button.setAttribute("aria-keyshortcuts", keys);
  button.addEventListener("mousedown", (event) => event.preventDefault());
  bar.append(button);
}
const loss = document.createElement("p");
loss.className = "note";
let here;
let waiting;

// What stands in an element, with the marks of an author's text.
function marked(element) {
  let text = "";
  for (const node of element.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      text += node.data;
      continue;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) continue;
    const inside = marked(node);
    const tag = node.localName;
    if (node.dataset.value) text += `{${node.dataset.value}}`;
    else if (tag === "br" || tag === "div") text += ` ${inside}`;
    else if (!inside.trim()) text += inside;
    else if (tag === "b" || tag === "strong") text += `**${inside}**`;
    else if (node.dataset.address) text += `[${inside}](${node.dataset.address})`;
    else if (tag === "span" && node.lang) text += `[${inside}]{lang=${node.lang}}`;
    else text += inside;
  }
  return text;
}

const now = (words) => marked(words).replace(/\*\*\u00a0/g, "** ").replace(/[ \t\r\n]+/g, " ").replace(/\*\*\*\*/g, "").trim();
const about = (words) => ({ name: words.dataset.name, identity: words.dataset.identity, before: words.dataset.before });

home.addEventListener("focusin", (event) => {
  const words = event.target.closest(".words");
  const card = event.target.closest(".card");
  for (const one of home.querySelectorAll(".card.here")) one.classList.toggle("here", one === card);
  card?.classList.add("here");
  if (!words) return;
  if (here !== words) words.dataset.start = words.innerHTML;
  here = words;
  light([words.dataset.name]);
  if (!readOnly) words.after(bar);
});

home.addEventListener("focusout", (event) => {
  const words = event.target.closest(".words");
  if (words && "dirty" in words.dataset && !words.parentElement.contains(event.relatedTarget)) save(words);
});

home.addEventListener("input", (event) => {
  const words = event.target.closest(".words");
  if (!words) return;
  words.dataset.dirty = "";
  if (words.dataset.signed) {
    loss.textContent = filled(say.signed_loss, { who: words.dataset.signed });
    bar.after(loss);
  }
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const said = await send("try", { ...about(words), text: now(words) });
    if ("dirty" in words.dataset) found(words, [...said.problems.map((one) => ({ ...one, severity: "problem" })), ...(said.findings ?? [])]);
  }, 350);
});

function found(words, findings) {
  const list = words.parentElement.querySelector(".found");
  list.replaceChildren(...findings.map((one) => {
    const entry = document.createElement("li");
    const strong = document.createElement("strong");
    entry.className = one.severity;
    strong.textContent = `${say[one.severity]}:`;
    entry.append(strong, ` ${one.message}${one.hint ? `; ${one.hint}` : ""}`);
    return entry;
  }));
}

async function save(words) {
  clearTimeout(waiting);
  if (!("dirty" in words.dataset)) return;
  const text = now(words);
  if (text === words.dataset.before) {
    settled(words);
    return;
  }
  const done = await send("reword", { ...about(words), text });
  if (!done.problems.length) {
    words.dataset.before = done.text;
    if (now(words) === text) settled(words); // what was typed since is saved in its turn
    tell(say.saved);
    await refresh();
  } else if (!(await clash(words, text))) {
    found(words, done.problems.map((one) => ({ ...one, severity: "problem" })));
    tell(done.problems[0].message);
  }
}

function settled(words) {
  delete words.dataset.dirty;
  words.dataset.start = words.innerHTML;
  words.parentElement.querySelector(".clash")?.remove();
  loss.remove();
}

// Whether other words stand in the file by now: then both are shown, and one is chosen.
async function clash(words, mine) {
  const fresh = document.createElement("div");
  fresh.innerHTML = await (await fetch(`/words?${query()}&part=1`)).text();
  const theirs = [...fresh.querySelectorAll(".words")].find((one) => one.dataset.identity === words.dataset.identity || one.dataset.name === words.dataset.name);
  if (!theirs || theirs.dataset.before === words.dataset.before) return false;
  words.parentElement.querySelector(".clash")?.remove();
  const box = document.createElement("div");
  box.className = "clash";
  for (const [label, text] of [[say.yours, mine], [say.there_now, theirs.dataset.before]]) {
    const line = document.createElement("p");
    const strong = document.createElement("strong");
    strong.textContent = label;
    line.append(strong, ` ${text}`);
    box.append(line);
  }
  for (const [label, keep] of [[say.keep_mine, true], [say.take_theirs, false]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", async () => {
      Object.assign(words.dataset, { name: theirs.dataset.name, identity: theirs.dataset.identity, before: theirs.dataset.before });
      if (keep) {
        await save(words);
      } else {
        words.innerHTML = theirs.innerHTML;
        settled(words);
        await renew();
      }
    });
    box.append(button);
  }
  words.parentElement.append(box);
  return true;
}

function wrap(words, made) {
  const range = getSelection().rangeCount && getSelection().getRangeAt(0);
  if (!range || range.collapsed || !words.contains(range.commonAncestorContainer)) return;
  made.append(range.extractContents());
  range.insertNode(made);
  words.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

const DO = {
  bold(words) {
    const selection = getSelection();
    const around = selection.anchorNode?.parentElement?.closest("b, strong");
    const atEnd = selection.isCollapsed && selection.anchorOffset === selection.anchorNode?.length;
    if (around && words.contains(around) && atEnd) { // what is typed next is not bold
      const next = document.createTextNode("\u00a0");
      around.after(next);
      selection.collapse(next, 1);
    } else if (around && words.contains(around)) {
      around.replaceWith(...around.childNodes);
      words.dispatchEvent(new InputEvent("input", { bubbles: true }));
    } else {
      wrap(words, document.createElement("b"));
    }
  },
  link(words) {
    const around = getSelection().anchorNode?.parentElement?.closest("a");
    const address = prompt(say.link_ask, around?.dataset.address ?? "https://");
    if (address === null) return;
    if (around) {
      if (address) around.dataset.address = address;
      else around.replaceWith(...around.childNodes);
      words.dispatchEvent(new InputEvent("input", { bubbles: true }));
    } else if (address) {
      const made = document.createElement("a");
      made.dataset.address = address;
      wrap(words, made);
    }
  },
  save,
  cancel(words) {
    words.innerHTML = words.dataset.start;
    settled(words);
    found(words, []);
    renew();
  },
};

bar.addEventListener("click", (event) => {
  const name = event.target.dataset.bar;
  if (name && here) DO[name](here);
});

home.addEventListener("keydown", (event) => {
  const words = event.target.closest(".words");
  if (!words || readOnly) return;
  const control = event.ctrlKey || event.metaKey;
  const name = event.key === "Escape" ? "cancel" : event.key === "Enter" || (control && event.key === "s") ? "save"
    : control && event.key === "b" ? "bold" : control && event.key === "k" ? "link" : "";
  if (name) {
    event.preventDefault();
    DO[name](words);
  }
});

// What else there is to do with an entry is fetched when it is wanted.
async function opened(more) {
  more.open = true;
  if (more.children.length > 1) return;
  const answer = await fetch(`/entry?${query()}&name=${encodeURIComponent(more.dataset.entry)}`);
  const made = document.createElement("div");
  made.className = "inside";
  made.innerHTML = await answer.text();
  if (answer.ok && more.children.length === 1) more.append(made);
}
home.addEventListener("toggle", (event) => event.target.open && opened(event.target), true);

// A picture that is dropped on a card is added after it, once somebody has said what it shows.
home.addEventListener("dragover", (event) => event.dataTransfer.types.includes("Files") && event.preventDefault());
home.addEventListener("drop", async (event) => {
  const more = event.target.closest(".card")?.querySelector("details.more");
  const files = event.dataTransfer.files;
  if (!more || !files.length) return;
  event.preventDefault();
  await opened(more);
  const field = more.querySelector("[type=file]");
  if (!field) return;
  field.files = files;
  field.form.elements.text.focus();
});

home.addEventListener("paste", (event) => {
  if (!event.target.closest(".words")) return;
  event.preventDefault();
  document.execCommand("insertText", false, event.clipboardData.getData("text/plain").replace(/\s+/g, " "));
});

document.addEventListener("chosen", (event) => choose(event.detail));
function choose(name) {
  const words = rows().find((one) => one.dataset.name === name);
  if (!words) return;
  words.scrollIntoView({ block: "center" });
  if (readOnly) light([name], false);
  else words.focus({ preventScroll: true });
}

document.getElementById("find").addEventListener("input", sift);
document.addEventListener("renewed", sift);
function sift() {
  const wanted = document.getElementById("find").value.trim().toLowerCase();
  for (const card of home.children) card.hidden = Boolean(wanted) && !card.textContent.toLowerCase().includes(wanted);
}

if (location.hash) setTimeout(() => choose(decodeURIComponent(location.hash.slice(1))), 400);
