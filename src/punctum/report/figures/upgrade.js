// Draws each figure of the page anew so that pointing at a study tells of it; the drawing already there is kept until then.
const tell = (told) => (handler, event, item, value) => {
  if (!value || typeof value !== "object") return;
  told.textContent = "";
  for (const [name, text] of Object.entries(value)) {
    const line = document.createElement("p");
    const label = document.createElement("b");
    label.textContent = name + ": ";
    line.append(label, String(text));
    told.append(line);
  }
  told.hidden = false;
};
const upgrade = async (figure) => {
  const spec = JSON.parse(document.getElementById(figure.dataset.spec).textContent);
  const [still, live, told] = [".still", ".live", ".told"].map((name) => figure.querySelector(name));
  live.hidden = false;
  try {
    const { view } = await vegaEmbed(live.querySelector("[role=img]"), spec, {
      mode: "vega-lite", ast: true, renderer: "svg", actions: false, defaultStyle: false, tooltip: tell(told),
    });
    // A tap moves no pointer, so Vega itself tells nothing then; a tap beside a study closes, as Escape does.
    view.addEventListener("click", (event, item) => {
      told.hidden = true;
      tell(told)(null, event, item, item && item.tooltip);
    });
    const drawn = live.querySelector("svg");
    drawn.setAttribute("viewBox", "0 0 " + drawn.getAttribute("width") + " " + drawn.getAttribute("height"));
    drawn.removeAttribute("width");
    drawn.removeAttribute("height");
    // The name of the figure stands on its container.
    drawn.setAttribute("aria-hidden", "true");
    still.hidden = true;
    figure.dataset.drawn = "yes";
  } catch (error) {
    live.hidden = true;
    console.error(error);
  }
};
addEventListener("keydown", (event) => {
  if (event.key === "Escape") for (const told of document.querySelectorAll(".told")) told.hidden = true;
});
for (const figure of document.querySelectorAll("[data-spec]")) upgrade(figure);
