// Taps on the chart tick the boxes of the list beside it; the list, with or without taps, is what is sent.
const form = document.querySelector("form[data-chart]");
const charts = [...document.querySelectorAll("svg.taps")];

function boxes() {
  return [...form.querySelectorAll('input[type=checkbox][name$=".zones"]')];
}

function numbersOf(zone) {
  return boxes()
    .filter((box) => box.value === zone && box.checked)
    .map((box) => box.closest(".concern").dataset.number);
}

function draw() {
  for (const chart of charts) {
    for (const group of chart.querySelectorAll(".tap")) {
      const numbers = numbersOf(group.dataset.zone);
      group.classList.toggle("marked", numbers.length > 0);
      group.querySelector(".zone").setAttribute("fill", numbers.length ? chart.dataset.hatch : "transparent");
      for (const text of group.querySelectorAll(".num")) {
        text.textContent = numbers.join("+");
        text.setAttribute("font-size", text.dataset.size * (numbers.length > 1 ? 0.6 : 1));
      }
    }
  }
  for (const concern of form.querySelectorAll(".concern")) {
    const names = [...concern.querySelectorAll("input[data-name]:checked")].map((box) => box.dataset.name);
    concern.querySelector("[data-where]").textContent = names.join(", ");
  }
}

function tap(event) {
  const zone = event.target.closest(".tap")?.dataset.zone;
  const chosen = document.getElementById(`concern-${document.querySelector('input[name="tapped"]:checked')?.value}`);
  const box = zone && chosen?.querySelector(`input[type=checkbox][value="${CSS.escape(zone)}"]`);
  if (!box) return;
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

if (form) {
  for (const hidden of document.querySelectorAll(".with-script")) {
    hidden.hidden = hidden.matches(".tapped") && form.querySelectorAll(".concern").length < 2;
  }
  for (const chart of charts) {
    chart.classList.add("live");
    chart.addEventListener("click", tap);
  }
  form.addEventListener("change", () => {
    draw();
    const unsaved = form.querySelector(".unsaved");
    unsaved.textContent = unsaved.dataset.words;
  });
}
