// The coding screen: take over words that are selected, and show the proposition of the tag that is chosen.
// Without this script the quote is pasted and the proposition shown by a button.

const points = (text) => Array.from(text).length;

// The turn that a selection lies in, with its start and end in code points, or why there is none.
function selected() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const at = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-turn]");
  const turn = at(range.startContainer);
  if (!turn || turn !== at(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(turn);
  before.setEnd(range.startContainer, range.startOffset);
  const words = range.toString();
  const quote = words.trim();
  if (!quote) return null;
  const lead = words.length - words.trimStart().length;
  return { turn: turn.dataset.turn, start: points(before.toString()) + points(words.slice(0, lead)), quote };
}

const form = document.querySelector("#position-form");
const taken = form.querySelector("#taken");
let last = null;

document.addEventListener("selectionchange", () => {
  last = selected() ?? last;
});

function fields(passage) {
  const named = (end) => passage.querySelector(`[name$="-${end}"]`);
  return { quote: named("quote"), turn: named("turn"), start: named("start") };
}

form.querySelector(".take").hidden = false;
form.querySelector("#take-selection").addEventListener("click", () => {
  const found = selected() ?? last;
  if (!found) {
    taken.textContent = "–";
    return;
  }
  const empty = [...form.querySelectorAll(".passage")].map(fields).find((each) => each.quote.value.trim() === "");
  if (!empty) {
    form.querySelector("[name=more]").focus();
    return;
  }
  empty.quote.value = found.quote;
  empty.turn.value = found.turn;
  empty.start.value = found.start;
  taken.textContent = found.quote.slice(0, 60);
  last = null;
});

// A quote that is changed by hand stands where it is found, no longer where it was selected.
form.addEventListener("input", (event) => {
  const passage = event.target.closest(".passage");
  if (!passage || !event.target.name.endsWith("-quote")) return;
  const { turn, start } = fields(passage);
  turn.value = start.value = "";
});

const card = form.querySelector("#tag-card");
const tag = form.querySelector("[name=tag]");

async function showTag() {
  const answer = await fetch(`${card.dataset.cards}?${new URLSearchParams({ tag: tag.value.trim() })}`);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  card.replaceChildren(...page.body.children);
}

tag.addEventListener("change", showTag);
form.querySelector(".show-tag").hidden = true;
