// Shows a statement's facts where it is pointed at or chosen, its speakers and events where they are named, and
// filters. Without this script the page is whole: every statement in the text links to its facts below it.
"use strict";

const bar = document.querySelector(".bar");
const notes = [...document.querySelectorAll(".note")];
const LAYERS = ["content", "cue", "source"];
const dimmed = new Set();
let pinned = null;
let shown = null;

const all = (root, selector) => [...root.querySelectorAll(selector)];
const listed = (element, layer) => (element.dataset[layer] ? element.dataset[layer].split(" ") : []);
const noteOf = (article, id) => document.getElementById(`${article.id}-${id}`);
const has = (layer, id) => `[data-${layer}~="${CSS.escape(id)}"]`;

// The chosen statement.

function show(article, id) {
  clear();
  for (const layer of LAYERS) for (const mark of all(article, has(layer, id))) mark.classList.add("is-chosen");
  for (const mark of all(article, has("about", id))) mark.classList.add("is-linked");
  for (const tag of all(article, `.tag[data-statement="${CSS.escape(id)}"]`)) tag.classList.add("is-chosen");
  fill(article, id);
  shown = { article, id };
}

function fill(article, id) {
  const panel = article.querySelector(".panel");
  const copy = noteOf(article, id).cloneNode(true);
  for (const part of all(copy, "[id]")) part.removeAttribute("id");
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close";
  close.textContent = "×";
  close.setAttribute("aria-label", "Close");
  close.addEventListener("click", unpin);
  panel.replaceChildren(close, ...copy.childNodes);
  panel.classList.add("is-filled");
}

function clear() {
  for (const mark of all(document, ".is-chosen, .is-linked")) mark.classList.remove("is-chosen", "is-linked");
  for (const button of all(document, "[data-ref][aria-pressed=true]")) button.setAttribute("aria-pressed", "false");
  shown = null;
}

function pin(article, id) {
  pinned = { article, id };
  show(article, id);
}

function unpin() {
  if (!pinned) return;
  const { article, id } = pinned;
  pinned = null;
  clear();
  const panel = article.querySelector(".panel");
  panel.classList.remove("is-filled");
  panel.replaceChildren(hints.get(article).cloneNode(true));
  const tag = id && document.getElementById(`${article.id}-${id}-text`);
  if (tag && panel.contains(document.activeElement)) tag.focus();
}

function statementAt(target) {
  const tag = target.closest(".tag");
  if (tag) return tag.dataset.statement;
  const mark = target.closest(".text .mark");
  if (!mark) return null;
  const ids = LAYERS.flatMap((layer) => listed(mark, layer).reverse());
  return ids.find((id) => !noteOf(mark.closest("article"), id).classList.contains("is-off")) ?? null;
}

// Whoever and whatever is named.

function point(article, ref) {
  clear();
  const said = all(article, `.note[data-by="${CSS.escape(ref)}"]`).map((note) => has("source", note.dataset.statement));
  for (const mark of all(article, [has("name", ref), has("event", ref), ...said].join())) mark.classList.add("is-chosen");
  article.querySelector(`button[data-ref="${CSS.escape(ref)}"]`).setAttribute("aria-pressed", "true");
}

// The filter.

function offer(select, values) {
  for (const [value, count] of [...values].sort((one, other) => one[0].localeCompare(other[0]))) {
    select.add(new Option(`${value} (${count})`, value));
  }
}

function counted(key) {
  const counts = new Map();
  for (const note of notes) counts.set(note.dataset[key], (counts.get(note.dataset[key]) ?? 0) + 1);
  return counts;
}

function filter() {
  const { act, speaker, confidence } = bar.elements;
  for (const note of notes) {
    const fits =
      (!act.value || note.dataset.act === act.value) &&
      (!speaker.value || note.dataset.speaker === speaker.value) &&
      Number(note.dataset.confidence) >= Number(confidence.value);
    note.classList.toggle("is-off", !fits);
  }
  for (const article of all(document, "article")) dim(article);
  const left = notes.filter((note) => !note.classList.contains("is-off")).length;
  bar.querySelector("output").value = `${left} of ${notes.length} statements`;
  for (const name of ["cues", "sources", "events"]) document.body.classList.toggle(`no-${name}`, !bar.elements[name].checked);
  document.body.classList.toggle("names", bar.elements.names.checked);
}

function dim(article) {
  const off = new Set(all(article, ".note.is-off").map((note) => note.dataset.statement));
  if (!off.size && !dimmed.has(article)) return;
  dimmed.add(article);
  for (const tag of all(article, ".tag")) tag.classList.toggle("is-off", off.has(tag.dataset.statement));
  for (const layer of LAYERS) {
    for (const mark of all(article, `[data-${layer}]`)) {
      mark.classList.toggle(`off-${layer}`, listed(mark, layer).every((id) => off.has(id)));
    }
  }
  const line = document.querySelector(`.contents a[href="#${article.id}"]`);
  if (line) line.parentElement.classList.toggle("is-off", off.size > 0 && off.size === all(article, ".note").length);
}

// What the reader does.

const hints = new Map(all(document, "article").map((article) => [article, article.querySelector(".hint")]));

function choose(event) {
  const article = event.target.closest("article");
  if (!article) return;
  const button = event.target.closest("button[data-ref]");
  if (button) {
    const isPressed = button.getAttribute("aria-pressed") === "true";
    unpin();
    clear();
    if (!isPressed) point(article, button.dataset.ref);
    return;
  }
  const link = event.target.closest("a:not(.tag)");
  if (link) return lead(event, article, link);
  const id = statementAt(event.target);
  if (!id) return;
  event.preventDefault();
  pin(article, id);
}

function lead(event, article, link) {
  const target = link.hash && document.getElementById(link.hash.slice(1));
  const button = target?.querySelector("button[data-ref]");
  if (button) {
    event.preventDefault();
    point(article, button.dataset.ref);
    target.scrollIntoView({ block: "nearest" });
  } else if (target?.matches(".note") && link.closest("aside")) {
    event.preventDefault();
    pin(article, target.dataset.statement);
    scrollToText(target);
  }
}

function scrollToText(note) {
  document.getElementById(`${note.id}-text`)?.scrollIntoView({ block: "center" });
}

function hover(event) {
  const article = event.target.closest?.("article");
  const id = article && !pinned && statementAt(event.target);
  if (id && !(shown?.article === article && shown.id === id)) show(article, id);
}

function follow() {
  const note = document.getElementById(location.hash.slice(1));
  if (!note?.matches(".note")) return null;
  pin(note.closest("article"), note.dataset.statement);
  return note;
}

function measure() {
  document.documentElement.style.setProperty("--bar", `${bar.offsetHeight}px`);
}

for (const panel of all(document, ".panel")) panel.hidden = false;
offer(bar.elements.act, counted("act"));
offer(bar.elements.speaker, counted("speaker"));
bar.hidden = notes.length === 0;
bar.addEventListener("change", filter);
bar.addEventListener("reset", () => setTimeout(filter));
document.addEventListener("click", choose);
document.addEventListener("mouseover", hover);
document.addEventListener("focusin", hover);
document.addEventListener("keydown", (event) => event.key === "Escape" && unpin());
addEventListener("hashchange", follow);
new ResizeObserver(measure).observe(bar);
filter();
const asked = follow();
// The browser itself goes to the note when all is loaded. Twice, since what is far from the window isn't laid out yet.
if (asked) addEventListener("load", () => [0, 100].forEach((wait) => setTimeout(scrollToText, wait, asked)));
