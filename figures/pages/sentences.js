"use strict";
// Sentences with their marks. Data are scripts that call put(), because a page opened from a folder may read no other
// files. All texts are written as text nodes: nothing in them is ever run.

const home = document.currentScript.src.replace(/sentences\.js$/, "");
const CHUNK = 500, SENTENCES = 20;
const UNSEEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const arrived = {}, asked = {};

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