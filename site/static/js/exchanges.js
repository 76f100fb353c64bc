// Steps from one question of a statement to the next: by links, and by the keys j or n and k or p, which can be
// switched off. Without this script the questions are a list of links.

const bar = document.querySelector(".exchanges");
const list = bar.querySelector("details");
const summary = bar.querySelector("summary");
const links = [...bar.querySelectorAll("ol a")];
const starts = links.map((link) => document.getElementById(link.hash.slice(1)));
const [back, on] = bar.querySelectorAll(".step");
const keys = bar.querySelector(".keys");
const KEPT = "exchange-keys";
const whole = summary.textContent;

let here = -1;
let aimed = -1;
let reached = false;

const top = (at) => starts[at].getBoundingClientRect().top;

// The exchange that is read: the one that was stepped to until its start leaves the window, else the last that began.
function place() {
  if (aimed >= 0) {
    const inWindow = top(aimed) >= 0 && top(aimed) <= innerHeight;
    if (reached && !inWindow) aimed = -1;
    reached = inWindow;
  }
  const line = bar.getBoundingClientRect().bottom + 40;
  here = aimed >= 0 ? aimed : starts.findLastIndex((start) => start.getBoundingClientRect().top <= line);
  summary.textContent = here < 0 ? whole : summary.dataset.place.replace("{number}", here + 1);
  links.forEach((link, at) => (at === here ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current")));
  lead(back, here - 1);
  lead(on, here + 1);
}

function lead(step, at) {
  if (links[at]) step.href = links[at].hash;
  else step.removeAttribute("href");
}

function aim() {
  const within = document.getElementById(location.hash.slice(1))?.closest(".exchange");
  aimed = within ? starts.findIndex((start) => within.contains(start)) : -1;
  reached = false;
  place();
}

let waiting = false;
addEventListener("scroll", () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    place();
  });
}, { passive: true });
addEventListener("hashchange", aim);

bar.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link) return;
  list.open = false;
  if (link.hash !== location.hash) return;
  // The browser keeps the place of an address that it has already; the reader has scrolled on.
  event.preventDefault();
  document.getElementById(link.hash.slice(1)).scrollIntoView();
  aim();
});
document.addEventListener("click", (event) => {
  if (!list.contains(event.target)) list.open = false;
});
list.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !list.open) return;
  list.open = false;
  summary.focus();
});

function switchKeys(used) {
  keys.setAttribute("aria-pressed", used);
  try {
    localStorage.setItem(KEPT, used ? "on" : "off");
  } catch {
    // A browser that keeps nothing has them on.
  }
}
keys.addEventListener("click", () => switchKeys(keys.getAttribute("aria-pressed") !== "true"));
try {
  if (localStorage.getItem(KEPT) === "off") switchKeys(false);
} catch {
  // As above.
}

document.addEventListener("keydown", (event) => {
  if (keys.getAttribute("aria-pressed") !== "true" || event.defaultPrevented) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable], dialog[open]")) return;
  if (event.key === "j" || event.key === "n") on.click();
  if (event.key === "k" || event.key === "p") back.click();
});

bar.querySelector(".steps").hidden = false;
aim();
