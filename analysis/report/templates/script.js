"use strict";
// Tables: sort, search, and open a row to read its sentences. Data are scripts that call put(), because a page opened
// from a folder may read no other files. All texts are written by textContent: nothing in them is ever run.

const home = document.currentScript.src.replace(/script\.js$/, "");
const CHUNK = 500, ROWS = 50, SENTENCES = 20; // CHUNK as in site.py
const UNSEEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const arrived = {}, asked = {}, tables = {};

function put(name, data) { arrived[name] = data; }

function load(name) {
  asked[name] ??= new Promise((done, failed) => {
    const script = make("script", { src: `${home}data/${name}.js` });
    script.onload = () => done(arrived[name]);
    script.onerror = () => failed(new Error(`pages/data/${name}.js cannot be read`));
    document.head.append(script);
  });
  return asked[name];
}

function make(tag, attributes = {}, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content);
  return element;
}

function visible(letters) {
  const code = (letter) => letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  return letters.join("").replace(UNSEEN, (letter) => `[U+${code(letter)}]`);
}

// One sentence with its marks, and a link to it in its article.
async function showSentence(number, marks) {
  const [article, id, text] = (await load(`sentences-${Math.floor(number / CHUNK)}`))[number % CHUNK];
  const labels = await load("rows-articles"), letters = Array.from(text), item = make("li");
  let at = 0;
  for (const [start, end] of marks) {
    if (end <= at) continue;
    const from = Math.max(start, at);
    item.append(visible(letters.slice(at, from)), make("mark", {}, visible(letters.slice(from, end))));
    at = end;
  }
  const label = labels[article - 1].slice(0, 3).filter(Boolean).join(", ");
  const source = make("a", { href: `${home}articles/${article}.html#s${id}`, class: "source" }, label);
  item.append(visible(letters.slice(at)), " ", source);
  return item;
}

// A list of sentences: entries of [number, marks], a few at a time.
async function showSentences(entries, place) {
  const list = make("ul", { class: "sentences" });
  const more = make("button", { type: "button", class: "more" });
  let shown = 0;
  more.onclick = async () => {
    const next = entries.slice(shown, shown + SENTENCES);
    list.append(...(await Promise.all(next.map(([number, marks]) => showSentence(number, marks)))));
    shown += next.length;
    more.textContent = `Show more of ${entries.length.toLocaleString("en")} sentences`;
    more.hidden = shown >= entries.length;
  };
  place.replaceChildren(list, more);
  await more.onclick();
}

async function showReferences(name, number, place) {
  const flat = (await load(`refs-${name}-${Math.floor(number / CHUNK)}`))[number % CHUNK], entries = new Map();
  for (let i = 0; i < flat.length; i += 3)
    entries.set(flat[i], [...(entries.get(flat[i]) ?? []), [flat[i + 1], flat[i + 2]]]);
  await showSentences([...entries], place);
}

function setUpTable(box) {
  const name = box.dataset.table, direct = name === "articles", body = box.querySelector("tbody");
  const input = box.querySelector("input"), status = box.querySelector(".status"), more = box.querySelector(".more");
  const heads = [...box.querySelectorAll("th")];
  let rows = [], order = [], shown = 0;

  function makeRow(number) {
    const row = make("tr", { id: `${name}-${number}` });
    rows[number].forEach((value, column) => {
      const cell = make("td", typeof value === "number" ? { class: "number" } : {});
      const words = typeof value === "number" ? value.toLocaleString("en") : value;
      if (column) cell.append(words);
      else if (direct) cell.append(make("a", { href: `${home}articles/${number + 1}.html` }, words));
      else cell.append(make("button", { type: "button", "aria-expanded": "false" }, words));
      row.append(cell);
    });
    if (!direct) row.querySelector("button").onclick = () => toggle(row, number);
    return row;
  }

  async function toggle(row, number, open = row.querySelector("button").ariaExpanded === "false") {
    if (row.nextElementSibling?.className === "panel") row.nextElementSibling.remove();
    row.querySelector("button").ariaExpanded = String(open);
    if (!open) return;
    const place = make("td", { colspan: heads.length });
    row.after(make("tr", { class: "panel" }, place));
    await showReferences(name, number, place);
  }

  function showRows() {
    body.append(...order.slice(shown, shown + ROWS).map(makeRow));
    shown = Math.min(shown + ROWS, order.length);
    more.hidden = shown === order.length;
  }

  function show(numbers, note = "") {
    [order, shown] = [numbers, 0];
    body.replaceChildren();
    showRows();
    const all = rows.length.toLocaleString("en"), some = order.length.toLocaleString("en");
    status.textContent = (some === all ? `${all} rows` : `${some} of ${all} rows`) + note;
  }

  function sort(column) {
    const up = heads[column].ariaSort === "ascending" || (!heads[column].ariaSort && typeof rows[0][column] === "number");
    heads.forEach((head) => head.removeAttribute("aria-sort"));
    heads[column].ariaSort = up ? "descending" : "ascending";
    const { compare } = new Intl.Collator("en", { numeric: true });
    const by = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : compare(a, b));
    show([...order].sort((a, b) => (up ? -1 : 1) * by(rows[a][column], rows[b][column]) || a - b));
  }

  // Show a row that an address names, and its sentences.
  tables[name] = async (number) => {
    await ready;
    if (!rows[number] || direct) return;
    if (!document.getElementById(`${name}-${number}`)) {
      input.value = "";
      const others = [...rows.keys()].filter((other) => other !== number);
      show(number < ROWS ? [...rows.keys()] : [number, ...others], number < ROWS ? "" : "; the one asked for is first");
      heads.forEach((head) => head.removeAttribute("aria-sort"));
    }
    const row = document.getElementById(`${name}-${number}`);
    await toggle(row, number, true);
    row.querySelector("button").focus({ preventScroll: true });
    row.scrollIntoView({ block: "center" });
  };

  const ready = load(`rows-${name}`).then((data) => {
    rows = data;
    heads.forEach((head, column) => {
      const button = make("button", { type: "button" }, head.textContent);
      button.onclick = () => sort(column);
      head.replaceChildren(button);
    });
    input.oninput = () => {
      const words = input.value.toLocaleLowerCase("en");
      show([...rows.keys()].filter((number) => rows[number].join("\n").toLocaleLowerCase("en").includes(words)));
      heads.forEach((head) => head.removeAttribute("aria-sort"));
    };
    more.onclick = showRows;
    box.querySelector(".tools").hidden = false;
    show([...rows.keys()]);
  });
}

function follow() {
  const [, name, number] = location.hash.match(/^#([a-z]+)-(\d+)$/) ?? [];
  if (name in tables) tables[name](Number(number));
}

document.querySelectorAll(".table").forEach(setUpTable);
addEventListener("hashchange", follow);
follow();
