/* Suggestions while typing: the combobox pattern of the ARIA guide. Without it the form works all the same. */
const WAIT = 150; // milliseconds without a key before the server is asked
const SHORTEST = 1;

function setUp(form) {
  const input = form.querySelector('input[type="search"]');
  const list = document.createElement("ul");
  const status = document.createElement("p");
  const known = new Map(); // answers, for as long as this page is open
  let options = [], active = -1, timer, request;

  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector("label").textContent);
  status.className = "hear";
  status.setAttribute("role", "status");
  form.append(list, status);
  const about = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
  for (const [name, value] of Object.entries(about)) input.setAttribute(name, value);

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function stop() {
    clearTimeout(timer);
    request?.abort();
  }

  function choose(number) {
    active = number;
    list.querySelectorAll("[role=option]").forEach((item, place) => {
      item.setAttribute("aria-selected", String(place === active));
      if (place === active) item.scrollIntoView({ block: "nearest" });
    });
    if (active < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `${list.id}-${active}`);
  }

  function option(one, number) {
    const item = document.createElement("li");
    const text = document.createElement("span");
    item.id = `${list.id}-${number}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    text.textContent = one.text;
    if (one.language.startsWith("zh")) text.lang = "zh-Hans";
    item.append(text);
    if (one.kind) {
      const kind = document.createElement("small");
      kind.textContent = one.kind;
      item.append(" ", kind);
    }
    return item;
  }

  function show(found) {
    options = found;
    list.replaceChildren(...found.map(option));
    status.textContent = found.length ? `${form.dataset.some} (${found.length})` : form.dataset.none;
    if (!found.length) return close();
    choose(-1);
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }

  async function ask() {
    const typed = input.value.trim();
    stop();
    if (typed.length < SHORTEST) return close();
    if (known.has(typed)) return show(known.get(typed));
    request = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(typed)}`, { signal: request.signal });
      if (!answer.ok) return close();
      const { suggestions } = await answer.json();
      known.set(typed, suggestions);
      if (input.value.trim() === typed && document.activeElement === input) show(suggestions);
    } catch {
      close(); // given up for a newer question, or no connection
    }
  }

  function later(event) {
    if (event.isComposing) return; // an input method is still spelling the word
    stop();
    timer = setTimeout(ask, WAIT);
  }

  input.addEventListener("input", later);
  input.addEventListener("compositionend", () => later({ isComposing: false }));
  input.addEventListener("blur", () => { stop(); close(); });
  form.addEventListener("submit", stop);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (list.hidden) return void ask();
      // One place more than there are options: the text itself.
      const places = options.length + 1;
      choose(((active + 1 + step + places) % places) - 1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      location.assign(options[active].url);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  // Before the blur: the input keeps the focus while somebody clicks.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) location.assign(options[[...list.children].indexOf(item)].url);
  });
}

document.querySelectorAll("form[data-suggest]").forEach(setUp);
