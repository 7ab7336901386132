// Decisions: keyed by content, kept in the browser until they are exported.
const where = (reading) => ({ document: data.documents[of(reading, "document") - 1].sha256, page: of(reading, "page"), line: of(reading, "line") });
const numberKey = (reading) => ({ about: "number", place: { ...where(reading), nth: of(reading, "nth"), printed: of(reading, "printed") }, other: null, concept: "" });
const conceptKey = (reading, concept) => ({ about: "concept", place: { ...where(readingsOfRow.get(rowOf(reading))[0]), nth: 1, printed: of(reading, "label") }, other: null, concept });
const rowPlace = (pair, at) => { const first = (readingsOfRow.get(pair.slice(at, at + 3).join(".")) || [])[0]; return first === undefined ? null : { ...where(first), nth: 1, printed: pair[at + 3] }; };
const pairKey = (pair) => ({ about: "pair", place: rowPlace(pair, 0), other: rowPlace(pair, 4), concept: "" });
const rowKey = (reading, label) => ({ ...where(reading), nth: 1, printed: label });
const proposalKey = ([id, concept, ja, en, jaLabel, enLabel]) => ({ about: "proposal", place: rowKey(ja, jaLabel), other: rowKey(en, enLabel), concept, proposal: id });
const spell = (decision) => JSON.stringify([decision.about, decision.concept, ...[decision.place, decision.other].map((one) => one && [one.document, one.page, one.line, one.nth, one.printed])]);
const kept = new Map(data.decisions.map((decision) => [spell(decision), decision])), fresh = new Map();
const memory = `taiyaku ${data.documents.map((one) => one.sha256).join(" ")}`;
try { for (const decision of JSON.parse(localStorage.getItem(memory) || "[]")) fresh.set(spell(decision), decision); $("who").value = localStorage.getItem("taiyaku name") || ""; } catch { /* a browser that keeps nothing for files */ }
function says(about, key, words) {
  if (!key.place || (about === "pair" && !key.other)) return make("span");
  const name = spell(key), row = make("div", "says"), before = kept.get(name);
  const now = fresh.get(name) || before;
  const pressed = now && now.word !== "withdrawn" ? now.word : "";
  row.setAttribute("role", "group"); row.setAttribute("aria-label", `Your word on this ${about}`);
  for (const [word, text, letter] of words) {
    const made = button(text, () => decide(key, name, pressed === word ? "withdrawn" : word));
    made.setAttribute("aria-pressed", String(pressed === word));
    made.dataset.word = word;
    if (letter) { made.dataset.key = letter; made.append(" ", make("kbd", "", letter)); }
    row.append(made);
  }
  if (now) row.append(make("span", "person", now.word === "withdrawn" ? "a person's word, withdrawn" : `${now.word} by ${now.by || "a person"}${now.on ? `, ${now.on}` : ""}${fresh.has(name) ? " (not exported yet)" : ""}`));
  return row;
}
function decide(key, name, word) {
  const by = $("who").value.trim(), on = new Date().toISOString().slice(0, 10);
  const before = kept.get(name);
  if ((before ? before.word : "withdrawn") === word) fresh.delete(name); else fresh.set(name, { ...key, word, by, on, note: "" });
  try { localStorage.setItem(memory, JSON.stringify([...fresh.values()])); localStorage.setItem("taiyaku name", by); } catch { /* as above */ }
  showWords();
  if (chosen !== null) { const again = document.activeElement?.dataset?.word, about = key.about; showProof(chosen); if (again) [...$("proof").querySelectorAll(`[aria-label$="${about}"] [data-word="${again}"]`)][0]?.focus(); light(chosen); }
  $("said").textContent = `${key.about} ${word}; ${fresh.size} decisions to export`;
}
const byNumber = new Map(data.readings.map((_, reading) => [spell(numberKey(reading)), reading]));
function showWords() {
  for (const cell of document.querySelectorAll(".n[data-word]")) delete cell.dataset.word;
  for (const [name, decision] of new Map([...kept, ...fresh])) { const cell = cells[byNumber.get(name)]; if (cell && decision.word !== "withdrawn") { cell.dataset.word = decision.word; cell.title = `${decision.word} by ${decision.by || "a person"}`; } }
  $("export-count").textContent = fresh.size;
  $("export").disabled = fresh.size === 0;
}
$("export").addEventListener("click", () => {
  const text = JSON.stringify({ format: "taiyaku-decisions-1", release_id: data.release, decisions: [...fresh.values()] }, null, 1);
  const link = make("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = `${data.release}.decisions.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
});
