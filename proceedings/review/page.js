// The review page. It asks the server on this computer for the state of the article, shows it, and sends one change at a time.
// Words of the article only ever become text nodes and values: nothing of them is parsed as markup.
"use strict";

const token = location.hash.slice(1);
const $ = (id) => document.getElementById(id);
const NOBODY = "nobody", GROUP = "collective";
let state = null;
let current = 0;
let paper = "brief";
let digits = "";
let waiting = 0;
let busy = Promise.resolve();
let urls = [];

// ---- talking to the server -------------------------------------------------------------------------------------------

async function ask(path, body) {
  const options = { headers: { "X-Proceedings-Token": token }, cache: "no-store" };
  if (body !== undefined) {
    options.method = "POST";
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Error("The review has ended: the command in the terminal was stopped. Everything up to your last change is kept.");
  }
  if (answer.ok) return answer;
  const said = await answer.json().catch(() => ({}));
  if (said.state) show(said.state);
  throw new Error(said.error || `The server answered ${answer.status}.`);
}

// One change after the other: each is in the file before the next is sent.
function change(act, saying) {
  busy = busy.then(async () => {
    $("wrong").textContent = "";
    try {
      const said = await (await ask("act", { revision: state.revision, act })).json();
      show(said);
      speak(saying ? saying() : said.did);
    } catch (error) {
      $("wrong").textContent = error.message;
    }
  });
  return busy;
}

function speak(words) { $("said").textContent = words; }

// ---- showing ---------------------------------------------------------------------------------------------------------

function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "onclick") node.addEventListener("click", value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((c) => c !== null && c !== undefined && c !== ""));
  return node;
}

const sentence = () => state.sentences[current];
const personOf = (id) => state.people.find((p) => p.id === id);
const nameOf = (id) => (id === GROUP ? "Participants" : personOf(id)?.name || id);
const whoOf = (s) => s.speakers.map(nameOf).join(" and ") || "nobody";
const sectionOf = (key) => state.sections.find((s) => s.key === key)?.name || key;
const inDoubt = () => state.sentences.map((s, i) => (s.doubtful ? i : -1)).filter((i) => i >= 0);

function show(next) {
  const first = state === null;
  state = next;
  if (first) current = inDoubt()[0] ?? 0;
  current = Math.min(current, state.sentences.length - 1);
  document.title = `Review: ${state.title} – proceedings`;
  $("title").textContent = state.title;
  $("file").textContent = state.name;
  $("state").textContent = state.state;
  const open = inDoubt().length;
  $("progress").textContent = `${open} in doubt, ${state.decided} decided by hand, ${state.sentences.length} sentences`;
  $("undo").disabled = !state.undo;
  $("undo").title = state.undo ? `Takes back: ${state.undo}` : "Nothing to take back";
  showDoubts();
  showSource();
  showNotices();
  showDecision();
  showPages();
}

function showDoubts() {
  const open = inDoubt();
  $("open").classList.toggle("done", open.length === 0);
  $("open-count").textContent = open.length ? `(${open.length})` : "";
  $("no-doubts").hidden = open.length > 0;
  $("doubts").replaceChildren(...open.map((i) => {
    const s = state.sentences[i];
    return make("li", {}, make("button", { type: "button", onclick: () => select(i, true) },
      make("b", {}, `${whoOf(s)}? `), s.text.length > 90 ? `${s.text.slice(0, 90)} …` : s.text));
  }));
}

function showNotices() {
  $("notices").replaceChildren(...state.notices.map((words) => make("li", {}, words)));
}

function labelOf(s) {
  const parts = [];
  if (s.dropped) parts.push("left out");
  else if (s.heading) parts.push("heading");
  if (s.speakers.length) parts.push(s.decided ? "decided by hand" : s.certainty);
  else if (s.decided) parts.push("decided by hand");
  if (s.corrected) parts.push("text corrected");
  if (s.key) parts.push("key message");
  if (s.confirm) parts.push("carried over, please confirm");
  return parts;
}

