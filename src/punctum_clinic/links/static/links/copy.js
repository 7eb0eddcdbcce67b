// The address of a link: copied and printed at a tap. Without a script it is selected and copied by hand.
const field = document.querySelector("[data-copy-from]");
const button = document.querySelector("[data-copy]");
const told = document.querySelector("[data-copied]");
const printer = document.querySelector("[data-print]");

field?.addEventListener("focus", () => field.select());
if (button && field) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy");
    }
    told.textContent = told.dataset.words;
  });
}
if (printer) {
  printer.hidden = false;
  printer.addEventListener("click", () => window.print());
}
