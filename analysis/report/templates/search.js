"use strict";
// The search over all sentences; sentences.js comes first.

function setUpSearch(form) {
  const [query, whole] = form.querySelectorAll("input"), status = document.querySelector("main > .status");
  form.hidden = false;
  form.onsubmit = async (event) => {
    event.preventDefault();
    if (!query.value.trim()) return;
    const asked = query.value.trim().replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
    const border = whole.checked ? ["(?<![\\p{L}\\p{N}])", "(?![\\p{L}\\p{N}])"] : ["", ""];
    const pattern = new RegExp(border[0] + asked + border[1], "giu");
    const chunks = await Promise.all([...Array(Number(form.dataset.chunks)).keys()].map((n) => load(`sentences-${n}`)));
    const entries = [];
    const count = (n, one) => `${n.toLocaleString("en")} ${n === 1 ? one : `${one}s`}`;
    let matches = 0;
    chunks.flat().forEach(([, , text], number) => {
      const length = (units) => Array.from(text.slice(0, units)).length;
      const marks = [...text.matchAll(pattern)].map((found) => [length(found.index), length(found.index + found[0].length)]);
      if (marks.length) entries.push([number, marks]);
      matches += marks.length;
    });
    status.textContent = matches
      ? `Found ${count(matches, "time")} in ${count(entries.length, "sentence")}.`
      : "Found in no sentence.";
    await showSentences(entries, document.getElementById("found"));
  };
}

document.querySelectorAll("form").forEach(setUpSearch);
