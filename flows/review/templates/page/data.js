const $ = (id) => document.getElementById(id);
const data = JSON.parse($("data").textContent);
const field = Object.fromEntries(data.reading_fields.map((name, place) => [name, place]));
const factField = Object.fromEntries(data.fact_fields.map((name, place) => [name, place]));
const of = (reading, name) => data.readings[reading][field[name]];
const cells = [];
for (const cell of document.querySelectorAll("button[data-r]")) cells[Number(cell.dataset.r)] = cell;
const make = (tag, name, text) => {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text !== undefined && text !== null) made.textContent = text;
  return made;
};
const button = (text, act, name) => {
  const made = make("button", name, text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
};

// Which identities and pairs each reading has a part in.
const checksOf = new Map(), pairsOf = new Map();
const add = (map, key, value) => { if (map.has(key)) map.get(key).push(value); else map.set(key, [value]); };
data.checks.forEach((check, place) => check[2].forEach((reading) => add(checksOf, reading, place)));
data.pairs.forEach((pair, place) => {
  for (const side of [0, 4]) if (pair[side] !== null) add(pairsOf, pair.slice(side, side + 3).join("."), place);
});
const rowOf = (reading) => ["document", "table", "row"].map((name) => of(reading, name)).join(".");
const readingsOfRow = new Map();
data.readings.forEach((_, reading) => add(readingsOfRow, rowOf(reading), reading));
const partnersOf = (reading) => [...new Set((checksOf.get(reading) || []).filter((place) => data.checks[place][0] === "bilingual").flatMap((place) => data.checks[place][2]))].filter((one) => one !== reading);
// The first reading of each row that is paired with this one's: nil marks and cells without a counterpart have a row beside them, too.
const besides = (reading) => (pairsOf.get(rowOf(reading)) || []).flatMap((place) => [0, 4].map((side) => data.pairs[place].slice(side, side + 3).join(".")).filter((row) => row !== rowOf(reading)).flatMap((row) => (readingsOfRow.get(row) || []).slice(0, 1)));
const membersOf = (reading) => [...new Set((checksOf.get(reading) || []).filter((place) => data.checks[place][0] !== "bilingual").flatMap((place) => data.checks[place][2]))].filter((one) => one !== reading);
