// Locks the screen when nobody touched it for a while. The page stays as it is underneath, so nothing typed is lost.
const page = document.body;
const idleSeconds = Number(page.dataset.idleSeconds || 0);
const dialog = document.getElementById("locked");
let touched = Date.now();
let told = 0;

function token() {
  return JSON.parse(page.getAttribute("hx-headers"))["X-CSRFToken"];
}

function post(url, fields = {}) {
  return fetch(url, {
    method: "POST",
    headers: { "X-CSRFToken": token(), Accept: "application/json" },
    body: new URLSearchParams(fields),
  });
}

function touch() {
  touched = Date.now();
}

async function watch() {
  const idle = (Date.now() - touched) / 1000;
  if (dialog.open) return;
  if (idle > idleSeconds) {
    page.dataset.locked = "yes";
    dialog.showModal();
    await post(dialog.dataset.lock).catch(() => {});
  } else if (touched > told && Date.now() - told > 60_000) {
    told = Date.now();
    await post(dialog.dataset.stillHere).catch(() => {});
  }
}

if (idleSeconds && dialog) {
  for (const kind of ["pointerdown", "keydown", "input"]) addEventListener(kind, touch, { passive: true });
  setInterval(watch, Math.min(5000, idleSeconds * 250));
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const problem = dialog.querySelector("[role=alert]");
    const field = dialog.querySelector("input[type=password]");
    const answer = await post(event.target.action, { password: field.value }).catch(() => null);
    field.value = "";
    if (answer?.status === 204) {
      touch();
      problem.textContent = "";
      delete page.dataset.locked;
      dialog.close();
    } else if (answer?.status === 422) {
      problem.textContent = (await answer.json()).problem;
      field.focus();
    } else if (answer) {
      location.reload();
    } else {
      problem.textContent = dialog.dataset.offline;
    }
  });
}
