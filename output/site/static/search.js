// Searches the index beside this page (window.index) for all words of ?q=; no network, no library.
"use strict";
(function () {
  const asked = new URLSearchParams(location.search).get("q") || "";
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const words = plain(asked).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const place = document.getElementById("found");
  if (!words.length) { return; }
  document.getElementById("q").value = asked;
  const found = window.index.found.filter((each) => words.every((word) => each.words.includes(word)));
  const list = document.createElement("ul");
  list.className = "list";
  for (const each of found.slice(0, 100)) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = each.href;
    link.textContent = each.text;
    item.append(link, " ", each.kind);
    list.append(item);
  }
  const note = document.createElement("p");
  note.textContent = found.length ? window.index.left : window.index.nothing.replace("{asked}", asked);
  place.replaceChildren(list, note);
})();
