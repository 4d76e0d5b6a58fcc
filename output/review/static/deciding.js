// Deciding: what a key says is noted when it is pressed, and sent one after the other. An answer
// changes the row that it is about, and never which row is marked.
"use strict";

const TRIES = 3; // times that a decision is sent while no answer comes
const PAUSE = 700; // ms between them
const LATER = 5000; // ms until the server is asked again what it stored

let queue = Promise.resolve();
let pending = 0;
const saving = new Map(); // what is being saved, by the id of the row
const last = new Map(); // the last job of mine on a row or table
const mine = []; // my jobs that can be taken back, the newest last; a batch is one
const unsure = new Set(); // jobs of which no answer came: stored or not
const drafts = new Map(); // what was typed in a form and not saved, by what the form is about

const busy = (row) => saving.get(row.deployment) ?? "";

function reviewer() {
  const name = el("reviewer").value.trim();
  if (!name) {
    say(text("reviewer_needed"), true);
    el("reviewer").focus();
  }
  return name;
}

async function posted(kind, asked) {
  try {
    const response = await fetch(`${base}/${kind}?language=${language}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Missie-Token": token },
      body: JSON.stringify({ language, ...asked }),
    });
    const answer = await response.json();
    return { ...answer, ok: response.ok };
  } catch {
    return { ok: false, lost: true, error: text("no_answer") };
  }
}

// A server that was started again knows a token of its own.
async function renewed() {
  try {
    const response = await fetch(`${base}/rows.json?language=${language}`, { cache: "no-store" });
    const fresh = (await response.json()).token;
    if (fresh === token) return false;
    token = fresh;
    return true;
  } catch {
    return false;
  }
}

// What the server answers to a decision, with `ok`. Where no answer comes it is asked again: the
// server does not decide twice what it stored.
async function post(kind, asked) {
  for (let turn = 1; ; turn += 1) {
    const answer = await posted(kind, { ...asked, again: turn > 1 });
    if (answer.code === "not-ours" && turn < TRIES && (await renewed())) continue;
    if (!answer.lost || turn >= TRIES) return answer;
    await new Promise((done) => setTimeout(done, PAUSE));
  }
}

const numberOf = (job, id) => job.numbers?.[id] ?? job.number;

// The number of a decision that is to be taken back; where no answer to it came, the server is asked.
async function known(job) {
  if (job.lost) await load().catch(() => undefined);
  return job.number;
}

async function sent(job, follows) {
  if (follows && !follows.number) return { ok: false, lost: follows.lost, error: text(follows.lost ? "no_answer" : "earlier_failed") };
  const { undoes } = job;
  if (undoes && !(await known(undoes))) return { ok: false, error: text(undoes.lost ? "no_answer" : "earlier_failed") };
  job.sent = follows ? numberOf(follows, job.id) : job.seen;
  const alone = undoes && !undoes.numbers ? { numbers: [undoes.number] } : {};
  return post(job.kind, { reviewer: job.reviewer, seen: job.sent, ...job.asked(), ...alone });
}

// A decision put in the queue: `of` is what it is about, `id` that of its row or table. It was
// looked at with `seen`, or as an earlier decision of mine left it, or in the queue will leave it.
function decided(job) {
  const before = last.get(job.id);
  const follows = before && !before.done ? before : null;
  job.seen = Math.max(job.seen ?? 0, (before && numberOf(before, job.id)) || 0);
  last.set(job.id, job);
  pending += 1;
  if (job.undoes) job.undoes.undone = true;
  else if (job.action !== "undo") mine.push(job);
  job.ready = queue.then(() => sent(job, follows)).then((answer) => {
    job.done = true;
    job.lost = Boolean(answer.lost);
    job.failed = !answer.ok && !job.lost;
    job.number = answer.number;
    pending -= 1;
    if (job.lost) unsure.add(job);
    // What was not taken back, though it can be, is the last act again.
    if (job.undoes && !answer.ok && !answer.overtaken) restore(job.undoes);
    else if (job.undoes) for (const each of [job.undoes.number, ...Object.values(job.undoes.numbers ?? {})]) takenBack.add(each);
    if (!answer.ok) job.keep?.();
    job.settle(answer);
    if (job.lost) say(text("unsure", { name: job.name, what: job.what }), true);
    else if (!answer.ok) say(`${text("failed", { why: answer.error })}${job.keep ? ` ${text("kept")}` : ""}`, true);
    else if (answer.told) say(answer.told, true);
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
    if (unsure.size) setTimeout(() => pending || refresh(), LATER);
    else say(text("failed", { why: text("no_answer") }), true);
    return;
  }
  if (!pending && !el("say").classList.contains("bad") && ending()) say(ending());
}

// What became of decisions to which no answer came, by what the server has now.
function settleUnsure() {
  for (const job of unsure) {
    const there = job.find();
    const said = [there?.last, ...(there?.history ?? [])].filter(Boolean);
    const stored = said.find((each) => each.number > (job.sent ?? job.seen) && each.reviewer === job.reviewer);
    unsure.delete(job);
    job.lost = false;
    job.failed = !stored;
    job.number = stored?.number;
    if (stored && job.many) job.numbers = Object.fromEntries(job.many.map((row) => [row.deployment, row.last?.number]));
    if (job.row) job.row.problem = stored ? "" : text("no_answer");
    if (stored) say(text("saved", { name: job.name, what: job.what }));
    else say(text("failed", { why: text("no_answer") }), true);
  }
}

// One decision about a row; null where no name was chosen. `more` is what is decided; `job` says
// what was seen, which decision is taken back, and what is kept where it is not saved.
function decide(row, action, more = {}, what = text(`did_${action}`), job = {}) {
  const name = reviewer();
  if (!name || !row) return null;
  row.problem = "";
  saving.set(row.deployment, what);
  const body = { [row.statement ? "statement" : "deployment"]: row.statement ?? row.deployment };
  const made = decided({
    kind: row.statement ? "statement" : "decide", id: row.deployment, row, body, action, name: row.mission_name, what,
    reviewer: name, seen: row.seen, ...job,
    asked: () => ({ ...body, action, ...more }),
    find: () => row,
    settle: (answer) => {
      if (last.get(row.deployment) === made) saving.delete(row.deployment);
      if (answer.ok && answer.row) Object.assign(row, row.statement ? sentenceRow(answer.row) : answer.row);
      if (!answer.ok) row.problem = answer.error;
      showRows();
      if (row.deployment === here) showDetails();
    },
  });
  showRows();
  return made;
}

let askedOver = ""; // what waits where "right" was asked about once

function decideHere(action, more = {}, what = undefined) {
  const row = current();
  if (!row) return;
  // "Right" is about what shows, and not about what waits: who may mean that is asked once.
  const waits = `${row.deployment} ${row.waiting}`;
  if (action === "approve" && row.waits.length && askedOver !== waits && reviewer()) {
    askedOver = waits;
    say(text("waits_here", { what: row.waits.map(saidBy).join(", "), shown: row.shown }), true);
  } else if (decide(row, action, more, what)) step(1);
}

// One action on many rows: all are approved or none, and taken back as far as that can be.
function batch(many, action, what, undoes = null) {
  const name = reviewer();
  if (!name) return;
  const seen = many.map((row) => [row, row.seen, last.get(row.deployment)]);
  for (const row of many) saving.set(row.deployment, what);
  const job = decided({
    kind: "batch", id: `batch ${last.size}`, name: text("rest", { n: many.length }), what, many, action,
    reviewer: name, seen: 0, undoes,
    asked: () => ({
      action,
      rows: seen.map(([{ deployment }, number, own]) => (undoes
        ? { deployment, numbers: [undoes.numbers[deployment]] }
        : { deployment, seen: Math.max(number, (own && numberOf(own, deployment)) || 0) })),
    }),
    find: () => many[0],
    settle: (answer) => settleBatch(job, answer, what),
  });
  for (const row of many) last.set(row.deployment, job);
  showRows();
}

function settleBatch(job, answer, what) {
  job.numbers = answer.numbers;
  const left = answer.left ?? {};
  for (const row of job.many) {
    if (saving.get(row.deployment) === what) saving.delete(row.deployment);
    row.seen = answer.numbers?.[row.deployment] ?? row.seen;
    row.problem = left[row.deployment] ?? "";
    // Of a batch that was overtaken at one row, the others are as they were.
    if (!answer.ok && [undefined, null, row.deployment].includes(answer.deployment)) row.problem = answer.error;
  }
  const named = (row) => `${row.mission_name}: ${left[row.deployment]}`;
  const stay = job.many.filter((row) => left[row.deployment]);
  if (stay.length) answer.told = text("left", { n: job.many.length - stay.length, rows: stay.map(named).join(" ") });
  const at = job.many.find((row) => row.deployment === answer.deployment);
  if (at) answer.error = text("none_of", { n: job.many.length, why: `${at.mission_name}: ${answer.error}` });
  showRows();
}

// Rows that do not count were not looked at by saying that the rest is right.
function approveRest() {
  if (!reviewer()) return;
  const rest = rows.filter((row) => row.state === "open" && !row.doubtful && row.counted && !busy(row));
  if (rest.length) batch(rest, "approve", text("did_approve"));
  else say(text("no_rest"));
}
