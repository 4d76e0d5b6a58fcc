// The forms of the desk, and its keys. A form is about the row that was marked when it was opened.
"use strict";

let changing = null; // the row that the form is about
let unlikely = ""; // the number that was asked about once

function edit() {
  const row = current();
  if (!row || !reviewer()) return;
  // What is shown now is what the form is about, whatever comes in while it is open.
  changing = { ...row, row };
  const draft = drafts.get(row.deployment) ?? {};
  drafts.delete(row.deployment);
  unlikely = "";
  el("change-title").textContent = text("change_of", { name: row.mission_name });
  el("change-now").textContent = row.previous
    ? text("now", { now: row.shown, before: row.previous.text })
    : text("now_alone", { now: row.shown });
  for (const each of row.waits) el("change-now").append(` ${text("waiting")}: ${saidBy(each)}.`);
  // A range or "at least" as it is shown, so that its lowest number typed is another one.
  el("officers").value = draft.officers ?? countOf(row);
  el("field-mission").hidden = el("field-country").hidden = Boolean(row.statement);
  el("mission").value = draft.mission ?? row.mission_name;
  el("country").value = draft.country ?? row.country_names.join(", ");
  el("reason").value = draft.reason ?? "";
  wrong("change-error", "");
  el("change").showModal();
  el("officers").focus();
  el("officers").select();
}

const countOf = (row) => (row.officers === null ? "" : row.shown);

function wrong(id, told, field = null) {
  el(id).textContent = told;
  el(id).hidden = !told;
  if (field) el(field).focus();
  return false;
}

// A number that is far from all else that is known of the row asks once.
function asksAgain(row, number) {
  const others = [];
  const was = row.previous?.most ?? null;
  if (number > 10 && was !== null && number > 4 * was) others.push(text("unlikely_before", { n: row.previous.text }));
  const read = [row.officers_read, ...(row.readings ?? []).map((each) => Number.parseInt(each.count, 10))].filter(Number.isInteger);
  if (read.length && number > 10 && number > 4 * Math.max(...read)) others.push(text("unlikely_read", { n: Math.max(...read) }));
  if (!others.length || unlikely === String(number)) return "";
  unlikely = String(number);
  return text("unlikely", { n: number, others: others.join(", ") });
}

// By its name, or by that in the other language, such as the report has.
const named = (all, key) => all.find((each) => each.name.toLocaleLowerCase() === key.toLocaleLowerCase())
  ?? all.find((each) => each.read?.toLocaleLowerCase() === key.toLocaleLowerCase());

// What was changed in the form, one decision for each thing; null where something is wrong.
function changes(row) {
  const found = [];
  const count = el("officers").value.trim();
  if (count !== countOf(row)) {
    if (!/^\d{1,6}$/.test(count)) return wrong("change-error", text("no_number"), "officers") || null;
    const asked = asksAgain(row, Number(count));
    if (asked) return wrong("change-error", asked, "officers") || null;
    found.push([{ officers: Number(count) }, count, { officers: count }]);
  }
  const name = el("mission").value.trim();
  if (name !== row.mission_name) {
    const mission = named(missions, name);
    if (!mission) return wrong("change-error", text("no_mission"), "mission") || null;
    found.push([{ mission: mission.mission }, mission.name, { mission: name }]);
  }
  const places = el("country").value.trim();
  if (places !== row.country_names.join(", ")) {
    const each = places.split(",").map((one) => [one.trim(), named(countries, one.trim())?.country]);
    const [unknown] = each.find(([, code]) => !code) ?? [];
    if (unknown !== undefined) return wrong("change-error", text("no_country", { name: unknown }), "country") || null;
    found.push([{ countries: each.map(([, code]) => code) }, places, { country: places }]);
  }
  return found;
}

el("change").addEventListener("submit", (event) => {
  if (event.submitter?.value === "no") return;
  const found = changes(changing);
  if (!found) {
    event.preventDefault();
    return;
  }
  const reason = el("reason").value.trim() || null;
  // A count that was left as it is has been looked at: that is an approval.
  const { row, seen } = changing;
  // What is not saved stands in the form again when it is opened.
  const keep = (typed) => () => drafts.set(row.deployment, { ...drafts.get(row.deployment), ...typed, reason: reason ?? "" });
  if (!found.length) decide(row, "approve", { reason }, undefined, { seen, keep: keep({}) });
  const made = found.map(([more, told, typed]) => decide(row, "correct", { ...more, reason }, told, { seen, keep: keep(typed) }));
  // All that was changed at once is one act: it is taken back from the last on.
  const newest = made.pop();
  if (newest) newest.together = made.map((job) => mine.splice(mine.indexOf(job), 1)[0]);
  step(1);
});
el("change").addEventListener("close", () => document.querySelector("tr.now")?.focus({ preventScroll: true }));

