// Suggest actors and tags as one types: into a line, or into a line above a field of several, one a line.
// Without this script the names are typed whole.

const WAIT = 200;
let number = 0;

function suggest(input, from, kind) {
  const list = document.createElement("datalist");
  list.id = `suggestions-${(number += 1)}`;
  input.setAttribute("list", list.id);
  input.after(list);
  let timer;
  let asked = "";
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const term = input.value.trim();
      if (!term || term === asked) return;
      asked = term;
      const answer = await fetch(`${from}?${new URLSearchParams({ model: kind, term })}`);
      if (!answer.ok || term !== asked) return;
      const { suggestions } = await answer.json();
      list.replaceChildren(
        ...suggestions.map(({ value, label }) => {
          const option = document.createElement("option");
          option.value = value;
          option.label = label ? `${value} · ${label}` : value;
          return option;
        }),
      );
    }, WAIT);
  });
  return list;
}

for (const field of document.querySelectorAll("[data-suggest]:not([id*=__prefix__])")) {
  const { from, suggest: kind } = field.dataset;
  if (field instanceof HTMLInputElement) {
    suggest(field, from, kind);
    continue;
  }
  const line = document.createElement("input");
  line.type = "text";
  line.dir = "auto";
  line.autocomplete = "off";
  line.className = "add-line";
  line.placeholder = "+";
  line.setAttribute("aria-label", `+ ${document.querySelector(`label[for="${field.id}"]`)?.textContent ?? ""}`);
  field.before(line);
  const list = suggest(line, from, kind);
  const take = () => {
    const name = line.value.trim();
    if (!name) return;
    const names = field.value.split("\n").filter((each) => each.trim());
    if (!names.includes(name)) names.push(name);
    field.value = names.join("\n");
    line.value = "";
  };
  // A suggestion that is picked is taken at once, what is typed with Enter.
  line.addEventListener("change", () => {
    if ([...list.options].some((option) => option.value === line.value)) take();
  });
  line.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    take();
  });
  line.form.addEventListener("submit", take);
}