function showSource() {
  const children = [];
  let section = null, paragraph = null;
  state.sentences.forEach((s, i) => {
    if (s.section !== section) {
      section = s.section;
      children.push(make("h3", { class: "section" }, sectionOf(section)));
    }
    const kinds = ["sentence", `s-${s.section}`];
    if (s.paragraph !== paragraph) kinds.push("first");
    if (s.heading) kinds.push("heading");
    if (s.bullet) kinds.push("bullet");
    if (s.doubtful) kinds.push("doubtful");
    if (s.dropped) kinds.push("dropped");
    paragraph = s.paragraph;
    children.push(make("button", {
      type: "button", class: kinds.join(" "), id: `s${i}`, tabindex: i === current ? 0 : -1,
      "aria-current": i === current ? "true" : null, onclick: () => select(i),
    }, make("span", { class: "label" }, make("b", {}, s.speakers.length ? whoOf(s) : "–"),
      s.doubtful ? make("span", { class: "mark" }, " ? ") : "", ` ${[...labelOf(s), s.number ? `¶ ${s.number}` : ""].filter(Boolean).join(" · ")}`),
    make("span", { class: "text", dir: "auto" }, s.corrected ?? s.text)));
  });
  const focused = document.activeElement?.classList?.contains("sentence");
  $("source").replaceChildren(...children);
  if (focused) $(`s${current}`).focus({ preventScroll: true });
}

function showDecision() {
  const s = sentence();
  $("decide-title").textContent = `Sentence ${current + 1} of ${state.sentences.length}` + (s.number ? `, ¶ ${s.number}` : "");
  const words = $("words");
  words.dir = "auto";
  words.replaceChildren();
  if (s.cue && !s.corrected) words.append(s.text.slice(0, s.cue[0]), make("mark", {}, s.text.slice(...s.cue)), s.text.slice(s.cue[1]));
  else words.append(s.corrected ?? s.text);
  $("why").textContent = s.why;
  const options = [
    ...state.people.map((p, n) => [p.id, `${n + 1}`, p.name, p.capacity]),
    [NOBODY, "0", "Nobody", "the reporter’s own words"],
    [GROUP, "p", "Participants", "a group, or somebody unnamed"],
  ];
  const chosen = s.speakers.length ? s.speakers : [NOBODY];
  $("people").replaceChildren(...options.map(([id, key, name, capacity]) => make("button", {
    type: "button", "aria-pressed": String(chosen.includes(id)), "aria-keyshortcuts": key, onclick: () => give([id]),
  }, make("kbd", {}, key), make("span", { dir: "auto" }, name), capacity ? make("span", { class: "capacity", dir: "auto" }, capacity) : "")));
  $("several-people").replaceChildren(...options.filter(([id]) => id !== NOBODY).map(([id, , name]) => make("label", {},
    make("input", { type: "checkbox", value: id, checked: s.speakers.includes(id) }), make("span", { dir: "auto" }, name))));
  $("section").replaceChildren(...state.sections.map((x) => make("option", { value: x.key, selected: x.key === s.section }, x.name)));
  $("key").setAttribute("aria-pressed", String(s.key));
  $("drop").setAttribute("aria-pressed", String(s.dropped));
  $("merge").disabled = state.people.length < 2;
  for (const id of ["confirm", "next"]) $(id).disabled = id === "next" && inDoubt().length === 0;
  for (const node of document.querySelectorAll(".sentence")) {
    const here = node.id === `s${current}`;
    node.tabIndex = here ? 0 : -1;
    if (here) node.setAttribute("aria-current", "true");
    else node.removeAttribute("aria-current");
  }
  showSpots();
}

function select(i, focus) {
  current = Math.max(0, Math.min(i, state.sentences.length - 1));
  showDecision();
  const node = $(`s${current}`);
  node.scrollIntoView({ block: "center" });
  if (focus || document.activeElement === document.body || document.activeElement?.classList.contains("sentence")) node.focus({ preventScroll: true });
}

function nextDoubt(step) {
  const open = inDoubt();
  if (!open.length) return speak("Nothing is in doubt.");
  const ahead = step > 0 ? open.find((i) => i > current) : open.findLast((i) => i < current);
  select(ahead ?? (step > 0 ? open[0] : open.at(-1)), true);
}

// ---- the pages -------------------------------------------------------------------------------------------------------

