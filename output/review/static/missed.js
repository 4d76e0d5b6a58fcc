// What was not read: lines and boxes of the page are picked, and become a row or a known heading.
"use strict";

let adding = false;
let lines = []; // of the page that is shown
let picked = null; // {box, text}
let from = null; // where a box begins, in points

const paperSize = () => sizes[page];

function stopAdding() {
  adding = false;
  lines = [];
  picked = null;
  el("missed").hidden = true;
  document.body.classList.remove("adding");
  for (const each of document.querySelectorAll(".box.line, .drawn")) each.remove();
}

async function startAdding() {
  if (!reviewer()) return;
  adding = true;
  if (FOLDED.matches && !pageShown()) el("show-page").click();
  document.body.classList.add("adding");
  await showLines(page || 1);
}

async function showLines(number) {
  const response = await fetch(`${base}/page/${number}.json`, { cache: "no-store" });
  const answer = await response.json();
  if (!response.ok) {
    say(text("no_pdf"), true);
    return;
  }
  sizes[number] = answer.size;
  lines = answer.lines;
  showPage(number);
  const leaf = document.querySelector(".leaf");
  for (const line of lines) {
    const frame = make("button", null, "box line");
    frame.type = "button";
    frame.setAttribute("aria-label", line.text);
    place(frame, line.box, paperSize());
    frame.addEventListener("click", () => pick(line.box, line.text));
    leaf.append(frame);
  }
  say(lines.length ? text("pick_told") : text("no_lines"));
  const first = document.querySelector(".box.line");
  if (first) first.focus();
}

function pick(box, said) {
  picked = { box, text: said };
  wrong("missed-error", "");
  el("missed").hidden = false;
  el("words").value = said;
  const counts = said.match(/\d+/g);
  el("missed-officers").value = counts ? counts[counts.length - 1] : "";
  const plain = said.toLocaleLowerCase();
  const named = missions
    .filter((each) => plain.includes(each.name.toLocaleLowerCase()))
    .sort((one, two) => two.name.length - one.name.length)[0];
  el("missed-mission").value = named ? named.name : "";
  const places = countries.filter((each) => plain.includes(each.name.toLocaleLowerCase()));
  el("missed-countries").value = places.map((each) => each.name).join(", ");
  el("missed-reason").value = "";
  el("stands-for").value = "row";
  asRow();
  (named ? el("missed-countries") : el("missed-mission")).focus();
}

const isRow = () => el("stands-for").value === "row";

function asRow() {
  for (const each of document.querySelectorAll(".of-row")) each.hidden = !isRow();
}

async function saveMissed(event) {
  event.preventDefault();
  const name = reviewer();
  if (!name || !picked) return;
  const said = el("words").value.trim();
  const reason = el("missed-reason").value.trim() || null;
  let answer;
  if (isRow()) {
    const officers = el("missed-officers").value.trim();
    if (!/^\d{1,6}$/.test(officers)) {
      wrong("missed-error", text("no_number"), "missed-officers");
      return;
    }
    const typed = el("missed-mission").value.trim();
    answer = await post("add", {
      reviewer: name, page, box: picked.box, text: said, reason, officers: Number(officers),
      mission: named(missions, typed)?.mission ?? typed, countries: el("missed-countries").value.trim(),
    });
  } else {
    const [role] = el("stands-for").selectedOptions;
    answer = await post("heading", { reviewer: name, text: said, reason, role: role.value });
    const job = { kind: "heading", id: `heading ${said}`, body: { text: said }, done: true, reviewer: name };
    if (answer.ok) mine.push({ ...job, number: answer.number, name: said, what: role.textContent });
  }
  if (!answer.ok) {
    wrong("missed-error", text("failed", { why: answer.error }));
    return;
  }
  const there = new Set(rows.map((row) => row.deployment));
  stopAdding();
  await load();
  const added = rows.find((row) => !there.has(row.deployment));
  if (added) {
    mine.push({ row: added, id: added.deployment, done: true, number: answer.number, reviewer: name, what: text("did_add") });
    go(added.deployment);
  }
  say(text("stored"));
}

// A box is drawn: the words of which the middle lies in it are meant.
function inside(box) {
  const found = [];
  for (const line of lines) {
    for (const word of line.words) {
      const [x0, top, x1, bottom] = word.box;
      const [x, y] = [(x0 + x1) / 2, (top + bottom) / 2];
      if (x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]) found.push(word.text);
    }
  }
  return found.join(" ");
}

function pointAt(event) {
  const [width, height] = paperSize();
  const leaf = document.querySelector(".leaf").getBoundingClientRect();
  return [
    Math.min(width, Math.max(0, ((event.clientX - leaf.left) / leaf.width) * width)),
    Math.min(height, Math.max(0, ((event.clientY - leaf.top) / leaf.height) * height)),
  ];
}

const around = (one, two) => [
  Math.min(one[0], two[0]), Math.min(one[1], two[1]),
  Math.max(one[0], two[0]), Math.max(one[1], two[1]),
];

el("paper").addEventListener("pointerdown", (event) => {
  if (!adding || event.button !== 0 || !event.target.closest(".leaf")) return;
  from = pointAt(event);
});
el("paper").addEventListener("pointermove", (event) => {
  if (!from) return;
  const box = around(from, pointAt(event));
  if (box[2] - box[0] < 4 && box[3] - box[1] < 4) return;
  let frame = document.querySelector(".drawn");
  if (!frame) {
    frame = make("div", null, "drawn");
    document.querySelector(".leaf").append(frame);
  }
  place(frame, box, paperSize());
});
window.addEventListener("pointerup", (event) => {
  if (!from) return;
  const box = around(from, pointAt(event));
  from = null;
  if (!document.querySelector(".drawn")) return;
  // The click that ends the drawing is not one on a line.
  window.addEventListener("click", (click) => click.stopPropagation(), { capture: true, once: true });
  setTimeout(() => pick(box, inside(box)), 0);
});

function nextLine(by) {
  const frames = [...document.querySelectorAll(".box.line")];
  const now = frames.indexOf(document.activeElement);
  const next = frames[Math.min(frames.length - 1, Math.max(0, now + by))];
  if (next) next.focus();
}

function turn(by) {
  const next = (page || 1) + by;
  if (next < 1 || next > Number(document.body.dataset.pages)) return;
  if (adding) showLines(next);
  else
    fetch(`${base}/page/${next}.json`).then(async (response) => {
      if (!response.ok) return;
      sizes[next] = (await response.json()).size;
      showPage(next);
    });
}

// --- decisions without a row --------------------------------------------------------------------

function showLoose() {
  el("loose").replaceChildren();
  if (!loose.length) return;
  el("loose").append(make("h3", text("loose")));
  for (const each of loose) {
    const line = make("div", null, "finding");
    const acts = make("span", null, "acts-here");
    const act = (action, label) => acts.append(button(label, () => sendOther(
      "decide", each.subject, { subject: each.subject }, action,
      { name: text("loose"), what: text(`did_${action}`), seen: each.seen },
    )));
    if (each.waits) act("confirm", text("confirm"));
    act("undo", text("undo"));
    line.append(tag("doubt", "?", text("doubtful")), make("div", each.message), acts);
    el("loose").append(line);
  }
}

el("missed").addEventListener("submit", saveMissed);
el("stands-for").addEventListener("change", asRow);
el("miss").addEventListener("click", () => (adding ? stopAdding() : startAdding()));
el("missed-cancel").addEventListener("click", stopAdding);
el("page-before").addEventListener("click", () => turn(-1));
el("page-after").addEventListener("click", () => turn(1));
