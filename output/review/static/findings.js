// Findings on the report as a whole: listed over the rows, each to be settled with a reason.
"use strict";

let findings = [];

function showFindings() {
  const open = findings.filter((each) => !each.settled).length;
  el("report-findings").hidden = !findings.length;
  el("report-findings").open = open > 0 && findings.length <= 3;
  el("findings-title").textContent = `${labels.of_report} (${open})`;
  el("finding-list").replaceChildren(...findings.map((each) => {
    const line = make("li", null, each.settled ? "settled" : each.severity);
    const where = each.page ? ` (${labels.page} ${each.page})` : "";
    line.append(make("b", each.title), make("span", `${where}: ${each.message} `));
    if (!each.settled) line.append(make("i", each.do));
    line.append(findingActs(each));
    return line;
  }));
}

function findingActs(each) {
  const acts = make("p", null, "bar");
  const name = make("input");
  name.maxLength = 500;
  name.autocomplete = "off";
  name.setAttribute("aria-label", `${labels.settle}: ${each.title}`);
  name.placeholder = labels.reason;
  const button = (action, label) => {
    const made = make("button", label);
    made.type = "button";
    made.dataset.action = action;
    made.addEventListener("click", () => settleFinding(each, action, name.value.trim()));
    return made;
  };
  if (each.waiting.length) acts.append(make("span", labels.waiting, "state"), button("confirm", labels.confirm));
  if (each.settled || each.waiting.length) acts.append(button("undo", labels.undo));
  else acts.append(name, button("agree", labels.settle));
  return acts;
}

async function settleFinding(each, action, reason) {
  if (!reviewer()) return;
  const asked = { finding: each.finding, action, seen: each.seen, reason: reason || null };
  const answer = await post("settle-finding", asked);
  if (!answer.ok && !answer.overtaken) return;
  await load();
  if (answer.ok) say(labels.stored);
}
