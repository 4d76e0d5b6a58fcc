// Sentences of the report: rows of a second table, decided on by the same keys.
"use strict";

// A sentence as the rest of the desk sees a row.
const sentenceRow = (each) => ({
  ...each, deployment: `s${each.statement}`, row_page: each.page, row_box: each.box,
  mission_name: each.mission_name ?? each.kind, country_names: [], readings: [], findings: [],
  previous: null, note: "", counted: true, doubtful: ["waiting", "conflict"].includes(each.state),
});

function showStatements() {
  el("said").hidden = !statements.length;
  const done = statements.filter(isDone).length;
  el("said-done").textContent = text("said_done", { n: done, all: statements.length });
  el("said-body").replaceChildren(...statements.map((each, index) => {
    const made = make("tr", null, `row statement ${each.state}`);
    made.dataset.deployment = each.deployment;
    const marked = each.deployment === here;
    made.tabIndex = marked ? 0 : -1;
    made.classList.toggle("now", marked);
    if (marked) made.setAttribute("aria-current", "true");
    const said = make("th", null, "sentence");
    said.scope = "row";
    const quote = make("span", each.sentence);
    quote.lang = "nl";
    said.append(quote);
    const about = make("td", each.kind);
    if (each.mission_name !== each.kind) about.append(make("span", each.mission_name, "as"));
    const count = make("td", each.shown, "n lead-n count-now");
    count.append(...written(each.read === each.shown ? "" : each.read, each.shown));
    const state = make("td", null, "st");
    state.append(stateOf(each));
    for (const one of each.waits) state.append(make("span", saidBy(one), "as"));
    if (each.problem) state.append(make("span", `${text("failed_row")}: ${each.problem}`, "as error"));
    made.append(make("td", index + 1, "opt"), said, about, count, state);
    made.addEventListener("click", () => go(each.deployment));
    return made;
  }));
}
