// The page of a row: the whole of it with frames, and the strip cut from it around the row.
"use strict";

let page = null;
let zoom = 1;
const NARROW = matchMedia("(max-width: 40rem)");
const FOLDED = matchMedia("(max-width: 63.99rem)");

const pageShown = () => !FOLDED.matches || el("sheet").classList.contains("show");

function showPage(number) {
  page = number;
  el("page-name").textContent = `${text("page")} ${number}`;
  const size = sizes[number];
  const paper = el("paper");
  el("no-pdf").hidden = Boolean(size);
  if (!size || !pageShown()) return;
  const [width, height] = size;
  const shown = Math.max(200, (paper.clientWidth - 4) * zoom);
  const scale = (shown / width) * (window.devicePixelRatio || 1);
  const leaf = make("div", null, "leaf");
  leaf.style.width = `${shown}px`;
  leaf.style.height = `${(shown * height) / width}px`;
  const image = make("img");
  image.alt = text("spot", { page: number });
  image.src = `${base}/page/${number}.png?scale=${scale.toFixed(2)}`;
  leaf.append(image);
  paper.replaceChildren(leaf);
  drawFrames();
  light(here, true);
}

function drawFrames() {
  const leaf = document.querySelector(".leaf");
  if (!leaf || !sizes[page]) return;
  for (const each of leaf.querySelectorAll(".box:not(.line)")) each.remove();
  for (const row of marks()) {
    for (const [kind, on, box] of [["row", row.row_page, row.row_box], ["count", row.page, row.box]]) {
      if (on !== page || (row.statement && kind === "row")) continue;
      const frame = make("button", null, `box ${kind}${row.statement ? " said" : ""}`);
      frame.type = "button";
      frame.tabIndex = -1;
      frame.dataset.deployment = row.deployment;
      frame.setAttribute("aria-label", `${row.mission_name}: ${row.shown}`);
      place(frame, box, sizes[page], kind === "row" ? 2 : 3);
      frame.addEventListener("click", () => go(row.deployment));
      frame.addEventListener("mouseenter", () => light(row.deployment));
      frame.addEventListener("mouseleave", () => light(here));
      leaf.append(frame);
    }
  }
  frameItems(leaf, page, sizes[page]);
  frameTables(leaf, page, sizes[page]);
}

// A frame around a box (points) on a page of this size, so many points wider on each side.
function place(frame, box, [width, height], pad = 0) {
  frame.style.left = `${(100 * (box[0] - pad)) / width}%`;
  frame.style.top = `${(100 * (box[1] - pad)) / height}%`;
  frame.style.width = `${(100 * (box[2] - box[0] + 2 * pad)) / width}%`;
  frame.style.height = `${(100 * (box[3] - box[1] + 2 * pad)) / height}%`;
}

function light(deployment, scroll = false) {
  for (const frame of document.querySelectorAll(".box")) {
    frame.classList.toggle("lit", frame.dataset.deployment === deployment && deployment !== null);
  }
  const frame = document.querySelector(".box.count.lit");
  if (frame && scroll) {
    const paper = el("paper");
    paper.scrollTop = Math.max(0, frame.offsetTop - paper.clientHeight / 2);
    paper.scrollLeft = Math.max(0, frame.offsetLeft - paper.clientWidth / 2);
  }
}

// The marked row as it stands on the page; on a phone its name and its count beside each other.
function showSpot(scroll) {
  const row = current();
  el("strip").hidden = !row || !sizes[row.page];
  if (!row) return;
  if (row.page !== page || !document.querySelector(".leaf")) showPage(row.page);
  light(here, scroll);
  if (!sizes[row.page]) return;
  const [width, height] = sizes[row.page];
  const [left, top, right, bottom] = row.row_page === row.page ? row.row_box : row.box;
  for (const cut of [el("cut"), el("cut-n")]) {
    const source = `${base}/page/${row.page}.png?scale=2`;
    if (cut.getAttribute("src") !== source) cut.src = source;
    const room = cut.parentElement.clientWidth || 300;
    const high = cut.parentElement.clientHeight || 68;
    const tall = Math.max(12, bottom - top);
    const wanted = NARROW.matches ? 1.9 : Math.min(2, room / (right - left + 24));
    const scale = Math.min(wanted, (high - 8) / tall); // pixels a point
    const centred = room / 2 - (scale * (left + right)) / 2;
    const ofCount = room / 2 - (scale * (row.box[0] + row.box[2])) / 2;
    const start = !NARROW.matches ? centred : cut.id === "cut" ? 8 - left * scale : ofCount;
    const middle = cut.id === "cut-n" ? (row.box[1] + row.box[3]) / 2 : (top + bottom) / 2;
    cut.style.width = `${width * scale}px`;
    cut.style.height = `${height * scale}px`;
    cut.style.left = `${start}px`;
    cut.style.top = `${high / 2 - middle * scale}px`;
    cut.parentElement.style.setProperty("--row", `${(tall + 3) * scale}px`);
  }
}

function larger(by) {
  zoom = Math.min(5, Math.max(0.4, zoom * by));
  if (page !== null) showPage(page);
}

// Frames anew, where rows changed; the picture stays.
function redraw() {
  drawFrames();
  light(here);
}

el("show-page").addEventListener("click", (event) => {
  const on = el("sheet").classList.toggle("show");
  event.target.setAttribute("aria-expanded", String(on));
  event.target.textContent = text(on ? "hide_page" : "show_page");
  if (on && page !== null) showPage(page);
});

let resized;
window.addEventListener("resize", () => {
  clearTimeout(resized);
  resized = setTimeout(() => {
    if (page !== null) showPage(page);
    showSpot(false);
  }, 150);
});
