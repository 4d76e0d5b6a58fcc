// The desk: rows beside their page. All that the page says is put in as text, never as markup.
"use strict";

const meta = (name) => document.querySelector(`meta[name="missie-${name}"]`).content;
const token = meta("token");
const labels = JSON.parse(meta("labels"));
const report = document.body.dataset.report;
const base = `/-/review/${report}`;
const el = (id) => document.getElementById(id);

let rows = [];
let advice = {};
let sizes = {};
let loose = []; // decisions that no row carries
let missions = []; // all that the database knows, to choose from
let here = null; // the deployment that is looked at
let page = null;
let zoom = 1;

function make(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined && text !== null) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function say(text, bad = false) {
  el("say").textContent = text;
  el("say").classList.toggle("bad", bad);
}

const at = () => rows.findIndex((row) => row.deployment === here);
const current = () => rows[at()];

// --- the table --------------------------------------------------------------------------------

function showRows() {
  const body = el("body");
  body.replaceChildren();
  for (const row of rows) {
    const line = make("tr", null, `row ${row.state}`);
    line.dataset.deployment = row.deployment;
    line.classList.toggle("doubtful", row.doubtful);
    line.tabIndex = row.deployment === here ? 0 : -1;
    if (row.deployment === here) {
      line.classList.add("here");
      line.setAttribute("aria-current", "true");
    }
    const mission = make("th", row.mission_name);
    mission.scope = "row";
    mission.append(make("span", `${labels.as_written}: ${row.mission_as_written}`, "written"));
    const country = make("td", row.countries.join(" + ") || "?");
    country.append(make("span", `${labels.as_written}: ${row.country_as_written}`, "written"));
    const count = make("td", row.shown);
    count.append(make("span", `${labels.as_written}: ${row.count_as_written}`, "written"));
    if (row.who) count.append(make("span", row.who, "written who"));
    if (!row.counted) count.append(make("span", labels.not_counted, "written"));
    const doubt = row.doubtful ? ` (${labels.doubtful})` : "";
    line.append(mission, country, count, make("td", labels[row.state] + doubt, "state"));
    line.addEventListener("click", () => go(row.deployment));
    line.addEventListener("mouseenter", () => light(row.deployment));
    line.addEventListener("mouseleave", () => light(here));
    body.append(line);
  }
  const done = rows.filter((row) => ["approved", "corrected", "rejected", "added"].includes(row.state));
  el("progress").textContent = labels.done.replace("{n}", done.length).replace("{all}", rows.length);
}

function list(title, items) {
  const parts = [make("h2", title)];
  const all = make("ul");
  for (const item of items.length ? items : [labels.none]) {
    all.append(item instanceof Node ? item : make("li", item));
  }
  parts.push(all);
  return parts;
}

// A finding with its title and what to do; one of another version has its code alone.
function finding(found) {
  const { title, do: what } = advice[found.code] ?? { title: "", do: "" };
  const name = title ? `${title} (${found.code})` : found.code;
  const item = make("li", `${labels[found.severity]}: ${name}: ${found.message}`);
  if (what) item.append(make("div", what, "advice"));
  return item;
}

// What speaks for and against the table of a row, where that is to be settled.
function whyOf(row) {
  const table = tables.find((each) => each.rows.some((one) => one.deployment === row.deployment));
  return table ? list(labels.why, table.reasons.map((told) => told.text)) : [];
}

function showDetails() {
  const row = current();
  el("details").replaceChildren();
  if (!row) return;
  el("details").append(
    make("p", `${row.mission_name}: ${labels.confidence} ${row.confidence.toFixed(2)}${row.note ? `; ${row.note}` : ""}`),
    ...whyOf(row),
    ...list(labels.findings, row.findings.map(finding)),
    ...list(labels.readings, row.readings.map((r) => `${r.way}: ${r.mission} | ${r.country} | ${r.count}`)),
    ...list(labels.history, row.history.map((d) =>
      `${d.number}. ${d.action}${d.value === null ? "" : ` ${d.value}`}, ${d.reviewer}, ${d.decided_at}${d.reason ? `: ${d.reason}` : ""}`)),
  );
}

// --- the page ---------------------------------------------------------------------------------

