// A signature drawn with a pointer: lines of points from 0 to 1000 in a hidden field. The typed name always works.
const WIDTH = 1000;
const HEIGHT = 400;
const MOST_POINTS = 4500;
const MOST_CHARACTERS = 95000;

function begin(pad) {
  const hidden = pad.querySelector("input[type=hidden]");
  const ink = pad.querySelector(".ink");
  const path = ink.querySelector("path");
  const drawing = pad.querySelector("[data-drawing]");
  const radios = [...pad.querySelectorAll("input[type=radio]")];
  let lines = read(hidden.value);
  let line = null;

  function show() {
    path.setAttribute("d", lines.map((points) => {
      const [first, ...rest] = points;
      const others = rest.length ? rest : [first];
      return `M${first[0]} ${first[1]}` + others.map(([x, y]) => `L${x} ${y}`).join("");
    }).join(" "));
    hidden.value = lines.length ? JSON.stringify(lines) : "";
  }

  function at(event) {
    const box = ink.getBoundingClientRect();
    const x = Math.round(((event.clientX - box.left) / box.width) * WIDTH);
    const y = Math.round(((event.clientY - box.top) / box.height) * HEIGHT);
    return [Math.min(Math.max(x, 0), WIDTH), Math.min(Math.max(y, 0), HEIGHT)];
  }

  function add(event) {
    if (lines.flat().length >= MOST_POINTS || hidden.value.length > MOST_CHARACTERS) return;
    const point = at(event);
    const last = line.at(-1);
    if (last && Math.hypot(point[0] - last[0], point[1] - last[1]) < 4) return;
    line.push(point);
    show();
  }

  ink.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary) return;
    event.preventDefault();
    ink.setPointerCapture(event.pointerId);
    line = [];
    lines.push(line);
    add(event);
    if (!line.length) { lines.pop(); line = null; }
  });
  ink.addEventListener("pointermove", (event) => {
    if (!line) return;
    for (const one of event.getCoalescedEvents?.() ?? [event]) add(one);
  });
  for (const name of ["pointerup", "pointercancel"]) ink.addEventListener(name, () => { line = null; });
  pad.querySelector("[data-clear]").addEventListener("click", () => { lines = []; show(); });

  function choose() {
    drawing.hidden = radios.find((radio) => radio.checked)?.value !== "drawn";
  }
  for (const radio of radios) radio.addEventListener("change", choose);
  pad.querySelector("[data-needs-script]").hidden = false;
  choose();
  show();
}

function read(text) {
  try {
    const value = JSON.parse(text || "[]");
    return Array.isArray(value) ? value.filter((points) => Array.isArray(points) && points.length) : [];
  } catch {
    return [];
  }
}

function beginAll() {
  for (const pad of document.querySelectorAll("[data-signature-pad]:not([data-begun])")) {
    pad.dataset.begun = "yes";
    begin(pad);
  }
}

beginAll();
// A page that was swapped in place brings a new pad.
document.body.addEventListener("htmx:afterSettle", beginAll);
