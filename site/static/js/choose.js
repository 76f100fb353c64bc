// Choosing what to compare: find actors and tags as one types, tick them with Enter; what was compared on this device.
// Without this script the form's own boxes and its search by name do the same; nothing here leaves the device.

const WAIT = 180;
const LONGEST = 5000;
const MOST = 12;
const KEPT = "compared";

function finder(box) {
  const { find: name, from, asOf } = box.dataset;
  const [input, list, told] = ["input", "[role=listbox]", "[role=status]"].map((part) => box.querySelector(part));
  const ticks = box.parentElement.querySelector(".ticks");
  const model = box.querySelector("template[data-tick]").content.firstElementChild;
  const badge = box.querySelector("template[data-invented]").content.firstElementChild;
  let timer;
  let asked = "";
  let at = -1;
  let wanted = false;
  let held = null;

  const options = () => [...list.children];
  const close = () => {
    list.hidden = true;
    asked = "";
    wanted = false;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const go = (to) => {
    const all = options();
    if (!all.length) return;
    at = (to + all.length) % all.length;
    all.forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
    all[at].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", all[at].id);
  };
  const take = (option) => {
    const slug = option.dataset.value;
    const known = [...box.parentElement.querySelectorAll(`input[name="${name}"]`)].find((tick) => tick.value === slug);
    if (known) {
      known.checked = true;
    } else {
      const tick = model.cloneNode(true);
      const words = tick.querySelector("bdi");
      tick.querySelector("input").value = slug;
      words.textContent = option.querySelector("bdi").textContent;
      if ("invented" in option.dataset) words.after(" ", badge.cloneNode(true));
      ticks.append(tick);
    }
    told.textContent = told.dataset.taken.replace("{name}", () => option.querySelector("bdi").textContent);
    input.value = "";
    close();
  };
  const show = (results) => {
    list.replaceChildren(
      ...results.slice(0, MOST).map((one, number) => {
        const option = document.createElement("li");
        option.id = `${name}-${number}`;
        option.role = "option";
        option.dataset.value = one.slug;
        const words = document.createElement("bdi");
        words.textContent = one.called;
        option.append(words);
        if (one.invented) {
          option.dataset.invented = "";
          option.append(" ", badge.cloneNode(true));
        }
        if (one.worded) {
          const more = document.createElement("small");
          more.dir = "auto";
          more.textContent = one.worded;
          option.append(" ", more);
        }
        option.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          take(option);
        });
        return option;
      }),
    );
    list.hidden = !results.length;
    input.setAttribute("aria-expanded", String(Boolean(results.length)));
    told.textContent = results.length ? "" : told.dataset.none;
    at = -1;
    if (wanted && results.length) {
      take(options()[0]);
      release();
    }
    wanted = false;
    held = null; // where nothing was found, this is told, and the form waits for another press
  };
  // A form that was sent while the line waited for what Enter takes goes when it has it.
  const release = () => {
    const sent = held;
    held = null;
    if (sent) input.form.requestSubmit(sent.submitter);
  };

  const seek = async () => {
    const term = input.value.trim();
    if (!term) return close();
    if (term === asked) return;
    asked = term;
    const found = await fetch(`${from}?${new URLSearchParams({ find: term, format: "json", ...(asOf && { as_of: asOf }) })}`, { signal: AbortSignal.timeout(LONGEST) })
      .then((answer) => (answer.ok ? answer.json() : null))
      .catch(() => null);
    if (term !== asked) return;
    if (!found) {
      close();
      release();
    } else if (wanted || document.activeElement === input) show(found.results);
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    wanted = false;
    held = null;
    told.textContent = "";
    timer = setTimeout(seek, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1 };
    if (event.key in steps && !list.hidden) {
      event.preventDefault();
      go(steps[event.key]);
    } else if (event.key === "Enter" && input.value.trim()) {
      // Enter takes what is found, or will be in a moment; an empty line sends the form as any other field does.
      event.preventDefault();
      const option = options()[Math.max(at, 0)];
      if (input.value.trim() !== asked) {
        clearTimeout(timer);
        wanted = true;
        seek();
      } else if (list.hidden) wanted = told.textContent === "";
      else if (option) take(option);
    } else if (event.key === "Escape") {
      close();
    }
  });
  input.addEventListener("blur", () => {
    if (!wanted) close();
  });
  input.form.addEventListener("submit", (event) => {
    if (!wanted) return;
    event.preventDefault();
    held = event;
  });
  box.hidden = false;
}

function recall() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    return kept.filter(({ href, name }) => typeof name === "string" && String(href).startsWith("/compare/?"));
  } catch {
    return [];
  }
}

function keep(rows) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(rows));
  } catch {
    // A browser that keeps nothing still compares.
  }
}

document.querySelectorAll("[data-find]").forEach(finder);

const compared = document.querySelector("[data-compared]");
if (compared) {
  const href = location.pathname + location.search;
  const name = document.querySelector("h1").textContent.trim().replace(/\s+/g, " ");
  keep([{ href, name }, ...recall().filter((row) => row.href !== href)].slice(0, 8));
}

const recent = document.querySelector("#recent");
if (recent) {
  const rows = recall();
  recent.hidden = !rows.length;
  recent.querySelector("ul").replaceChildren(
    ...rows.map(({ href, name }) => {
      const link = document.createElement("a");
      link.href = href;
      link.dir = "auto";
      link.textContent = name;
      const item = document.createElement("li");
      item.append(link);
      return item;
    }),
  );
  recent.querySelector("button").addEventListener("click", () => {
    keep([]);
    recent.hidden = true;
  });
}
