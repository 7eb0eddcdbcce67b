// The picture of the skin does what its list does, and a new screen begins at its top.
function marked(picture, zone, on) {
  for (const part of picture.querySelectorAll(`[data-zone="${zone}"]`)) {
    part.classList.toggle("marked", on);
    part.querySelector(".zone")?.setAttribute("fill", on ? part.closest("svg").dataset.hatch : "transparent");
  }
}

function begin(root) {
  const pictures = root.querySelector("[data-zone-pictures]");
  if (!pictures || pictures.dataset.begun) return;
  pictures.dataset.begun = "yes";
  pictures.hidden = false;
  const boxes = new Map([...pictures.closest("form").querySelectorAll("input[type=checkbox]")].map((box) => [box.value, box]));
  for (const [zone, box] of boxes) {
    marked(pictures, zone, box.checked);
    box.addEventListener("change", () => marked(pictures, zone, box.checked));
  }
  pictures.addEventListener("click", (event) => {
    const box = boxes.get(event.target.closest("[data-zone]")?.dataset.zone);
    if (!box) return;
    box.checked = !box.checked;
    box.dispatchEvent(new Event("change"));
  });
}

begin(document);
document.body.addEventListener("htmx:afterSettle", (event) => {
  begin(document);
  if (event.detail.target?.id !== "main") return;
  const main = document.getElementById("main");
  (main.querySelector("[data-focus]") ?? main).focus({ preventScroll: true });
});
