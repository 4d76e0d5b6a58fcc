// Deciding: what a key says is noted when it is pressed, and sent one after the other. An answer
// changes the row that it is about, and never which row is marked.
"use strict";

let queue = Promise.resolve();
let pending = 0;
const saving = new Map(); // what is being saved, by the id of the row
const last = new Map(); // the last job of mine on a row or table
const mine = []; // my acts, the newest last; a batch is one

const busy = (row) => saving.get(row.deployment) ?? "";

function reviewer() {
  const name = el("reviewer").value.trim();
  if (!name) {
    say(text("reviewer_needed"), true);
    el("reviewer").focus();
  }
  return name;
}

// What the server answers to a decision, with `ok`.
async function post(kind, asked) {
  try {
    const response = await fetch(`${base}/${kind}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Missie-Token": token },
      body: JSON.stringify({ language, ...asked }),
    });
    const answer = await response.json();
    return { ...answer, ok: response.ok };
  } catch {
    return { ok: false, error: text("no_answer") };
  }
}

// A decision put in the queue: `of` is what it is about, `id` that of its row or table. It was
// looked at as it is now, or as an earlier decision of mine in the queue will leave it.
const numberOf = (job, id) => job.numbers?.[id] ?? job.number;

function decided(job) {
  const before = last.get(job.id);
  const follows = before && !before.done ? before : null;
  const seen = job.seen;
  last.set(job.id, job);
  pending += 1;
  job.ready = queue.then(async () => {
    if (follows?.failed) return { ok: false, error: text("earlier_failed") };
    const number = follows ? numberOf(follows, job.id) : seen;
    return post(job.kind, { reviewer: job.reviewer, seen: number, ...job.asked(number) });
  }).then((answer) => {
    job.done = true;
    job.failed = !answer.ok;
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
  } catch {
    say(text("failed", { why: text("no_answer") }), true);
    return;
  }
  if (!pending && !el("say").classList.contains("bad") && ending()) say(ending());
}

// One decision about a row. False where no name was chosen.
function decide(row, action, more = {}, what = text(`did_${action}`)) {
  const name = reviewer();
  if (!name || !row) return null;
  row.problem = "";
  saving.set(row.deployment, what);
  const job = decided({
    kind: row.statement ? "statement" : "decide", id: row.deployment, row, action, name: row.mission_name, what,
    reviewer: name, seen: row.seen,
    asked: () => ({ [row.statement ? "statement" : "deployment"]: row.statement ?? row.deployment, action, ...more }),
    settle: (answer) => {
      if (last.get(row.deployment) === job) saving.delete(row.deployment);
      if (answer.ok && answer.row) Object.assign(row, row.statement ? sentenceRow(answer.row) : answer.row);
      if (!answer.ok) row.problem = answer.error;
      showRows();
      if (row.deployment === here) showDetails();
    },
  });
  if (action !== "undo") mine.push({ rows: [row], job });
  showRows();
  return job;
}

function decideHere(action, more = {}, what = undefined) {
  const row = current();
  if (!row) return;
  if (decide(row, action, more, what)) step(1);
}

function confirmHere() {
  const row = current();
  if (!row) return;
  if (!row.waiting.length) say(text("nothing_waits"));
  else if (decide(row, "confirm")) step(1);
}

// What stands on the marked row, whoever decided it.
function withdraw() {
  const row = current();
  if (!row) return;
  if (row.state === "open" && !busy(row)) say(text("nothing_here"));
  else decide(row, "undo");
}

// My last act: of one row, of a table, or of all rows of a batch.
function undo() {
  let act = mine.pop();
  while (act?.job.failed) act = mine.pop();
  if (!act) {
    if (current()?.history.length && current().state !== "open") withdraw();
    else say(text("nothing_back"));
    return;
  }
  if (act.table) {
    sendTable(act.table, "undo");
    return;
  }
  if (act.rows.length === 1 && !act.batch) {
    decide(act.rows[0], "undo");
    go(act.rows[0].deployment);
    return;
  }
  batch(act.rows, "undo", text("taken_back"));
}

// One action on many rows, that is stored whole or not at all.
function batch(many, action, what) {
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
