// The parts of the room that only a browser can do. Text from people is set as text, never as HTML.

const nameKey = "meetingbot.name";

export const profile = () => ({
  name: localStorage.getItem(nameKey),
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? null,
});

export function keepName(name) {
  if (name) localStorage.setItem(nameKey, name);
  else localStorage.removeItem(nameKey);
}

export function focusOn(id) {
  const element = document.getElementById(id);
  element?.focus();
  if (element instanceof HTMLTextAreaElement) element.setSelectionRange(element.value.length, element.value.length);
}

export async function save(name, type, stream) {
  const url = URL.createObjectURL(new Blob([await stream.arrayBuffer()], { type }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}

export function follow(list) {
  let atEnd = true;
  const end = () => {
    const writing = document.activeElement?.form && list.contains(document.activeElement);
    if (atEnd && !writing) list.scrollTop = list.scrollHeight;
  };
  list.addEventListener("scroll", () => { atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60; }, { passive: true });
  new MutationObserver(end).observe(list, { childList: true, subtree: true, characterData: true });
  new ResizeObserver(end).observe(list);
  end();
}

// Forms whose text is one short paragraph: Enter sends them, Shift and Enter makes a new line.
document.addEventListener("keydown", key => {
  const field = key.target;
  if (key.key !== "Enter" || key.shiftKey || key.isComposing || field.dataset?.enter !== "submit") return;
  key.preventDefault();
  field.form.requestSubmit();
});

export function fillComposer(form, text) {
  const field = form.querySelector("textarea");
  field.value = text;
  field.dispatchEvent(new Event("input"));
  field.focus();
}

export function attachComposer(form, server, room, name) {
  const field = form.querySelector("textarea");
  const offers = new Offers(form.querySelector(".offers"), field, server);
  const outbox = new Outbox(server, `meetingbot.outbox.${room}.${name}`, form.querySelector(".waiting"));
  const history = new History(field);
  const hint = form.querySelector(".as-chat");
  const draft = `meetingbot.draft.${room}.${name}`;

  const grow = () => {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight + 2, 160)}px`;
  };

  const send = () => {
    const text = field.value.trim();
    if (!text) return;
    field.value = "";
    sessionStorage.removeItem(draft);
    hint.textContent = "";
    grow();
    offers.close();
    history.keep(text);
    outbox.add(text);
  };

  form.addEventListener("submit", event => { event.preventDefault(); send(); field.focus(); });
  field.addEventListener("input", () => {
    // What is typed and not sent yet survives a new page, such as the one after a restart of the bot.
    sessionStorage.setItem(draft, field.value);
    grow();
    offers.refresh();
  });
  offers.onHint = text => { hint.textContent = text ?? ""; };
  field.addEventListener("blur", () => setTimeout(() => offers.close(), 150));
  field.addEventListener("keydown", key => {
    if (key.isComposing || offers.onKey(key)) return;
    if (key.key === "Enter" && !key.shiftKey) {
      key.preventDefault();
      send();
    } else if (history.onKey(key)) {
      grow();
      offers.close();
    }
  });
  field.value ||= sessionStorage.getItem(draft) ?? "";
  grow();
  outbox.flush();
  form.dataset.ready = "true";
  if (form.dataset.sent) send();
}

// Lines on their way. Each has its id from here, so that a line that is sent twice is one line. It leaves this list only
// when the server has answered it; a broken connection, a new page and a restart of the server all begin by sending what is left.
class Outbox {
  constructor(server, key, note) {
    Object.assign(this, { server, key, note, going: new Set() });
    document.addEventListener("room:connected", () => { this.going.clear(); this.flush(); });
  }

  get lines() { return JSON.parse(sessionStorage.getItem(this.key) ?? "[]"); }

  set lines(lines) {
    sessionStorage.setItem(this.key, JSON.stringify(lines));
    clearTimeout(this.late);
    this.note.textContent = "";
    if (lines.length > 0) {
      this.late = setTimeout(() => {
        this.note.textContent = lines.length === 1 ? "One line is not answered yet." : `${lines.length} lines are not answered yet.`;
      }, 4000);
    }
  }

  add(text) {
    this.lines = [...this.lines, { id: newId(), text }];
    this.flush();
  }

  flush() {
    for (const line of this.lines) {
      if (!this.going.has(line.id)) this.deliver(line);
    }
  }

  async deliver({ id, text }) {
    this.going.add(id);
    try {
      await this.server.invokeMethodAsync("Say", id, text);
      this.lines = this.lines.filter(line => line.id !== id);
    } catch {
      // It stays in the list for the next connection.
      this.going.delete(id);
    }
  }
}

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// What was sent before, brought back by arrow up while nothing else is typed.
class History {
  constructor(field) { Object.assign(this, { field, lines: [], at: 0 }); }

  keep(text) {
    this.lines.push(text);
    this.at = this.lines.length;
  }

  onKey(key) {
    const untouched = this.field.value === "" || this.field.value === this.lines[this.at];
    if (!untouched || (key.key !== "ArrowUp" && key.key !== "ArrowDown")) return false;
    const next = this.at + (key.key === "ArrowUp" ? -1 : 1);
    if (next < 0 || next > this.lines.length) return false;
    key.preventDefault();
    this.at = next;
    this.field.value = this.lines[next] ?? "";
    return true;
  }
}

// The list of commands above the composer. Nothing in it is chosen until an arrow or Tab is pressed, so Enter sends what is typed.
class Offers {
  constructor(list, field, server) {
    Object.assign(this, { list, field, server, items: [], active: -1, asked: 0 });
    list.addEventListener("mousedown", event => event.preventDefault());
    list.addEventListener("click", event => {
      const option = event.target.closest("[role=option]");
      if (option) this.take([...list.children].indexOf(option));
    });
  }

  get open() { return this.items.length > 0; }

  refresh() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), 90);
  }

  async ask() {
    const typed = this.field.value;
    const { prefix, rest } = split(typed);
    const asked = ++this.asked;
    if (typed.trim() === "" || typed.includes("\n")) {
      this.onHint(null);
      return this.close();
    }
    let found = [];
    let hint = null;
    try {
      ({ offers: found, hint } = await this.server.invokeMethodAsync("Suggest", rest));
    } catch {
      // Without a connection there is nothing to offer.
    }
    if (asked !== this.asked || this.field.value !== typed) return;
    this.onHint(prefix ? null : hint);
    this.show(found.filter(offer => offer.insert.trim() !== rest.trim() || offer.syntax.length > offer.insert.length).slice(0, 8), prefix);
  }

  show(found, prefix) {
    this.items = found.map(offer => ({ ...offer, insert: prefix + offer.insert }));
    this.active = -1;
    this.list.replaceChildren(...this.items.map((offer, n) => {
      const option = element("li", "", { id: `offer-${n}`, role: "option" });
      option.setAttribute("aria-selected", "false");
      option.append(element("code", offer.syntax), element("span", offer.summary));
      return option;
    }));
    this.field.setAttribute("aria-expanded", String(this.open));
    this.field.removeAttribute("aria-activedescendant");
  }

  close() {
    this.asked++;
    clearTimeout(this.timer);
    if (this.open) this.show([], "");
  }

  choose(n) {
    this.active = (n + this.items.length) % this.items.length;
    [...this.list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === this.active)));
    this.list.children[this.active].scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", `offer-${this.active}`);
  }

  take(n) {
    this.field.value = this.items[n].insert;
    this.close();
    this.field.dispatchEvent(new Event("input"));
    this.field.focus();
  }

  // True when the key was for the list.
  onKey(key) {
    if (!this.open || key.ctrlKey || key.altKey || key.metaKey) return false;
    const chosen = this.active >= 0;
    if (key.key === "ArrowDown") this.choose(this.active + 1);
    else if (key.key === "ArrowUp") this.choose(chosen ? this.active - 1 : this.items.length - 1);
    else if (key.key === "Escape") this.close();
    else if (key.key === "Tab" && !key.shiftKey) this.take(Math.max(this.active, 0));
    else if (key.key === "Enter" && !key.shiftKey && chosen) this.take(this.active);
    else return false;
    key.preventDefault();
    return true;
  }
}

// A line may be addressed to the bot; the commands are the same after that.
function split(typed) {
  const address = /^(\/meeting\s+|@meetingbot\s+)/i.exec(typed);
  if (address) return { prefix: address[0], rest: typed.slice(address[0].length) };
  return /^\/\w*$/.test(typed) ? { prefix: "/meeting ", rest: "" } : { prefix: "", rest: typed };
}

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
