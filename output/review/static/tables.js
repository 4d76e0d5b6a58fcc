// The tables of the report: each can be taken in or rejected whole, with what speaks for and
// against it. While one is marked, the keys for a row decide on the table.
"use strict";

let tables = [];
let hereTable = null; // the table that is marked, if one is

const currentTable = () => tables.find((each) => each.table === hereTable);

function tableText(each) {
  const about = text("table_of", { rows: each.rows.length, officers: each.officers });
  return `${text("page_short")} ${each.page}, ${about}`;
}

function tableState(each) {
  if (saving.has(each.table)) return tag("wait", "…", text("busy"));
  if (each.waiting.length) return tag("wait", "◐", text("waiting"));
  if (each.decided) return tag(each.decided === "rejected" ? "gone" : "ok", each.decided === "rejected" ? "×" : "✓", text(`table_${each.decided}`));
  return each.standing === "counted" ? tag("open", "○", text("table_counts")) : tag("doubt", "?", text("table_open"));
}

function showTables() {
  el("next-table").hidden = !tables.length;
  el("tables").replaceChildren(...tables.map((each) => {
    const line = make("div", null, `finding ${each.open ? "open" : each.decided}`);
    line.dataset.table = each.table;
    const pick = button(tableText(each), () => goTable(each.table));
    pick.classList.add("link", "pick");
    if (each.table === hereTable) pick.setAttribute("aria-current", "true");
    const told = make("div");
    const caption = make("div", each.caption || text("no_caption"), "caption");
    if (each.caption) caption.lang = "nl"; // as the report has it
    told.append(pick, caption);
    if (each.table === hereTable) told.append(...tableDetails(each));
    const acts = make("span", null, "acts-here");
    const act = (action, label, key) => {
      const made = button(label, () => settleTable(action, each), each.table === hereTable ? key : "");
      made.dataset.action = action;
      acts.append(made);
    };
    for (const one of each.waits) told.append(make("div", `${text("waiting")}: ${saidBy(one)}`, "as"));
    if (each.waiting.length) act("confirm", text("confirm"), "c");
    if (each.decided === "agreed" || each.decided === "rejected" || each.waiting.length) act("undo", text("undo"), "w");
    else {
      act("agree", text("agree"), "a");
      act("reject", text("reject_table"), "x");
    }
    line.append(tableState(each), told, acts);
    return line;
  }));
  tellFolded();
}

// Why it is unsure, its head, and what was decided.
function tableDetails(each) {
  const why = each.reasons.map((told) => told.text);
  if (each.counted_before) why.push(text("counted_before"));
  return [
    ...(each.head.length ? [make("p", `${text("table_head")}: ${each.head.join(" | ")}`, "meta")] : []),
    ...list(text("why"), why),
    ...list(text("history"), each.history.map((d) => decision({ ...d, value: null }))),
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

function leaveTable() {
  if (!hereTable) return;
  hereTable = null;
  showTables();
  for (const frame of document.querySelectorAll(".box.table")) frame.classList.remove("chosen");
}

function goTable(table) {
  hereTable = table;
  el("about").open = true;
  showTables();
  const each = currentTable();
  if (!each) return;
  if (each.page !== page) showPage(each.page);
  redraw();
  const paper = el("paper");
  const frame = document.querySelector(".box.table.chosen");
  if (frame) paper.scrollTop = Math.max(0, frame.offsetTop - paper.clientHeight / 4);
  const pick = document.querySelector("#tables .pick[aria-current]");
  if (pick) pick.focus({ preventScroll: true });
  if (pick) pick.scrollIntoView({ block: "nearest" });
}

function nextTable() {
  const from = tables.findIndex((each) => each.table === hereTable);
  const order = [...tables.slice(from + 1), ...tables.slice(0, from + 1)];
  const next = order.find((each) => each.open && each.standing !== "counted") || order[0];
  if (next) goTable(next.table);
  else say(text("nothing_left"));
}

// A whole table is rejected with a reason; all else is one key.
function settleTable(action, each = currentTable()) {
  if (!each || !reviewer()) return;
  const name = each.caption || text("no_caption");
  const job = { name: each.caption || text("tables"), seen: each.seen };
  const send = (what, more = {}, extra = {}) => sendOther("settle", each.table, { table: each.table }, action, { ...job, what, more, ...extra });
  if (action === "reject") {
    ask({
      title: `${text("reject_table")}: ${name}`,
      about: text("table_of", { rows: each.rows.length, officers: each.officers }),
      key: `reject ${each.table}`,
      does: (_, reason, keep) => void send(text("reject_table"), { reason: reason || null }, { keep }),
    });
  } else if (action === "confirm") {
    if (each.waits.length) choose(each.waits, name, (more, what) => send(what, more));
    else say(text("nothing_waits"));
  } else if (action === "undo" && each.waits.length) {
    send(text("did_undo"), { numbers: [each.waits.at(-1).number] });
  } else if (action === "agree" && each.waits.length) {
    say(text("waits_here", { what: each.waits.map(saidBy).join(", "), shown: name }), true);
  } else send(text(`did_${action}`));
}