function showPage(number) {
  page = number;
  el("page-name").textContent = `${labels.page} ${number}`;
  const size = sizes[number];
  const paper = el("paper");
  if (!size) {
    el("no-pdf").hidden = false;
    return;
  }
  const [width, height] = size;
  const shown = Math.max(200, (paper.clientWidth - 24) * zoom);
  const scale = (shown / width) * (window.devicePixelRatio || 1);
  const leaf = make("div", null, "leaf");
  leaf.style.width = `${shown}px`;
  leaf.style.height = `${(shown * height) / width}px`;
  const image = make("img");
  image.alt = labels.spot.replace("{page}", number);
  image.src = `${base}/page/${number}.png?scale=${scale.toFixed(2)}`;
  leaf.append(image);
  for (const row of rows) {
    for (const [kind, on, box] of [["row", row.row_page, row.row_box], ["count", row.page, row.box]]) {
      if (on !== number) continue;
      const frame = make("button", null, `box ${kind}`);
      frame.type = "button";
      frame.tabIndex = -1;
      frame.dataset.deployment = row.deployment;
      frame.setAttribute("aria-label", `${row.mission_name}: ${row.shown}`);
      const pad = kind === "row" ? 2 : 3;
      place(frame, box, size, pad);
      frame.addEventListener("click", () => go(row.deployment));
      frame.addEventListener("mouseenter", () => light(row.deployment));
      frame.addEventListener("mouseleave", () => light(here));
      leaf.append(frame);
    }
  }
  frameItems(leaf, number, size);
  frameTables(leaf, number, size);
  paper.replaceChildren(leaf);
  light(here, true);
}

// A frame around a box (points) on a page of this size, so many points wider on each side.
function place(frame, box, [width, height], pad = 0) {
  frame.style.left = `${(100 * (box[0] - pad)) / width}%`;
  frame.style.top = `${(100 * (box[1] - pad)) / height}%`;
  frame.style.width = `${(100 * (box[2] - box[0] + 2 * pad)) / width}%`;
  frame.style.height = `${(100 * (box[3] - box[1] + 2 * pad)) / height}%`;
}

function light(deployment, scroll = false) {
  for (const frame of document.querySelectorAll(".box")) {
    frame.classList.toggle("lit", frame.dataset.deployment === deployment);
  }
  const frame = document.querySelector(".box.count.lit");
  if (frame && scroll) {
    const paper = el("paper");
    paper.scrollTop = Math.max(0, frame.offsetTop - paper.clientHeight / 2);
    paper.scrollLeft = Math.max(0, frame.offsetLeft - paper.clientWidth / 2);
  }
}

// --- going about ------------------------------------------------------------------------------

function go(deployment, focus = true) {
  here = deployment;
  if (hereTable) {
    hereTable = null;
    showTables();
    for (const frame of document.querySelectorAll(".box.table")) frame.classList.remove("chosen");
  }
  showRows();
  showDetails();
  const row = current();
  if (!row) return;
  if (row.page !== page || !document.querySelector(".leaf")) showPage(row.page);
  light(here, true);
  const line = document.querySelector("tr.here");
  if (line) {
    line.scrollIntoView({ block: "nearest" });
    if (focus) line.focus({ preventScroll: true });
  }
}

function step(by) {
  const next = Math.min(rows.length - 1, Math.max(0, at() + by));
  if (rows[next]) go(rows[next].deployment);
}

function nextDoubt() {
  const from = at();
  const order = [...rows.slice(from + 1), ...rows.slice(0, from + 1)];
  const next = order.find((row) => row.doubtful);
  if (next) go(next.deployment);
  else say(labels.nothing_left);
  return Boolean(next);
}

// --- deciding ---------------------------------------------------------------------------------

function reviewer() {
  const name = el("reviewer").value.trim();
  if (!name) {
    say(labels.reviewer_needed, true);
    el("reviewer").focus();
  }
  return name;
}

