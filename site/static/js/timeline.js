// Drawings of readings over time: one tab stop, arrow keys from mark to mark, and what a mark says in words under
// the drawing. Without this script the first mark of each drawing is reached by Tab, all others by the words below.

const middle = (mark) => {
  const box = mark.lastElementChild.getBoundingClientRect();
  return box.left + box.width / 2;
};

for (const figure of document.querySelectorAll("figure.timeline:has(.mark)")) {
  const lanes = [...figure.querySelectorAll(".lane")].map((lane) => [...lane.querySelectorAll(".mark")]);
  const said = figure.querySelector(".mark-said");
  const told = said.appendChild(document.createElement("span"));
  const forward = getComputedStyle(figure).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  let stop = lanes[0][0];

  const goes = (key, mark) => {
    const at = lanes.findIndex((lane) => lane.includes(mark));
    const lane = lanes[at];
    if (key === "Home") return lane[0];
    if (key === "End") return lane.at(-1);
    if (key === "ArrowUp" || key === "ArrowDown") {
      const next = lanes[at + (key === "ArrowDown" ? 1 : -1)] ?? [];
      const away = (other) => Math.abs(middle(other) - middle(mark));
      return next.reduce((best, other) => (best && away(best) <= away(other) ? best : other), undefined);
    }
    return lane[lane.indexOf(mark) + (key === forward ? 1 : -1)];
  };

  figure.addEventListener("keydown", (event) => {
    const mark = event.target.closest(".mark");
    if (!mark || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!/^(Arrow(Left|Right|Up|Down)|Home|End)$/.test(event.key)) return;
    event.preventDefault();
    goes(event.key, mark)?.focus();
  });
  figure.addEventListener("focusin", (event) => {
    const mark = event.target.closest(".mark");
    if (!mark) return;
    stop.setAttribute("tabindex", "-1");
    stop = mark;
    stop.setAttribute("tabindex", "0");
    // Who comes by key sees what the mark says, where the window has room for both.
    const room = said.getBoundingClientRect().bottom - mark.getBoundingClientRect().top;
    if (room < innerHeight) said.scrollIntoView({ block: "nearest" });
  });
  // The mark under the pointer, else the one that has the focus, else the summary.
  const tell = (event) => {
    const hovered = event.type === "pointerover" && event.target.closest(".mark");
    const mark = hovered || figure.querySelector(".mark:focus");
    told.textContent = mark?.getAttribute("aria-label") ?? "";
    said.classList.toggle("telling", Boolean(mark));
  };
  for (const kind of ["focusin", "focusout", "pointerover", "pointerleave"]) figure.addEventListener(kind, tell);
}
