// Tables that are to be agreed: listed over the rows with what speaks for and against each, framed
// on the page. While one is looked at, the keys for a row decide on the table.
"use strict";

let tables = [];
let hereTable = null; // the table that is looked at, if one is

const currentTable = () => tables.find((each) => each.table === hereTable);

function tableText(each) {
  const about = labels.table_of.replace("{rows}", each.rows.length).replace("{officers}", each.officers);
  return `${labels.page} ${each.page}: ${each.caption || labels.no_caption}: ${about}`;
}

function showTables() {
  el("tables").hidden = !tables.length;
  el("next-table").hidden = !tables.length;
  el("table-list").replaceChildren(...tables.map((each) => {
    const line = make("li", null, each.open ? "open" : each.decided);
    const pick = make("button", tableText(each), "pick");
    pick.type = "button";
    pick.dataset.table = each.table;
    if (each.table === hereTable) pick.setAttribute("aria-current", "true");
    pick.addEventListener("click", () => goTable(each.table));
    const state = each.waiting.length ? labels.waiting : labels[`table_${each.decided || "open"}`];
    pick.append(make("span", state, "written state"));
    line.append(pick);
    if (each.table === hereTable) line.append(...tableDetails(each));
    return line;
  }));
}

// Why it is unsure, its head, what was decided, and the ways to decide.
function tableDetails(each) {
  const acts = make("p", null, "bar");
  for (const [action, label, key] of [
    ["agree", labels.agree, "a"], ["reject", labels.reject_table, "x"], ["undo", labels.undo, "u"],
    ...(each.waiting.length ? [["confirm", labels.confirm, "c"]] : []),
  ]) {
    const button = make("button", `${label} `);
    button.type = "button";
    button.dataset.action = action;
    button.append(make("kbd", key));
    button.addEventListener("click", () => settleTable(action));
    acts.append(button);
  }
  const reason = make("label", `${labels.reason} `);
  const box = make("input");
  box.id = "table-reason";
  box.maxLength = 500;
  box.autocomplete = "off";
  reason.append(box);
  acts.append(reason);
  const why = each.reasons.map((told) => told.text);
  if (each.counted_before) why.push(labels.counted_before);
  return [
    acts,
    ...(each.head.length ? [make("p", `${labels.head}: ${each.head.join(" | ")}`, "small")] : []),
    ...list(labels.why, why),
    ...(each.history.length ? list(labels.history, each.history.map((d) =>
      `${d.number}. ${d.action}, ${d.reviewer}, ${d.decided_at}${d.reason ? `: ${d.reason}` : ""}`)) : []),
  ];
}

function frameTables(leaf, number, size) {
  for (const each of tables.filter((table) => table.page === number)) {
    const frame = make("div", null, "box table");
    frame.dataset.table = each.table;
    frame.classList.toggle("chosen", each.table === hereTable);
    place(frame, each.box, size, 5);
    leaf.append(frame);
  }
}

function goTable(table, focus = true) {
  hereTable = table;
  here = null;
  showRows();
  showDetails();
  showTables();
  const each = currentTable();
  if (!each) return;
  showPage(each.page);
  const paper = el("paper");
  const frame = document.querySelector(".box.table.chosen");
  if (frame) paper.scrollTop = Math.max(0, frame.offsetTop - paper.clientHeight / 4);
  const pick = document.querySelector("#tables .pick[aria-current]");
  if (pick && focus) pick.focus({ preventScroll: true });
  if (pick) pick.scrollIntoView({ block: "nearest" });
}

function nextTable() {
  const from = tables.findIndex((each) => each.table === hereTable);
  const order = [...tables.slice(from + 1), ...tables.slice(0, from + 1)];
  const next = order.find((each) => each.open) || order[0];
  if (next) goTable(next.table);
  else say(labels.nothing_left);
}

async function settleTable(action) {
  const each = currentTable();
  if (!each || !reviewer()) return;
  const typed = el("table-reason");
  const reason = (typed && typed.value.trim()) || null;
  const answer = await post("settle", { table: each.table, action, seen: each.seen, reason });
  if (!answer.ok && !answer.overtaken) return;
  const kept = hereTable;
  await load();
  // One of which nothing is said any more, and that counts as it was read, is listed no more.
  if (tables.some((other) => other.table === kept)) goTable(kept);
  if (answer.ok) {
    const now = tables.find((other) => other.table === kept);
    const waits = now && now.waiting.length;
    say(waits ? labels.waiting : labels[`table_${(now && now.decided) || "open"}`]);
  }
}

el("next-table").addEventListener("click", nextTable);
