// Quote the words that a reader selects: a button beside them opens a panel with the words, whose they are, their date,
// source and address, ready to copy. Everything but the words comes from the page (statements/quotable.py).

const data = JSON.parse(document.querySelector("#quotable").textContent);
const button = document.querySelector("#quote-this");
const hint = document.querySelector("#quote-hint");
const panel = document.querySelector("#quote");
const status = panel.querySelector("[data-copied]");
const WAIT = 200;
// A sentence that is over, its closing marks with it.
const ENDED = /[.!?…。！？؟।۔։][^\p{L}\p{N}]*$/u;

let selected = null;

// The part of a paragraph that a range covers.
function covered(range, paragraph) {
  const part = document.createRange();
  part.selectNodeContents(paragraph);
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
  return part.toString();
}

function wordsOfTurns() {
  return [...document.querySelectorAll(".statement .words:not(.turn-notes *)")];
}

// What is selected of the statement, turn by turn: never two speakers' words in one part.
function parts(range) {
  const found = new Map();
  for (const words of wordsOfTurns()) {
    if (!range.intersectsNode(words)) continue;
    const { id } = words.closest("[id]");
    if (!(id in data.turns)) continue;
    for (const paragraph of words.querySelectorAll("p")) {
      const text = range.intersectsNode(paragraph) ? covered(range, paragraph) : "";
      if (!text.trim()) continue;
      if (found.has(id)) found.get(id).words += `\n\n${text}`;
      else found.set(id, { id, words: text, from: words, last: words });
      found.get(id).last = words;
    }
  }
  return [...found.values()].map(attributed);
}

function attributed(part) {
  const [text, whose] = data.turns[part.id];
  return { ...part, words: part.words.trim(), text: data.texts[text], whose: data.whose[whose] };
}

// The question of the first answer that is quoted, whole; nothing where it is quoted already, or there is none.
function question(chosen) {
  const id = data.asked[chosen[0].id];
  const blocks = wordsOfTurns().filter((words) => words.closest("[id]").id === id);
  if (!blocks.length) return null;
  const words = blocks.flatMap((block) => [...block.querySelectorAll("p")].map((p) => p.textContent)).join("\n\n");
  return attributed({ id, words, from: blocks[0], last: blocks.at(-1) });
}

// An address that leads to the words: the turn, and for browsers that know it the words themselves.
function fragment({ id, words }) {
  const encoded = (text) => encodeURIComponent(text).replaceAll("-", "%2D");
  const lines = words.split("\n").map((line) => line.trim()).filter(Boolean);
  const [first, last] = [lines[0], lines.at(-1)].map((line) => Array.from(line));
  let where = encoded(lines[0]);
  const room = lines[0].includes(" ") ? 40 : 12;
  // The ends of one line must not overlap, or no browser finds them.
  if (lines.length > 1 || first.length > Math.max(60, 2 * room)) {
    const start = first.length > room ? first.slice(0, room).join("").replace(/\s+\S*$/, "") : lines[0];
    const end = last.length > room ? last.slice(-room).join("").replace(/^\S*\s+/, "") : lines.at(-1);
    where = `${encoded(start)},${encoded(end)}`;
  }
  return `#t${id.slice(1)}:~:text=${where}`;
}

function citation(chosen) {
  const said = chosen.map(({ whose, words, text }) => `${whose}${data.colon}${text.open}${words}${text.close}${text.wording}`);
  const stands = [...new Set(chosen.map(({ text }) => text))].map((text) => {
    const address = text.address + fragment(chosen.find((part) => part.text === text));
    return text.whence.replaceAll(text.address, () => address);
  });
  return chosen.length > 1 ? [...said, ...stands].join("\n") : `${said[0]}${ENDED.test(said[0]) ? "" : "."} ${stands[0]}`;
}

function taken() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0).cloneRange();
  const chosen = parts(range);
  return chosen.length ? { range, chosen } : null;
}

