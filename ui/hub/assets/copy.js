/* Adds a copy button to each example; the page is complete without it. */
(() => {
  "use strict";
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  said.className = "said";
  document.querySelectorAll("pre").forEach((example, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.setAttribute("aria-label", `Copy example ${at + 1}`);
    button.addEventListener("click", async () => {
      button.after(said);
      try {
        await navigator.clipboard.writeText(example.textContent.trim());
        said.textContent = "Copied.";
      } catch {
        getSelection().selectAllChildren(example);
        said.textContent = "The example is selected: press Ctrl and C.";
      }
    });
    example.after(button);
  });
})();
