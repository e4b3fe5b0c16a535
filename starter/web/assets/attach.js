// Says before anything is sent that a chosen file is too large, and how long a text is. The server decides.
"use strict";
(() => {
  const size = (bytes) => (bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(1)} MB`);
  document.addEventListener("change", ({ target }) => {
    if (target.type !== "file") return;
    const large = [...target.files].find((each) => each.size > Number(target.dataset.most));
    target.setCustomValidity(large ? `${target.dataset.large} ${large.name} ${size(large.size)}` : "");
    target.reportValidity();
  });
  document.addEventListener("input", ({ target }) => {
    const count = target.id && document.querySelector(`[data-count="${target.id}"]`);
    if (count) count.textContent = count.textContent.replace(/\d+/, [...target.value].length);
  });
})();
