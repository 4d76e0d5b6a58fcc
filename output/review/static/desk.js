// The desk: rows beside their page. All that the page says is put in as text, never as markup.
"use strict";

const meta = (name) => document.querySelector(`meta[name="missie-${name}"]`).content;
let token = meta("token");
const texts = JSON.parse(meta("texts"));
const report = document.body.dataset.report;
const language = document.documentElement.lang;
const base = `/-/review/${report}`;
const el = (id) => document.getElementById(id);

let rows = [];
let statements = []; // sentences, marked and decided on like rows
let advice = {};
let sizes = {};
let loose = []; // decisions that no row carries
let missions = []; // all that the database knows, to choose from
let countries = [];
let here = null; // the row that is marked, by its id

const fill = (text, values = {}) => text.replace(/{(\w+)}/g, (all, name) => values[name] ?? all);
const text = (key, values) => fill(texts[key] ?? key, values);

function make(tag, content, className) {
  const made = document.createElement(tag);
  if (content !== undefined && content !== null) made.textContent = content;
  if (className) made.className = className;
  return made;
}

function button(label, act, key) {
  const made = make("button", key ? `${label} ` : label);
  made.type = "button";
  if (key) made.append(make("kbd", key));
  made.addEventListener("click", act);
  return made;
}

function say(told, bad = false) {
  el("say").textContent = told;
  el("say").classList.toggle("bad", bad);
}

const marks = () => [...rows, ...statements];
const at = () => marks().findIndex((row) => row.deployment === here);
const current = () => marks()[at()];
const DECIDED = ["approved", "corrected", "rejected", "added"];
const isDone = (row) => DECIDED.includes(row.state) || busy(row);
const inDoubt = (row) => row.doubtful && !busy(row);

// --- the table --------------------------------------------------------------------------------

const SIGNS = { open: "○", approved: "✓", corrected: "✓", added: "✓", rejected: "×", waiting: "◐", conflict: "≠" };
const LOOKS = { open: "open", approved: "ok", corrected: "ok", added: "ok", rejected: "gone", waiting: "wait", conflict: "bad" };

function stateOf(row) {
  if (busy(row)) return tag("wait", "…", `${text("busy")}: ${busy(row)}`);
  if (row.doubtful && row.state === "open") return tag("doubt", "?", text("doubtful"));
  return tag(LOOKS[row.state], SIGNS[row.state], text(row.state));
}

function tag(look, sign, told) {
  const made = make("span", null, `state ${look}`);
  const mark = make("b", sign);
  mark.setAttribute("aria-hidden", "true");
  made.append(mark, ` ${told}`);
  return made;
}

const written = (told, shown) => (told && told !== shown ? [make("span", `${text("as_written")}: ${told}`, "as")] : []);

function before(row) {
  const cell = make("td", null, "n was");
  cell.dataset.label = text("previous_label");
  const was = row.previous;
  if (!was) {
    cell.textContent = texts.hasBefore ? text("new") : "";
    return cell;
  }
  cell.textContent = `${was.text} `;
  if (row.officers !== null && was.officers !== null && was.officers === was.most) {
    const by = row.officers - was.officers;
    cell.append(make("span", by ? `${by > 0 ? "+" : "\u2212"}${Math.abs(by)}` : "=", "diff"));
  }
  return cell;
}

