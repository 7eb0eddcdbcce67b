// Taps on the chart tick the boxes of the list beside it; the list, with or without taps, is what is sent.
const form = document.querySelector("form[data-chart]");
const charts = [...document.querySelectorAll("svg.taps")];

function boxes() {
  return [...form.querySelectorAll('input[type=checkbox][name$=".zones"]')];
}

function numbersOf(zone) {
  return boxes()
    .filter((box) => box.value === zone && box.checked)
    .map((box) => box.closest("fieldset.concern").dataset.number);
}

function draw() {
  for (const chart of charts) {
    for (const group of chart.querySelectorAll(".tap")) {
      const numbers = numbersOf(group.dataset.zone);
      group.classList.toggle("marked", numbers.length > 0);
      group.querySelector(".zone").setAttribute("fill", numbers.length ? chart.dataset.hatch : "transparent");
      for (const text of group.querySelectorAll(".num")) text.textContent = numbers.join("+");
    }
  }
  for (const part of form.querySelectorAll(".zones details")) {
    const many = part.querySelectorAll(":checked").length;
    part.querySelector("[data-count]").textContent = many ? `(${many})` : "";
  }
}

function tap(event) {
  const zone = event.target.closest(".tap")?.dataset.zone;
  const chosen = form.querySelector('input[name="tapped"]:checked')?.closest("fieldset.concern");
  const box = zone && chosen?.querySelector(`input[type=checkbox][value="${CSS.escape(zone)}"]`);
  if (!box) return;
  box.checked = !box.checked;
  box.closest("details").open = true;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

if (form) {
  for (const hidden of document.querySelectorAll(".with-script")) {
    hidden.hidden = hidden.matches("label") && form.querySelectorAll("fieldset.concern").length < 2;
  }
  for (const chart of charts) {
    chart.classList.add("live");
    chart.addEventListener("click", tap);
  }
  form.addEventListener("change", (event) => {
    if (event.target.name === "tapped") return;
    draw();
    form.querySelector(".unsaved").hidden = false;
  });
}
