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
  if (each.waits.length) {
    const name = each.title;
    act("confirm", text("confirm"), () => choose(each.waits, name, (more, what) => settleFinding(each, "confirm", more, { what })));
  }
  const back = each.waits.length ? { numbers: [each.waits.at(-1).number] } : {};
  if (each.settled || each.waits.length) act("undo", text("undo"), () => settleFinding(each, "undo", back));
  else act("agree", text("settle"), () => askReason(each));
  return acts;
}

function askReason(each) {
  ask({
    title: text("settle_of", { name: each.title }),
    about: each.message,
    key: `settle ${each.finding}`,
    does: (_, reason, keep) => (reason ? void settleFinding(each, "agree", { reason }, { keep }) : text("reason_needed")),
  });
}

function settleFinding(each, action, more = {}, job = {}) {
  const what = action === "agree" ? text("settled") : text(`did_${action}`);
  sendOther("settle-finding", each.finding, { finding: each.finding }, action, { name: each.title, seen: each.seen, what, more, ...job });
}
