// What stands above the rows: the sum, what the report states, its particulars.
"use strict";

let head = {};

const dayOf = (iso) => (iso ? new Date(`${iso}T12:00:00Z`).toLocaleDateString(language === "en" ? "en-GB" : language, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }) : null);

function showHead(told) {
  head = told;
  const said = head.stated === null ? text("states_none") : String(head.stated);
  const agrees = head.stated === null ? "" : ` ${text(head.agrees ? "same" : "other")}`;
  const was = head.before_sum ? ` (${text("last_time", { n: head.before_sum })})` : "";
  const where = head.stated_page ? ` (${text("page_short")} ${head.stated_page})` : "";
  const of = Object.fromEntries(head.facts.map((each) => [each.fact, each]));
  const facts = [
    ["sum", text("sum"), `${head.sum}${was}`],
    ["stated_total", `${text("stated")}${where}`, `${said}${agrees}`],
    ["reference_date", text("reference_date"), [dayOf(of.reference_date.value), ...head.days.map((day) => text("figures_of", { days: dayOf(day) }))].filter(Boolean).join("; ") || null],
    ["document_date", text("document_date"), dayOf(of.document_date.value)],
    ["period", text("period"), of.period.value],
    ["reference", text("reference"), of.reference.value],
    ["origin", text("origin"), text(`origin_${of.origin.value}`)],
  ];
  el("head").replaceChildren(...facts.map(([name, label, value]) => {
    const fact = make("div");
    fact.dataset.fact = name;
    const told = make("dd", value ?? text("unknown"));
    if (head.stated !== null && (name === "sum" || name === "stated_total")) told.className = head.agrees ? "sum-ok" : "sum-bad";
    if (of[name]) told.append(...factActs(of[name], label));
    fact.append(make("dt", `${label}:`), told);
    return fact;
  }));
  el("sums").textContent = `${text("sum_short")} ${head.sum}, ${text("stated_short")} ${said}`;
  el("sums").classList.toggle("sum-bad", !head.agrees);
}

// On a low or narrow screen what stands above the rows is folded, so that rows are seen; not where
// it holds a table to be agreed to or a fault.
const LOW = matchMedia("(max-width: 40rem), (max-height: 50rem), (max-width: 75rem) and (max-height: 62rem)");

function tellFolded() {
  const open = findings.filter((each) => !each.settled);
  const bad = open.some((each) => each.severity === "error");
  const asked = tables.filter((each) => each.open && each.standing !== "counted");
  const parts = [text("as_a_whole")];
  if (open.length) parts.push(tag(bad ? "bad" : "doubt", bad ? "≠" : "?", `${text("findings")}: ${open.length}`));
  if (asked.length) parts.push(tag("doubt", "?", `${text("tables")}: ${asked.length}`));
  el("about-told").replaceChildren(...parts);
  return bad || asked.length > 0;
}

const foldHead = () => (el("about").open = tellFolded() || !LOW.matches);
LOW.addEventListener("change", foldHead);

// What is said when the last row is decided; a difference goes first.
function ending() {
  if (!rows.length || !rows.every((row) => DECIDED.includes(row.state))) return "";
  const told = { sum: head.sum, stated: head.stated };
  if (head.stated === null) return text("all_done_no_total", told);
  return text(head.agrees ? "all_done" : "all_done_other", told);
}

const ORIGINS = ["official", "transcript", "unknown", "invented"];
const shownFact = (fact, value) => {
  if (fact.fact.endsWith("_date")) return dayOf(value);
  if (fact.fact === "origin") return text(`origin_${value}`);
  return value === "" || value === null ? text(fact.fact === "stated_total" ? "states_none" : "unknown") : String(value);
};

// What was read, what waits, and the ways to decide on a particular of the report.
function factActs(fact, label) {
  const parts = [];
  const act = (name, does) => {
    const made = button(name, does);
    made.className = "link";
    made.setAttribute("aria-label", `${label}: ${name}`);
    parts.push(" ", made);
  };
  if (saving.has(fact.fact)) return [" ", tag("wait", "…", text("busy"))];
  if (fact.corrected) parts.push(make("span", `${text("as_written")}: ${shownFact(fact, fact.read) ?? text("unknown")}`, "as"));
  for (const each of fact.waits) {
    const said = each.action === "correct" ? `${shownFact(fact, each.value)} (${each.reviewer})` : saidBy(each);
    parts.push(make("span", `${said}: ${text("waiting")}`, "as"));
  }
  if (fact.waits.length) {
    act(text("confirm"), () => choose(fact.waits, label, (more, what) => sendFact(fact, label, "confirm", more, { what })));
  }
  const back = fact.waits.length ? { numbers: [fact.waits.at(-1).number] } : {};
  if (fact.corrected || fact.waits.length) act(text("undo"), () => sendFact(fact, label, "undo", back));
  act(text("edit"), () => askFact(fact, label));
  return parts;
}

function askFact(fact, label) {
  const dated = fact.fact.endsWith("_date");
  ask({
    title: text("change_of", { name: label }),
    about: text(fact.fact === "stated_total" ? "total_told" : fact.fact === "period" ? "period_told" : "fact_told"),
    value: {
      label, now: fact.fact === "stated_total" ? (head.stated ?? "") : (fact.value ?? ""),
      type: dated ? "date" : "text",
      choices: fact.fact === "origin" ? ORIGINS.map((each) => [each, text(`origin_${each}`)]) : null,
    },
    key: `fact ${fact.fact}`,
    does: (value, reason, keep) => {
      if (fact.fact === "stated_total" && value !== "" && !/^\d{1,6}$/.test(value)) return text("no_number");
      if (dated && !value) return text("no_day");
      return void sendFact(fact, label, "correct", { value, reason: reason || null }, { keep, what: shownFact(fact, value) });
    },
  });
}

function sendFact(fact, label, action, more = {}, job = {}) {
  sendOther("fact", `fact ${fact.fact}`, { field: fact.fact }, action, { name: label, seen: fact.seen, what: text(`did_${action}`), more, ...job });
}