async function showPages() {
  const revision = state.revision, doc = state.papers[paper];
  $("show-brief").setAttribute("aria-pressed", String(paper === "brief"));
  $("show-summary").setAttribute("aria-pressed", String(paper === "summary"));
  $("paper-problem").textContent = doc.problem || "";
  $("open-paper").disabled = !doc.pages.length;
  $("pages").setAttribute("aria-busy", "true");
  try {
    const pictures = await Promise.all(doc.pages.map((_, n) => ask(`page/${paper}/${n}?${revision}`).then((a) => a.blob())));
    if (revision !== state.revision || doc !== state.papers[paper]) return;
    urls.forEach(URL.revokeObjectURL);
    urls = pictures.map((blob) => URL.createObjectURL(blob));
    const name = paper === "brief" ? "brief" : "summary sheet";
    $("pages").replaceChildren(...urls.map((url, n) => make("figure", { "data-page": n },
      make("img", { src: url, alt: `Page ${n + 1} of ${urls.length} of the ${name}, as typeset`, width: doc.pages[n][0], height: doc.pages[n][1] }),
      make("figcaption", {}, `Page ${n + 1} of ${urls.length}`))));
    $("pages").dataset.revision = revision;
    showSpots();
  } catch (error) {
    $("wrong").textContent = error.message;
  }
  $("pages").setAttribute("aria-busy", "false");
}

// Frame the places where the sentence is printed.
function showSpots() {
  document.querySelectorAll(".spot").forEach((node) => node.remove());
  const figures = $("pages").querySelectorAll("figure");
  let shown = false;
  for (const [page, x, y, width, height] of state.papers[paper].places[current] || []) {
    const figure = figures[page];
    if (!figure) continue;
    const [w, h] = state.papers[paper].pages[page];
    const picture = figure.querySelector("img");
    const spot = make("div", { class: "spot", "aria-hidden": "true" });
    const share = picture.offsetHeight / figure.offsetHeight || 1;
    spot.style.left = `${100 * x / w}%`;
    spot.style.top = `${100 * share * y / h}%`;
    spot.style.width = `${100 * width / w}%`;
    spot.style.height = `${100 * share * height / h}%`;
    figure.append(spot);
    if (!shown) spot.scrollIntoView({ block: "nearest" });
    shown = true;
  }
}

async function openPaper() {
  const tab = window.open("about:blank");
  try {
    const blob = await (await ask(`paper/${paper}`)).blob();
    const url = URL.createObjectURL(blob);
    if (tab) tab.location = url;
    else location.href = url;
  } catch (error) {
    tab?.close();
    $("wrong").textContent = error.message;
  }
}

// ---- changes ---------------------------------------------------------------------------------------------------------

function give(ids) {
  const at = current, was = inDoubt().includes(current);
  const speakers = ids[0] === NOBODY ? [] : ids;
  return change({ kind: "speakers", sentence: at, speakers }).then(() => { if (was && !$("wrong").textContent) advance(at); });
}

// After a decision on a doubtful sentence the next one comes up by itself.
function advance(at) {
  if (state.sentences[at]?.doubtful || current !== at) return;
  const said = $("said").textContent;
  const open = inDoubt();
  if (open.length) { nextDoubt(1); speak(`${said} Next: sentence ${current + 1}.`); }
  else speak(`${said} Nothing is in doubt any more.`);
}

function form(id, fill) {
  return new Promise((done) => {
    const dialog = $(id);
    const back = document.activeElement;
    fill();
    dialog.returnValue = "";
    dialog.addEventListener("close", () => { back?.isConnected ? back.focus() : $(`s${current}`).focus(); done(dialog.returnValue === "ok"); }, { once: true });
    dialog.showModal();
  });
}

const value = (id) => $(id).value.trim();

async function addPerson() {
  const fields = ["name", "honorific", "role", "affiliation"];
  if (!await form("person-form", () => fields.forEach((f) => { $(`person-${f}`).value = ""; }))) return;
  const person = Object.fromEntries(fields.map((f) => [f, value(`person-${f}`)]));
  if (person.name) await change({ kind: "person", sentence: current, ...person });
}

async function mergePeople() {
  const options = () => state.people.map((p) => make("option", { value: p.id }, p.name));
  const own = sentence().speakers.find(personOf);
  if (!await form("merge-form", () => {
    $("merge-other").replaceChildren(...options());
    $("merge-person").replaceChildren(...options());
    if (own) $("merge-other").value = own;
    $("merge-person").value = state.people.find((p) => p.id !== $("merge-other").value)?.id;
  })) return;
  if (value("merge-other") === value("merge-person")) { $("wrong").textContent = "Choose two different names."; return; }
  await change({ kind: "merge", person: value("merge-other"), same_as: value("merge-person") });
}