function line(row, number) {
  const made = make("tr", null, `row ${row.state}`);
  made.dataset.deployment = row.deployment;
  made.classList.toggle("doubtful", inDoubt(row));
  const marked = row.deployment === here;
  made.tabIndex = marked ? 0 : -1;
  made.classList.toggle("now", marked);
  if (marked) made.setAttribute("aria-current", "true");
  const mission = make("th", row.mission_name);
  mission.scope = "row";
  if (row.mission_otherwise) mission.append(...written(row.mission_as_written, row.mission_name));
  const named = row.country_names.join(", ") || "?";
  const country = make("td", named);
  if (row.country_otherwise) country.append(...written(row.country_as_written, named));
  const count = make("td", row.shown, "n lead-n count-now");
  count.append(...written(row.count_as_written, row.shown));
  if (row.who) count.append(make("span", row.who, "as who"));
  const state = make("td", null, "st");
  state.append(stateOf(row));
  if (row.note) state.append(make("span", `${text("note")}: ${row.note}`, "as"));
  if (!row.counted && row.state !== "rejected") state.append(make("span", text("not_counted"), "as"));
  for (const each of row.waits) state.append(make("span", saidBy(each), "as"));
  if (row.problem) state.append(make("span", `${text("failed_row")}: ${row.problem}`, "as error"));
  made.append(make("td", number, "opt"), mission, country, count, before(row), state);
  made.addEventListener("click", () => go(row.deployment));
  made.addEventListener("mouseenter", () => light(row.deployment));
  made.addEventListener("mouseleave", () => light(here));
  return made;
}

// The lines anew, with the focus where it was.
function showRows() {
  const focused = document.activeElement.closest("tr[data-deployment]");
  el("body").replaceChildren(...rows.map((row, index) => line(row, index + 1)));
  showStatements();
  if (focused) document.querySelector("tr.now")?.focus({ preventScroll: true });
  showProgress();
}

function showProgress() {
  const done = rows.filter(isDone).length;
  el("progress").textContent = text("done", { n: done, all: rows.length });
  el("bar").setAttribute("aria-label", el("progress").textContent);
  el("bar").style.setProperty("--p", `${rows.length ? (100 * done) / rows.length : 0}%`);
  el("confirm").hidden = ![...marks(), ...tables].some((each) => each.waiting.length);
}

function list(title, items) {
  const parts = [make("h3", title)];
  const all = make("ul");
  for (const item of items) all.append(item instanceof Node ? item : make("li", item));
  parts.push(all);
  return items.length ? parts : [];
}

// A finding with its title and what to do.
function finding(found) {
  const { title, do: what } = advice[found.code] ?? { title: "", do: "" };
  const told = `${text(found.severity)}: ${title || found.code}: ${found.message}`;
  const item = make("li", what ? null : told, found.severity);
  if (!what) return item;
  const more = make("details");
  more.open = !LOW.matches;
  more.append(make("summary", told), make("div", what, "advice"));
  item.append(more);
  return item;
}

// What speaks for and against the table of a row, where that is to be settled.
function whyOf(row) {
  const table = tables.find((each) => each.rows.some((one) => one.deployment === row.deployment));
  return table ? list(text("why"), table.reasons.map((told) => told.text)) : [];
}

const decision = (d) => `${d.number}. ${text(`did_${d.action}`)}${valueOf(d)}, ${d.reviewer}, ${d.decided_at.slice(0, 16).replace("T", " ")}${d.reason ? `: ${d.reason}` : ""}`;
function valueOf(d) {
  if (d.value === null || d.action === "add") return "";
  if (d.action === "confirm" || d.action === "undo") return ` ${text("of_number", { n: d.value })}`;
  if (d.field === "mission") return ` ${missions.find((each) => each.mission === d.value)?.name ?? d.value}`;
  if (d.field === "countries") return ` ${JSON.parse(d.value).map(countryName).join(", ")}`;
  return ` ${d.value}`;
}
const countryName = (code) => countries.find((each) => each.country === code)?.name ?? code;