function offer() {
  if (panel.open || document.activeElement === button) return;
  selected = taken();
  if (!selected) {
    button.hidden = true;
    hint.textContent = "";
    return;
  }
  const last = selected.chosen.at(-1).last;
  last.after(button);
  button.hidden = false;
  hint.textContent = hint.dataset.says;
  if (!matchMedia("(pointer: fine)").matches) return;
  const end = [...selected.range.getClientRects()].at(-1) ?? selected.range.getBoundingClientRect();
  const within = button.offsetParent.getBoundingClientRect();
  const to = getComputedStyle(last).direction === "rtl" ? end.left - button.offsetWidth : end.right;
  const across = Math.max(8, Math.min(to, document.documentElement.clientWidth - button.offsetWidth - 8));
  button.style.left = `${across - within.left}px`;
  button.style.top = `${end.bottom - within.top + 4}px`;
}

let timer;
document.addEventListener("selectionchange", () => {
  clearTimeout(timer);
  timer = setTimeout(offer, WAIT);
});
// Where a browser has no caret: the number of a turn, pressed by key, selects its words.
document.querySelector(".statement").addEventListener("click", ({ target, detail }) => {
  const turn = detail === 0 && target.closest(".turn-number")?.closest(".turn-words, .turn");
  const all = turn ? wordsOfTurns().filter((words) => turn.contains(words)) : [];
  const last = all.at(-1);
  // Going to the turn's address takes a selection away.
  if (last) setTimeout(() => document.getSelection().setBaseAndExtent(all[0], 0, last, last.childNodes.length));
});

// The Tab key goes to the button from what holds the words (a caret focuses <main>) and from the number pressed.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Tab" || event.shiftKey || button.hidden) return;
  const from = document.activeElement;
  if (!from.contains(selected.range.commonAncestorContainer) && !from.matches(".turn-number")) return;
  event.preventDefault();
  button.focus();
});
// A press on the button must not take the selection away before it is used.
button.addEventListener("mousedown", (event) => event.preventDefault());

function shown({ words, whose, text, from }) {
  const figure = document.createElement("figure");
  const quote = document.createElement("blockquote");
  quote.className = "words";
  quote.lang = from.lang;
  quote.dir = from.dir;
  quote.textContent = words;
  const caption = document.createElement("figcaption");
  caption.textContent = whose + text.wording;
  figure.append(quote, caption);
  return figure;
}

const asks = panel.querySelector("[data-asks]");

function show() {
  panel.querySelector(".quoted").replaceChildren(...selected.chosen.map(shown));
  panel.querySelector(".cite-text").textContent = citation(selected.chosen);
  status.textContent = "";
  asks.hidden = !question(selected.chosen);
}

asks.addEventListener("click", () => {
  selected.chosen = [question(selected.chosen), ...selected.chosen];
  show();
  panel.querySelector("[data-copies]").focus();
});

button.addEventListener("click", () => {
  // Selected now, not when the button came.
  selected = taken() ?? selected;
  show();
  panel.showModal();
  panel.querySelector("[data-copies]").focus();
});

panel.addEventListener("close", () => {
  if (taken()) return;
  document.getSelection().removeAllRanges();
  document.getSelection().addRange(selected.range);
});

panel.addEventListener("click", async ({ target }) => {
  if (target === panel || target.closest("[data-closes]")) panel.close();
  const wanted = target.closest("[data-copies]")?.dataset.copies;
  if (!wanted) return;
  const words = selected.chosen.map((part) => part.words).join("\n\n");
  try {
    await navigator.clipboard.writeText(wanted === "words" ? words : citation(selected.chosen));
    status.textContent = status.dataset.copied;
  } catch {
    // No clipboard without TLS, or refused.
    document.getSelection().selectAllChildren(panel.querySelector(wanted === "words" ? ".quoted" : ".cite-text"));
    status.textContent = status.dataset.refused;
  }
});
