// Findings on the report as a whole, over the rows: each is settled with a reason.
"use strict";

let findings = [];
const unfolded = new Set(); // findings whose advice is shown

function showFindings() {
  el("findings").replaceChildren(...findings.map((each) => {
    const line = make("div", null, `finding ${each.settled ? "settled" : each.severity}`);
    const where = each.page ? ` (${text("page_short")} ${each.page})` : "";
    const told = make("div");
    const found = [make("b", each.title), make("span", `${where}: ${each.message} `)];
    if (each.settled) told.append(...found);
    else {
      const more = make("details");
      const summary = make("summary");
      summary.append(...found);
      more.open = unfolded.has(each.finding);
      more.addEventListener("toggle", () => unfolded[more.open ? "add" : "delete"](each.finding));
      more.append(summary, make("div", each.do, "advice"));
      told.append(more);
    }
    line.append(findingState(each), told, findingActs(each));
    return line;
  }));
  tellFolded();
}

function findingState(each) {
  if (saving.has(each.finding)) return tag("wait", "…", text("busy"));
  if (each.waiting.length) return tag("wait", "◐", text("waiting"));
  if (each.settled) return tag("ok", "✓", text("settled"));
  return each.severity === "error" ? tag("bad", "≠", text("error")) : tag("doubt", "?", text(each.severity));
}

function findingActs(each) {
  const acts = make("span", null, "acts-here");
  const act = (action, label, does) => {
    const made = button(label, does);
    made.dataset.action = action;
    acts.append(made);
  };
  if (each.waiting.length) act("confirm", text("confirm"), () => settleFinding(each, "confirm"));
  if (each.settled || each.waiting.length) act("undo", text("undo"), () => settleFinding(each, "undo"));
  else act("agree", text("settle"), () => askReason(each));
  return acts;
}

function askReason(each) {
  ask({
    title: text("settle_of", { name: each.title }),
    about: each.message,
    does: (_, reason) => (reason ? void settleFinding(each, "agree", reason) : text("reason_needed")),
  });
}

function settleFinding(each, action, reason = "") {
  const name = reviewer();
  if (!name) return;
  const over = Boolean(each.settled || each.waiting.length || saving.has(each.finding));
  saving.set(each.finding, action);
  const job = decided({
    kind: "settle-finding", id: each.finding, name: each.title, reviewer: name, seen: each.seen,
    what: action === "agree" ? text("settled") : text(`did_${action}`),
    asked: () => ({ finding: each.finding, action, reason: reason || null }),
    settle: () => {
      if (last.get(each.finding) === job) saving.delete(each.finding);
      showFindings();
    },
  });
  if (action !== "undo") mine.push({ finding: each, job, over });
  showFindings();
}