// What the server answers to a decision, with `ok`; what it refuses is said.
async function post(kind, asked) {
  try {
    const response = await fetch(`${base}/${kind}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Missie-Token": token },
      body: JSON.stringify({ reviewer: el("reviewer").value.trim(), ...asked }),
    });
    const answer = await response.json();
    if (!response.ok) say(answer.overtaken ? labels.overtaken : `${labels.failed}: ${answer.error}`, true);
    return { ...answer, ok: response.ok };
  } catch (error) {
    say(`${labels.failed}: ${error.message}`, true);
    return { ok: false };
  }
}

async function decide(row, action, more = {}) {
  if (!reviewer() || !row) return false;
  const answer = await post("decide", { deployment: row.deployment, action, seen: row.seen, ...more });
  if (!answer.ok) {
    if (answer.overtaken) await load();
    return false;
  }
  // A row that was added and is taken back is no more.
  if (!answer.row) {
    here = null;
    await load();
    return false;
  }
  rows[rows.findIndex((each) => each.deployment === row.deployment)] = answer.row;
  return true;
}

async function decideHere(action, more = {}) {
  const row = current();
  if (!(await decide(row, action, more))) return;
  say(`${row.mission_name}: ${labels[current().state]}`);
  const index = at();
  showRows();
  showDetails();
  if (action === "undo") go(here);
  else if (!nextOpen(index)) go(here);
}

function nextOpen(index) {
  const order = [...rows.slice(index + 1), ...rows.slice(0, index)];
  const next = order.find((row) => row.doubtful) || order.find((row) => row.state === "open");
  if (next) go(next.deployment);
  return Boolean(next);
}

async function approveRest() {
  if (!reviewer()) return;
  let number = 0;
  // Rows that do not count were not looked at by saying that the rest is right.
  for (const row of rows.filter((each) => each.state === "open" && !each.doubtful && each.counted)) {
    if (!(await decide(row, "approve"))) break;
    number += 1;
  }
  showRows();
  showDetails();
  say(labels.confirm_rest.replace("{n}", number));
  go(here);
}

function edit() {
  const row = current();
  if (!row || !reviewer()) return;
  el("change").hidden = false;
  el("officers").value = row.officers === null ? "" : row.officers;
  el("mission").value = row.mission_name;
  el("countries").value = row.countries.join(", ");
  el("reason").value = "";
  el("officers").focus();
  el("officers").select();
}

function leave() {
  el("change").hidden = true;
  go(here);
}

// What was changed in the form, one decision for each thing.
function changes(row) {
  const found = [];
  const text = el("officers").value.trim();
  if (text !== (row.officers === null ? "" : String(row.officers))) {
    if (!/^\d{1,6}$/.test(text)) return { wrong: "officers", message: labels.no_number };
    found.push({ officers: Number(text) });
  }
  const name = el("mission").value.trim();
  if (name !== row.mission_name) {
    const mission = missions.find((each) => each.name === name);
    if (!mission) return { wrong: "mission", message: labels.no_mission };
    found.push({ mission: mission.mission });
  }
  const countries = el("countries").value.trim();
  if (countries !== row.countries.join(", ")) found.push({ countries });
  return { found };
}

el("change").addEventListener("submit", async (event) => {
  event.preventDefault();
  const row = current();
  const { found, wrong, message } = changes(row);
  if (wrong) {
    say(message, true);
    el(wrong).focus();
    return;
  }
  el("change").hidden = true;
  const reason = el("reason").value.trim() || null;
  // A count that was left as it is has been looked at: that is an approval.
  if (!found.length) {
    await decideHere("approve", { reason });
    return;
  }
  for (const more of found.slice(0, -1)) {
    if (!(await decide(current(), "correct", { ...more, reason }))) {
      go(here);
      return;
    }
  }
  await decideHere("correct", { ...found[found.length - 1], reason });
});

function larger(by) {
  zoom = Math.min(5, Math.max(0.4, zoom * by));
  if (page !== null) showPage(page);
}

const does = {
  "next-doubt": nextDoubt,
  approve: () => (hereTable ? settleTable("agree") : decideHere("approve")),
  edit,
  reject: () => (hereTable ? settleTable("reject") : decideHere("reject")),
  confirm: () => (hereTable ? settleTable("confirm") : decideHere("confirm")),
  undo: () => (hereTable ? settleTable("undo") : decideHere("undo")),
  "approve-rest": approveRest,
  cancel: leave,
  "zoom-in": () => larger(1.25),
  "zoom-out": () => larger(0.8),
};
for (const [id, act] of Object.entries(does)) el(id).addEventListener("click", () => act());

const keys = {
  j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
  n: nextDoubt, t: () => nextTable(), a: does.approve, A: approveRest, e: edit, x: does.reject, u: does.undo,
  c: does.confirm, m: () => startAdding(), "[": () => turn(-1), "]": () => turn(1),
  "+": does["zoom-in"], "=": does["zoom-in"], "-": does["zoom-out"],
};
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && (adding || !el("change").hidden)) {
    event.preventDefault();
    if (adding) stopAdding();
    leave();
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (["INPUT", "TEXTAREA", "SELECT"].includes(event.target.tagName)) return;
  if (adding && ["ArrowDown", "ArrowUp", "j", "k"].includes(event.key)) {
    event.preventDefault();
    nextLine(["ArrowDown", "j"].includes(event.key) ? 1 : -1);
    return;
  }
  if (event.key.startsWith("Arrow") && event.target.id === "paper") return;
  const act = keys[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});

el("reviewer").value = localStorage.getItem("missie-reviewer") || "";
el("reviewer").addEventListener("change", () => {
  localStorage.setItem("missie-reviewer", el("reviewer").value.trim());
});

let waiting;
window.addEventListener("resize", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => page !== null && showPage(page), 150);
});

async function load() {
  const response = await fetch(`${base}/rows.json`, { cache: "no-store" });
  const answer = await response.json();
  rows = answer.rows;
  advice = answer.advice;
  sizes = answer.sizes;
  missions = answer.missions;
  loose = answer.loose;
  items = answer.items;
  tables = answer.tables;
  findings = answer.findings;
  showItems();
  showFindings();
  showTables();
  showLoose();
  el("missions").replaceChildren(...missions.map((each) => {
    const option = make("option");
    option.value = each.name;
    return option;
  }));
  if (!current() && rows.length) here = rows[0].deployment;
  page = null;
  go(here, false);
  if (!rows.length && sizes[1]) showPage(1);
}

load().catch((error) => say(`${labels.failed}: ${error.message}`, true));