// A form that asks for a reason, and for a value where `value` is given: its label, what stands
// now, and choices if there are any. `does` gets value and reason, and says what is wrong with them;
// and what to do where they are not saved: what was typed stands there again by `key`.
let answers = null;
function ask({ title, about, value = null, key = "", does }) {
  if (!reviewer()) return;
  const draft = drafts.get(key) ?? {};
  drafts.delete(key);
  el("ask-title").textContent = title;
  el("ask-about").textContent = about ?? "";
  el("field-value").hidden = !value;
  el("choice").hidden = !value?.choices;
  el("value").hidden = Boolean(value?.choices);
  if (value) {
    el("value-label").textContent = value.label;
    el("value-label").htmlFor = value.choices ? "choice" : "value";
    el("value").type = value.type ?? "text";
    el("value").value = draft.value ?? value.now ?? "";
    el("choice").replaceChildren(...(value.choices ?? []).map(([key, name]) => {
      const option = make("option", name);
      option.value = key;
      option.selected = key === (draft.value ?? value.now);
      return option;
    }));
  }
  el("ask-reason").value = draft.reason ?? "";
  wrong("ask-error", "");
  answers = (given, reason) => does(given, reason, () => drafts.set(key, { value: given, reason }));
  el("ask").showModal();
  el(value ? (value.choices ? "choice" : "value") : "ask-reason").focus();
}
el("ask").addEventListener("submit", (event) => {
  if (event.submitter?.value === "no") return;
  const given = el("choice").hidden ? el("value").value.trim() : el("choice").value;
  const problem = answers(given, el("ask-reason").value.trim());
  if (!problem) return;
  event.preventDefault();
  wrong("ask-error", problem);
});
// In a field of text Enter saves; a list of choices would be opened by it.
el("choice").addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  el("ask").querySelector("form").requestSubmit(el("ask").querySelector(".primary"));
});
el("ask").addEventListener("close", () => document.querySelector("tr.now")?.focus({ preventScroll: true }));

function reject() {
  const row = current();
  if (!row) return;
  const { seen } = row;
  ask({
    title: text("reject_of", { name: row.mission_name }),
    about: text("reject_about"),
    key: `reject ${row.deployment}`,
    does: (_, reason, keep) => {
      decide(row, "reject", { reason: reason || null }, undefined, { seen, keep });
      step(1);
    },
  });
}

const onTable = (action, act) => () => (hereTable ? settleTable(action) : act());
const does = {
  "next-doubt": nextDoubt,
  approve: onTable("agree", () => decideHere("approve")),
  edit,
  reject: onTable("reject", reject),
  confirm: onTable("confirm", confirmHere),
  undo,
  "approve-rest": approveRest,
  "zoom-in": () => larger(1.25),
  "zoom-out": () => larger(0.8),
  "next-table": () => nextTable(),
  keys: () => el("key-list").showModal(),
};
for (const [id, act] of Object.entries(does)) el(id).addEventListener("click", () => act());

function toFindings() {
  el("about").open = true;
  el("rows").scrollTop = 0;
  (document.querySelector("#findings button") ?? el("rows")).focus();
}

const keys = {
  j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
  n: nextDoubt, t: () => nextTable(), a: does.approve, A: approveRest, e: edit, x: does.reject,
  u: does.undo, w: onTable("undo", withdraw), c: does.confirm, m: () => startAdding(), g: toFindings,
  "[": () => turn(-1), "]": () => turn(1), "+": does["zoom-in"], "=": does["zoom-in"],
  "-": does["zoom-out"], "?": does.keys,
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape" && adding) {
    event.preventDefault();
    stopAdding();
    return;
  }
  if (event.target === el("reviewer") && event.key === "Enter") {
    event.preventDefault();
    document.querySelector("tr.now")?.focus();
    return;
  }
  // A field of a form that was closed this moment may still have the focus: the key is for the row.
  const left = event.target.closest("dialog:not([open])");
  if (!left && ["INPUT", "TEXTAREA", "SELECT"].includes(event.target.tagName)) return;
  if (!el("keys-on").checked && event.key !== "?") return;
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

const remembered = localStorage.getItem("missie-reviewer");
if (el("reviewer").tagName === "SELECT") {
  const there = [...el("reviewer").options].some((option) => option.value === remembered);
  if (remembered && there) el("reviewer").value = remembered;
  el("reviewer").addEventListener("change", () => {
    localStorage.setItem("missie-reviewer", el("reviewer").value);
    if (!el("reviewer").value) return;
    say(text("reviews", { name: el("reviewer").value }));
    document.querySelector("tr.now")?.focus({ preventScroll: true });
  });
}

window.addEventListener("beforeunload", (event) => {
  if (pending) event.preventDefault();
});

window.addEventListener("load", () => {
  load(true).catch(() => say(text("failed", { why: text("no_answer") }), true));
});
