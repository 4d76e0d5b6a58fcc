// Taking back and confirming: one decision each, named by its number.
"use strict";

const saidBy = (each) => `${text(`did_${each.action}`)}${valueOf(each)} (${each.reviewer})`;

// The last act of whoever decides now that was not taken back yet.
function lastAct(name) {
  for (let at = mine.length - 1; at >= 0; at -= 1) {
    const job = mine[at];
    if (job.failed || job.undone) mine.splice(at, 1);
    else if (job.reviewer === name) return job;
  }
  return null;
}

function restore(job) {
  job.undone = false;
  if (!mine.includes(job)) mine.push(job);
}

// My last decision: of this page, else of those that stand in the report.
function undo() {
  const name = reviewer();
  if (!name) return;
  const job = lastAct(name) ?? lastStored(name);
  if (!job) say(text("nothing_back"));
  else takeBack(job);
}

const takenBack = new Set(); // numbers of decisions, until the server tells it too
const keyOf = (each) => each.deployment ?? each.table ?? each.finding ?? each.fact;

function lastStored(name) {
  const own = [...marks(), ...tables, ...findings, ...(head.facts ?? [])].filter((each) => (
    each.last?.reviewer === name && each.last.action !== "undo" && !takenBack.has(each.last.number) && !saving.has(keyOf(each))
  ));
  own.sort((one, two) => two.last.number - one.last.number);
  if (!own.length) return null;
  const [each] = own;
  const kind = each.deployment ? {} : each.table ? { kind: "settle", body: { table: each.table } }
    : each.finding ? { kind: "settle-finding", body: { finding: each.finding } }
      : { kind: "fact", body: { field: each.fact } };
  return {
    row: each.deployment && each, id: each.deployment ?? each.table ?? each.finding ?? `fact ${each.fact}`,
    number: each.last.number, what: text(`did_${each.last.action}`), reviewer: name,
    name: each.mission_name ?? each.caption ?? each.title ?? text(each.fact), ...kind,
  };
}

function takeBack(job) {
  const what = text("took_back", { what: job.what });
  if (job.many) batch(job.many, "undo", what, job);
  else if (job.row) {
    if (!decide(job.row, "undo", {}, what, { undoes: job })) return;
    for (const each of [...(job.together ?? [])].reverse()) takeBack(each);
    go(job.row.deployment);
  } else {
    sendOther(job.kind, job.id, job.body, "undo", { name: job.name, what, undoes: job });
  }
}

// A decision on something else than a row: a table, finding or particular, or what no row carries.
function sendOther(kind, id, body, action, job) {
  const name = reviewer();
  if (!name) return null;
  const key = body.table ?? body.finding ?? body.field ?? id;
  saving.set(key, action);
  const made = decided({
    kind, id, body, action, reviewer: name, seen: 0, ...job,
    asked: () => ({ ...body, action, ...job.more }),
    find: () => [...tables, ...findings, ...head.facts].find((each) => [each.table, each.finding, each.fact].includes(key)),
    settle: () => {
      if (last.get(id) === made) saving.delete(key);
      showOthers();
    },
  });
  showOthers();
  return made;
}

function showOthers() {
  showHead(head);
  showFindings();
  showTables();
}

// What stands on the marked row, whoever decided it; of what waits the last.
function withdraw() {
  const row = current();
  if (!row) return;
  if (row.state === "open" && !busy(row)) say(text("nothing_here"));
  else {
    for (const job of mine) if (job.id === row.deployment) job.undone = true;
    decide(row, "undo", row.waits.length ? { numbers: [row.waits.at(-1).number] } : {});
  }
}

// Which of the decisions that wait are confirmed: those of others, or one of them where they
// contradict each other.
function choose(waits, title, does) {
  const name = reviewer();
  if (!name) return;
  const others = waits.filter((each) => each.reviewer !== name);
  const asked = others.length ? others : waits;
  const said = new Set(asked.map((each) => [each.action, each.field, each.value].join("|")));
  const fields = new Set(asked.map((each) => each.action === "correct" && each.field));
  if (said.size < 2 || (fields.size === said.size && !fields.has(false))) {
    does({ numbers: asked.map((each) => each.number) }, `${text("did_confirm")}: ${asked.map(saidBy).join(", ")}`);
    return;
  }
  ask({
    title: text("confirm_of", { name: title }),
    about: text("contradict"),
    value: { label: text("confirm_which"), choices: asked.map((each) => [String(each.number), saidBy(each)]) },
    does: (number, reason) => {
      const chosen = asked.find((each) => String(each.number) === number);
      does({ numbers: [chosen.number], reason: reason || null }, `${text("did_confirm")}: ${saidBy(chosen)}`);
    },
  });
}

function confirmHere() {
  const row = current();
  if (!row) return;
  if (!row.waits.length) {
    say(text("nothing_waits"));
    return;
  }
  const { seen } = row;
  choose(row.waits, row.mission_name, (more, what) => {
    if (decide(row, "confirm", more, what, { seen })) step(1);
  });
}
