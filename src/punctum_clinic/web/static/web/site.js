// What every page does: say aloud what changed, and let a lost connection be seen.
const live = document.getElementById("live");

export function say(text) {
  if (live) live.textContent = text;
}

document.body.addEventListener("htmx:afterSwap", (event) => {
  const told = event.detail.target?.querySelector?.("[data-say]");
  if (told) say(told.dataset.say);
});

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.body.addEventListener(name, () => say(live?.dataset.offline ?? ""));
}

// Errors of ours come with a page that says what happened; htmx would otherwise drop it.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const status = event.detail.xhr.status;
  if (status >= 400 && status < 500 && status !== 401) event.detail.shouldSwap = true;
});

// A page with problems begins there.
document.querySelector("[data-focus]")?.focus();
