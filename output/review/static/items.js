// What other extractors found in the report: listed under its rows, and framed on the page.
"use strict";

let items = [];

function showItems() {
  el("items").hidden = !items.length;
  el("item-list").replaceChildren(...items.map((item) => {
    const pick = make("button", itemText(item));
    pick.type = "button";
    pick.dataset.item = item.item;
    pick.append(make("span", `${text("as_written")}: ${item.as_written}`, "as"));
    pick.addEventListener("click", () => goItem(item));
    const line = make("li");
    line.append(pick);
    return line;
  }));
}

function itemText(item) {
  const value = item.value === null ? "" : item.value.toLocaleString(language);
  const said = [item.kind, item.mission_name || item.label, `${value} ${item.unit || ""}`.trim()];
  const sure = `${text("confidence")} ${item.confidence.toLocaleString(language, { maximumFractionDigits: 2 })}`;
  return `${said.filter(Boolean).join(": ")} (${item.extractor}, ${text("page")} ${item.page}, ${sure})`;
}

function frameItems(leaf, number, size) {
  for (const item of items.filter((each) => each.page === number)) {
    const frame = make("button", null, "box item");
    frame.type = "button";
    frame.tabIndex = -1;
    frame.dataset.item = item.item;
    frame.setAttribute("aria-label", itemText(item));
    place(frame, item.box, size, 2);
    frame.addEventListener("click", () => goItem(item));
    leaf.append(frame);
  }
}

// The item that is looked at: its page, and its frame lit there.
function goItem(item) {
  if (item.page !== page || !document.querySelector(".leaf")) showPage(item.page);
  light(null);
  for (const button of document.querySelectorAll("[data-item]")) {
    const own = button.dataset.item === item.item;
    if (button.classList.contains("box")) button.classList.toggle("lit", own);
    else if (own) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  const frame = document.querySelector(".box.item.lit");
  if (frame) frame.scrollIntoView({ block: "center", inline: "nearest" });
}
