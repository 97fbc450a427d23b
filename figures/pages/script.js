"use strict";
// Tables: sort, search, and open a row to read its sentences; sentences.js comes first.

const ROWS = 50, tables = {};

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
    history.replaceState(null, "", `#${row.id}`); // the way back from an article leads here
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
    status.textContent = `${some === all ? all : `${some} of ${all}`} row${rows.length === 1 ? "" : "s"}${note}`;
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
  if (Object.hasOwn(tables, name)) tables[name](Number(number));
}

document.querySelectorAll(".table").forEach(setUpTable);
addEventListener("hashchange", follow);
follow();