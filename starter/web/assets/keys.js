// Keys for who reviews many. They lead somewhere or put the cursor somewhere, and never send anything.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.repeat || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!document.querySelector("[data-keys]") || event.target.closest("input, textarea, select, [contenteditable]")) return;
  const found = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === event.key.toLowerCase());
  if (!found) return;
  event.preventDefault();
  if (found.href) return location.assign(found.href);
  const goal = document.getElementById(found.dataset.to);
  const folded = goal?.closest("details");
  if (folded) folded.open = true;
  goal?.focus();
  goal?.scrollIntoView({ block: "center" });
});
