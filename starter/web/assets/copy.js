// A button beside lines of code copies them. Without it they are selected and copied by hand.
"use strict";
(() => {
  if (!navigator.clipboard) return;
  const show = () => document.querySelectorAll("button[data-copied][hidden]").forEach((each) => { each.hidden = false; });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copied]");
    if (!button) return;
    await navigator.clipboard.writeText(button.parentElement.querySelector("code").textContent);
    const before = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = before; }, 2000);
  });
  show();
})();
