const $ = (id) => document.getElementById(id);
const { fields, rows } = JSON.parse($("data").textContent);
const field = Object.fromEntries(fields.map((name, place) => [name, place]));
const HEIGHT = 31, SPARE = 15;
const numbers = new Set(["readings", "proved", "supported", "unproved", "contradicted", "differences", "findings"]);
const shown = ["release", "names", "announced", "period", "readings", "proved", "supported", "unproved", "contradicted", "differences", "findings", "status"];
const texts = rows.map((row) => [row[field.release], row[field.entity], row[field.names], row[field.announced], row[field.period], row[field.status], row[field.reason]].join(" ").normalize("NFKC").toLowerCase());
let order = rows.map((_, place) => place), key = "announced", down = true, drawn = "";
const frame = $("frame"), body = $("rows");

function choose() {
  const words = $("q").value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean), only = $("only").value;
  order = [];
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place];
    if (only === "quarantined" && row[field.status] !== "quarantined") continue;
    if (only === "look" && !row[field.contradicted] && !row[field.differences]) continue;
    if (words.every((word) => texts[place].includes(word))) order.push(place);
  }
  const at = field[key], turn = down ? -1 : 1;
  const compare = numbers.has(key) ? (a, b) => rows[a][at] - rows[b][at] : (a, b) => { const x = rows[a][at], y = rows[b][at]; return x < y ? -1 : x > y ? 1 : 0; };
  order.sort((a, b) => turn * compare(a, b) || a - b);
  $("count").textContent = `${order.length.toLocaleString("en")} shown`;
  for (const head of document.querySelectorAll("th")) head.setAttribute("aria-sort", head.dataset.key === key ? (down ? "descending" : "ascending") : "none");
  $("table").setAttribute("aria-rowcount", order.length + 1);
  drawn = "";
  draw();
}
function cell(row, name) {
  const made = document.createElement("td"), value = row[field[name]];
  if (name === "release" && row[field.page]) {
    const link = document.createElement("a");
    link.href = `${encodeURIComponent(/^index~*$/i.test(value) ? `${value}~` : value)}.html`;
    link.textContent = value;
    made.append(link);
  } else if (name === "names") made.textContent = value || row[field.entity] || "–";
  else if (numbers.has(name)) { made.textContent = value.toLocaleString("en"); made.className = `num${value && name === "contradicted" ? " bad" : ""}${value && name === "differences" ? " differ" : ""}`; }
  else made.textContent = value || "–";
  if (made.textContent.length > 30) made.title = made.textContent;
  return made;
}
// Its reason stands where the counts of others do.
function quarantined(row) {
  const known = shown.filter((name) => !numbers.has(name) && name !== "status"), reason = document.createElement("td");
  reason.colSpan = shown.length - known.length;
  reason.textContent = `quarantined: ${row[field.reason]}`;
  reason.title = row[field.reason];
  return [...known.map((name) => cell(row, name)), reason];
}
function gap(height) {
  const row = document.createElement("tr"), made = document.createElement("td");
  row.setAttribute("aria-hidden", "true");
  made.className = "gap"; made.colSpan = shown.length; made.style.height = `${height}px`;
  row.append(made);
  return row;
}
function draw() {
  const first = Math.max(0, Math.floor(frame.scrollTop / HEIGHT) - SPARE), last = Math.min(order.length, first + Math.ceil(frame.clientHeight / HEIGHT) + 2 * SPARE);
  if (drawn === `${first} ${last}`) return;
  drawn = `${first} ${last}`;
  const made = [gap(first * HEIGHT)];
  for (let at = first; at < last; at += 1) {
    const row = rows[order[at]], line = document.createElement("tr");
    line.setAttribute("aria-rowindex", at + 2);
    line.className = row[field.status];
    line.append(...(row[field.status] === "quarantined" ? quarantined(row) : shown.map((name) => cell(row, name))));
    made.push(line);
  }
  made.push(gap((order.length - last) * HEIGHT));
  body.replaceChildren(...made);
}
frame.addEventListener("scroll", draw, { passive: true });
addEventListener("resize", draw);
$("q").addEventListener("input", () => { frame.scrollTop = 0; choose(); });
$("only").addEventListener("change", () => { frame.scrollTop = 0; choose(); });
for (const head of document.querySelectorAll("th")) head.querySelector("button").addEventListener("click", () => {
  down = key === head.dataset.key ? !down : numbers.has(head.dataset.key) || head.dataset.key === "announced";
  key = head.dataset.key;
  choose();
});
choose();