async function editFacts() {
  if (!await form("facts-form", () => $("facts-fields").replaceChildren(...state.event.map((f) => make("label", {}, f.label,
    make("input", { name: f.field, value: f.value, maxlength: 2000, autocomplete: "off", dir: "auto" })))))) return;
  for (const field of $("facts-fields").querySelectorAll("input")) {
    const was = state.event.find((f) => f.field === field.name).value;
    if (field.value.trim() !== was) await change({ kind: "event", field: field.name, value: field.value.trim() });
  }
}

async function editText() {
  const s = sentence();
  if (!await form("text-form", () => { $("text-words").value = s.corrected ?? s.text; })) return;
  if (value("text-words") && value("text-words") !== (s.corrected ?? s.text)) await change({ kind: "text", sentence: current, text: value("text-words") });
}

async function approve() {
  const open = inDoubt().length;
  if (!await form("approve-form", () => {
    if (!$("approve-by").value) $("approve-by").value = state.by;
    $("approve-doubts").checked = false;
    $("approve-doubts").required = open > 0;
    $("approve-doubts-row").hidden = open === 0;
    $("approve-doubts-words").textContent = `although ${open} ${open === 1 ? "attribution is" : "attributions are"} still marked as uncertain`;
  })) return;
  await change({ kind: "approve", by: value("approve-by"), with_doubts: open > 0 && $("approve-doubts").checked });
}

const flip = (kind) => change({ kind, sentence: current, on: !sentence()[kind === "drop" ? "dropped" : "key"] });
const undo = () => change({ kind: "undo" });
const confirm = () => {
  const at = current, was = sentence().doubtful;
  return change({ kind: "keep", sentence: at }).then(() => { if (was && !$("wrong").textContent) advance(at); });
};

// ---- keys and buttons ------------------------------------------------------------------------------------------------

function digit(key) {
  clearTimeout(waiting);
  digits += key;
  const n = Number(digits);
  const settle = () => {
    const number = Number(digits);
    digits = "";
    if (number === 0) give([NOBODY]);
    else if (state.people[number - 1]) give([state.people[number - 1].id]);
    else speak(`There is no speaker ${number}.`);
  };
  if (n === 0 || n * 10 > state.people.length) settle();
  else { speak(`${digits} …`); waiting = setTimeout(settle, 700); }
}

const KEYS = {
  n: () => nextDoubt(1), N: () => nextDoubt(-1), j: () => select(current + 1, true), k: () => select(current - 1, true),
  ArrowDown: () => select(current + 1, true), ArrowUp: () => select(current - 1, true),
  p: () => give([GROUP]), Enter: confirm, s: () => $("section").focus(), a: addPerson, g: mergePeople, m: () => flip("key"),
  x: () => flip("drop"), t: editText, e: editFacts, u: undo, "?": () => form("help-form", () => {}),
};

document.addEventListener("keydown", (event) => {
  if (!state || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const at = event.target;
  if (event.key === "Escape") return $(`s${current}`).focus();
  if (at.matches("input, textarea, select")) return;
  const inSource = at === document.body || at.classList.contains("sentence");
  if ((event.key === "Enter" || event.key.startsWith("Arrow")) && !inSource) return;
  if (event.key !== "Enter" && !event.key.startsWith("Arrow") && !$("keys-on").checked) return;
  if (/^[0-9]$/.test(event.key)) { event.preventDefault(); return digit(event.key); }
  const command = KEYS[event.key];
  if (command && !event.repeat || command && /^(j|k|Arrow.*)$/.test(event.key)) { event.preventDefault(); command(); }
});

const BUTTONS = {
  undo, facts: editFacts, help: KEYS["?"], approve, add: addPerson, merge: mergePeople, confirm, edit: editText,
  key: () => flip("key"), drop: () => flip("drop"), before: KEYS.k, after: KEYS.j, next: KEYS.n, "open-paper": openPaper,
  "show-brief": () => { paper = "brief"; showPages(); }, "show-summary": () => { paper = "summary"; showPages(); },
  "several-set": () => {
    const ids = [...$("several-people").querySelectorAll("input:checked")].map((x) => x.value);
    if (ids.length) give(ids);
  },
};
for (const [id, command] of Object.entries(BUTTONS)) $(id).addEventListener("click", () => state && command());
for (const node of document.querySelectorAll(".cancel")) node.addEventListener("click", () => node.closest("dialog").close());
$("section").addEventListener("change", () => change({ kind: "section", sentence: current, section: $("section").value }));

ask("state").then((answer) => answer.json()).then((first) => { show(first); select(current, true); })
  .catch((error) => { $("wrong").textContent = error.message; });