function showDetails() {
  const row = current();
  const told = el("details");
  told.replaceChildren();
  if (!row) return;
  const nth = row.statement ? text("sentence_of", { n: at() - rows.length + 1 }) : text("row_of", { n: at() + 1 });
  const where = `${text("page_short")} ${row.page}, ${nth}`;
  const sure = `${text("confidence")} ${row.confidence.toLocaleString(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
  const ways = !row.statement && text("readings_of", { n: row.readings.length, counts: [...new Set(row.readings.map((r) => r.count))].join(", ") });
  const open = told.dataset.open === "1";
  const more = make("details");
  more.open = open;
  more.append(
    make("summary", [where, row.mission_name, ways, row.note && `${text("note")}: ${row.note}`].filter(Boolean).join(" · ")),
    ...list(text("readings"), row.readings.map((r) => `${r.way}: ${r.mission} | ${r.country} | ${r.count}`)),
    make("p", sure, "meta"),
    ...whyOf(row),
    ...list(text("history"), row.history.map(decision)),
  );
  more.addEventListener("toggle", () => (told.dataset.open = more.open ? "1" : ""));
  told.append(more, ...list(text("findings"), row.findings.map(finding)));
  if (row.history.length && row.state !== "open" && row.last) {
    const newest = row.history.find((each) => each.number === row.last.number) ?? row.history[0];
    const line = make("p", `${decision(newest)} `, "meta");
    line.append(button(text("withdraw"), withdraw, "w"));
    told.append(line);
  }
}

// --- going about ------------------------------------------------------------------------------

// The mark moves when a key or a click says so, never when an answer comes.
function go(deployment, focus = true) {
  here = deployment;
  leaveTable();
  for (const each of document.querySelectorAll("tr[data-deployment]")) {
    const marked = each.dataset.deployment === here;
    each.classList.toggle("now", marked);
    each.tabIndex = marked ? 0 : -1;
    if (marked) each.setAttribute("aria-current", "true");
    else each.removeAttribute("aria-current");
  }
  showDetails();
  showSpot(focus);
  const marked = document.querySelector("tr.now");
  if (!marked) return;
  if (focus) marked.focus({ preventScroll: true });
  if (focus) marked.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = marks();
  const next = Math.min(all.length - 1, Math.max(0, at() + by));
  if (all[next]) go(all[next].deployment);
}

function nextDoubt() {
  const from = at();
  const all = marks();
  const order = [...all.slice(from + 1), ...all.slice(0, from + 1)];
  const next = order.find(inDoubt);
  if (next) go(next.deployment);
  else say(text("nothing_left"));
}

// --- what the server has ------------------------------------------------------------------------

function options(id, names) {
  el(id).replaceChildren(...names.map((name) => {
    const option = make("option");
    option.value = name;
    return option;
  }));
}

// All anew; what is marked stays marked, and what is being saved stays so.
async function load(first = false) {
  const response = await fetch(`${base}/rows.json?language=${language}`, { cache: "no-store" });
  if (response.redirected) {
    // Signed out meanwhile, or the server was started again: said here, where it can be read.
    say(text("signed_out"), true);
    return;
  }
  const answer = await response.json();
  const known = new Map(rows.map((row) => [row.deployment, row]));
  rows = answer.rows.map((row) => {
    const there = known.get(row.deployment);
    return there ? Object.assign(there, row) : row;
  });
  const said = new Map(statements.map((each) => [each.deployment, each]));
  statements = answer.statements.map(sentenceRow).map((each) => Object.assign(said.get(each.deployment) ?? {}, each));
  token = answer.token;
  ({ advice, missions, countries, loose, items, tables, findings } = answer);
  Object.assign(sizes, answer.sizes);
  texts.hasBefore = answer.head.before ? "1" : "";
  options("missions", missions.map((each) => each.name));
  options("countries", countries.map((each) => each.name));
  head = answer.head;
  settleUnsure();
  showHead(head);
  showItems();
  showFindings();
  showTables();
  if (first) foldHead();
  showLoose();
  const index = at();
  if (!current() && marks().length) {
    const asked = marks().find((row) => row.deployment === location.hash.slice(1));
    here = (asked ?? rows.find(inDoubt) ?? marks()[0]).deployment;
  }
  showRows();
  if (first || index < 0) go(here, first && location.hash !== "");
  else showDetails();
  if (!marks().length && sizes[1]) showPage(1);
  if (rows.length && !first) redraw();
}
