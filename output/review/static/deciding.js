// Deciding: what a key says is noted when it is pressed, and sent one after the other. An answer
// changes the row that it is about, and never which row is marked.
"use strict";

let queue = Promise.resolve();
let pending = 0;
const saving = new Map(); // what is being saved, by the id of the row
const last = new Map(); // the last job of mine on a row or table
const mine = []; // my acts, the newest last; a batch is one
const lost = []; // jobs without an answer

const busy = (row) => saving.get(row.deployment) ?? "";

function reviewer() {
  const name = el("reviewer").value.trim();
  if (!name) {
    say(text("reviewer_needed"), true);
    el("reviewer").focus();
  }
  return name;
}

// What the server answers to a decision, with `ok`; `lost` where nobody knows whether it came. A
// server that was started again has another token, which is asked for once.
async function post(kind, asked, again = true) {
  try {
    const response = await fetch(`${base}/${kind}?language=${language}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Missie-Token": token },
      body: JSON.stringify({ language, ...asked }),
    });
    const answer = await response.json();
    if (answer.token_old && again) {
      const fresh = await fetch(`${base}/rows.json?language=${language}`, { cache: "no-store" });
      token = (await fresh.json()).token;
      return post(kind, asked, false);
    }
    return { ...answer, ok: response.ok };
  } catch {
    return { ok: false, lost: true, error: text("no_answer") };
  }
}

// A decision put in the queue: `id` is that of the row, table or finding that it is about, `seen`
// the last decision on it that was looked at. My own decisions on it were seen by me.
const numberOf = (job, id) => job.numbers?.[id] ?? job.number;

function decided(job) {
  const before = last.get(job.id);
  const follows = before && !before.done ? before : null;
  const own = before?.done && !before.failed ? numberOf(before, job.id) : 0;
  const seen = Math.max(job.seen, own || 0);
  last.set(job.id, job);
  pending += 1;
  job.ready = queue.then(async () => {
    if (follows?.failed) return { ok: false, error: text("earlier_failed") };
    const number = follows ? numberOf(follows, job.id) : seen;
    job.sent = number;
    return post(job.kind, { reviewer: job.reviewer, seen: number, ...job.asked(number) });
  }).then((answer) => {
    job.done = true;
    job.failed = !answer.ok;
    if (answer.lost) lost.push(job);
    job.number = answer.number;
    pending -= 1;
    job.settle(answer);
    if (!answer.ok) say(text("failed", { why: answer.error }), true);
    else if (!ending()) say(text("saved", { name: job.name, what: job.what }));
    if (answer.overtaken || !pending) return refresh();
  });
  queue = job.ready.catch(() => undefined);
  say(text("saving", { name: job.name, what: job.what }));
  return job;
}

async function refresh() {
  try {
    await load();
    lost.splice(0).forEach(cameAfterAll);
  } catch {
    say(text("failed", { why: text("no_answer") }), true);
    return;
  }
  if (!pending && !el("say").classList.contains("bad") && ending()) say(ending());
}

// A decision without an answer was stored where the newest one on its row is mine and later than
// what I had seen.
function cameAfterAll(job) {
  const about = [...marks(), ...tables].find((each) => (each.deployment ?? each.table) === job.id);
  const newest = about?.history?.find((each) => each.number === about.seen);
  if (!newest || newest.number <= job.sent || newest.reviewer !== job.reviewer) return;
  job.failed = false;
  job.number = newest.number;
  about.problem = "";
  say(text("saved", { name: job.name, what: job.what }));
  showRows();
}

// What a row had before a decision of mine that is still there if mine is taken back alone.
const stands = (row) => busy(row) || (row.state !== "open" && row.state);

// One decision about a row, that was looked at when `seen` was the last one on it.
function decide(row, action, more = {}, what = text(`did_${action}`), seen = row.seen) {
  const name = reviewer();
  if (!name || !row) return null;
  const over = stands(row);
  row.problem = "";
  saving.set(row.deployment, what);
  const job = decided({
    kind: row.statement ? "statement" : "decide", id: row.deployment, row, action, name: row.mission_name, what,
    reviewer: name, seen,
    asked: () => ({ [row.statement ? "statement" : "deployment"]: row.statement ?? row.deployment, action, ...more }),
    settle: (answer) => {
      if (last.get(row.deployment) === job) saving.delete(row.deployment);
      if (answer.ok && answer.row) Object.assign(row, row.statement ? sentenceRow(answer.row) : answer.row);
      if (!answer.ok) row.problem = answer.error;
      showRows();
      if (row.deployment === here) showDetails();
    },
  });
  if (action !== "undo") mine.push({ rows: [row], job, over });
  showRows();
  return job;
}

// What waits on a row for a second person, in words.
const waitingOn = (row) => row.history.filter((each) => row.waiting.includes(each.number))
  .map((each) => `${each.reviewer}: ${text(`did_${each.action}`)}${valueOf(each)}`).join("; ");
let askedOver = ""; // what waits where "right" was asked about once

function decideHere(action, more = {}, what = undefined) {
  const row = current();
  if (!row) return;
  // "Right" is about what shows, and not about what waits: who may mean that is asked once.
  const waits = `${row.deployment} ${row.waiting}`;
  if (action === "approve" && row.waiting.length && askedOver !== waits && reviewer()) {
    askedOver = waits;
    say(text("waits_here", { what: waitingOn(row), shown: row.shown }), true);
    return;
  }
  if (decide(row, action, more, what)) step(1);
}

function confirmHere() {
  const row = current();
  if (!row) return;
  if (!row.waiting.length) say(text("nothing_waits"));
  else if (decide(row, "confirm", {}, `${text("did_confirm")}: ${waitingOn(row)}`)) step(1);
}

// What stands on the marked row, whoever decided it.
function withdraw() {
  const row = current();
  if (!row) return;
  if (row.state === "open" && !busy(row)) say(text("nothing_here"));
  else decide(row, "undo");
}

// Whether an act is no more the last of mine on its row.
const isPast = (act) => act.job.failed || (!act.batch && last.get(act.job.id) !== act.job);

// My last act: of one row, of a table, of a finding, or of all rows of a batch. What others decided
// since is theirs, and what stood before goes back by `w` alone, which says so.
function undo() {
  let act = mine.pop();
  while (act && isPast(act)) act = mine.pop();
  if (!act) {
    if (current()?.history.length && current().state !== "open") withdraw();
    else say(text("nothing_back"));
    return;
  }
  const number = act.job.number ?? 0;
  if (act.over) {
    mine.push(act);
    if (act.rows) go(act.rows[0].deployment);
    if (act.table) goTable(act.table.table);
    say(text("more_stands"), true);
  } else if (act.table) sendTable({ ...act.table, seen: number }, "undo");
  else if (act.finding) settleFinding({ ...act.finding, seen: number }, "undo");
  else if (act.batch) undoBatch(act);
  else {
    decide(act.rows[0], "undo", {}, undefined, number);
    go(act.rows[0].deployment);
  }
}

// Rows of a batch on which nothing was decided since.
function undoBatch(act) {
  const rest = act.rows.filter((row) => !act.job.done || row.seen === numberOf(act.job, row.deployment));
  if (rest.length) batch(rest, "undo", text("taken_back"), () => mine.push(act));
  else say(text("nothing_back"));
}

// One action on many rows, that is stored whole or not at all.
function batch(many, action, what, failed = () => undefined) {
  const name = reviewer();
  if (!name) return;
  const seen = new Map(many.map((row) => [row.deployment, [row.seen, last.get(row.deployment)]]));
  for (const row of many) saving.set(row.deployment, what);
  const job = decided({
    kind: "batch", id: `batch ${mine.length} ${action}`, name: text("rest", { n: many.length }), what,
    reviewer: name, seen: 0,
    asked: () => ({
      action,
      rows: [...seen].map(([deployment, [number, mine]]) => ({
        deployment, seen: Math.max(number, (mine && numberOf(mine, deployment)) || 0),
      })),
    }),
    settle: (answer) => {
      job.numbers = answer.numbers;
      if (!answer.ok) failed();
      for (const row of many) {
        if (saving.get(row.deployment) === what) saving.delete(row.deployment);
        if (answer.ok) row.seen = answer.numbers[row.deployment];
        else row.problem = answer.error;
      }
      showRows();
    },
  });
  for (const row of many) last.set(row.deployment, job);
  if (action !== "undo") mine.push({ rows: many, job, batch: true });
  showRows();
}

// Rows that do not count were not looked at by saying that the rest is right.
function approveRest() {
  if (!reviewer()) return;
  const rest = rows.filter((row) => row.state === "open" && !row.doubtful && row.counted && !busy(row));
  if (rest.length) batch(rest, "approve", text("did_approve"));
  else say(text("no_rest"));
}
