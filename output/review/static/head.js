// What stands above the rows: the sum, what the report states, its particulars.
"use strict";

let head = {};

const dayOf = (iso) => (iso ? new Date(`${iso}T12:00:00Z`).toLocaleDateString(language, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }) : null);

function showHead(told) {
  head = told;
  const said = head.stated === null ? text("states_none") : String(head.stated);
  const agrees = head.stated === null ? "" : ` ${text(head.agrees ? "same" : "other")}`;
  const was = head.before_sum ? ` (${text("last_time", { n: head.before_sum })})` : "";
  const where = head.stated_page ? ` (${text("page_short")} ${head.stated_page})` : "";
  const facts = [
    ["sum", text("sum"), `${head.sum}${was}`],
    ["stated_total", `${text("stated")}${where}`, `${said}${agrees}`],
    ["reference_date", text("reference_date"), dayOf(head.particulars.reference_date)],
    ["document_date", text("document_date"), dayOf(head.particulars.document_date)],
    ["period", text("period"), head.period],
    ["reference", text("reference"), head.particulars.reference],
    ["origin", text("origin"), text(`origin_${head.particulars.origin}`)],
  ];
  el("head").replaceChildren(...facts.map(([name, label, value]) => {
    const fact = make("div");
    fact.dataset.fact = name;
    const told = make("dd", value ?? text("unknown"));
    if (head.stated !== null && (name === "sum" || name === "stated_total")) told.className = head.agrees ? "sum-ok" : "sum-bad";
    fact.append(make("dt", label), told);
    return fact;
  }));
  el("sums").textContent = `${text("sum_short")} ${head.sum}, ${text("stated_short")} ${said}`;
  el("sums").classList.toggle("sum-bad", !head.agrees);
}

// What is said when the last row is decided; a difference goes first.
function ending() {
  if (!rows.length || !rows.every((row) => DECIDED.includes(row.state))) return "";
  const told = { sum: head.sum, stated: head.stated };
  if (head.stated === null) return text("all_done_no_total", told);
  return text(head.agrees ? "all_done" : "all_done_other", told);
}
