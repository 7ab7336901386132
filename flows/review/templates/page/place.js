// The dock: the page with its boxes, and what proves the number.
let pictures = null, lines = null, sheet = "";
function openDock() {
  if (!$("dock").hidden) return;
  $("dock").hidden = false;
  dockAt();
}
// At the side it takes width from the tables.
function dockAt() {
  const before = document.body.classList.contains("dock-side"), open = !$("dock").hidden;
  document.body.classList.toggle("dock-side", open && side);
  document.body.classList.toggle("dock-foot", open && !side);
  $("dock-side").textContent = side ? "Move below" : "Move to the side";
  if (document.body.classList.contains("dock-side") !== before) arrangeAll();
}
let side = document.body.classList.contains("single");
$("dock-side").addEventListener("click", () => { side = !side; dockAt(); if (chosen !== null) { showPlace(chosen); reveal(cells[chosen]); } });
$("dock-close").addEventListener("click", closeDock);
function closeDock() {
  if ($("dock").hidden) return;
  const inside = $("dock").contains(document.activeElement);
  $("dock").hidden = true;
  dockAt();
  if (inside && chosen !== null) cells[chosen]?.focus({ preventScroll: true });
  if (chosen !== null && cells[chosen]) reveal(cells[chosen]);
}
function showPlace(reading) {
  const at = of(reading, "document"), page = of(reading, "page");
  $("dock-title").textContent = `${of(reading, "printed")}  ${of(reading, "label")}`;
  drawSheet(at, page, of(reading, "line"));
  for (const spot of spots.get(reading) || []) spot.setAttribute("aria-current", "true");
  const spot = (spots.get(reading) || [])[0];
  if (spot) centre(spot);
}
function centre(spot) {
  const place = $("place"), a = spot.getBoundingClientRect(), b = place.getBoundingClientRect();
  place.scrollTop += a.top - b.top - b.height / 2 + a.height / 2;
  // Sideways only as far as needed, so that the labels stay in sight.
  place.scrollLeft = Math.max(0, place.scrollLeft + a.right - b.right + 40);
}
function drawSheet(at, page, line) {
  pictures ??= JSON.parse($("pictures").textContent);
  lines ??= JSON.parse($("lines").textContent);
  const text = lines[at], wanted = text ? `lines ${at}` : `page ${at}.${page}`;
  drawPager(at, page, Boolean(text));
  if (wanted !== sheet) {
    sheet = wanted;
    spots.clear();
    if (text) drawLines(at, text); else drawPage(at, page);
  }
  if (text && line) for (const item of $("place").querySelectorAll("li")) item.classList.toggle("here", Number(item.dataset.line) === line);
}
function drawPager(at, page, isText) {
  const pager = $("pager"), pages = data.documents[at - 1]?.pages || 1, name = data.documents[at - 1]?.path || "";
  pager.replaceChildren(make("span", "quiet", data.documents.length > 1 ? name : ""));
  if (isText) return;
  const turn = (to, text, label) => { const made = button(text, () => { drawSheet(at, to); light(chosen); }); made.setAttribute("aria-label", label); made.disabled = to < 1 || to > pages; return made; };
  pager.append(turn(page - 1, "‹", "Page before"), make("span", "", `p. ${page} of ${pages}`), turn(page + 1, "›", "Next page"));
}
function spotFor(reading, name) {
  const spot = button(undefined, () => choose(reading, { focus: true }), `${name} ${of(reading, "verdict")}${of(reading, "differs") ? " differs" : ""}`);
  spot.dataset.spot = reading;
  spot.tabIndex = -1;
  add(spots, reading, spot);
  if (reading === chosen) spot.setAttribute("aria-current", "true");
  return spot;
}
function drawPage(at, page) {
  const picture = pictures[`${at}.${page}`], place = $("place");
  if (!picture) { place.replaceChildren(make("p", "quiet", `Page ${page} is not in this file: the document was not found when it was made, or it was left out to keep the file small.`)); return; }
  const paper = make("div", "sheet"), image = make("img");
  image.alt = `Page ${page} of ${data.documents[at - 1].path}`;
  image.width = Math.round(picture.width * 1.6); image.height = Math.round(picture.height * 1.6);
  image.src = picture.data;
  paper.append(image);
  data.readings.forEach((_, reading) => {
    const box = of(reading, "bbox");
    if (!box || of(reading, "document") !== at || of(reading, "page") !== page) return;
    const spot = spotFor(reading, "box"), [x0, top, x1, bottom] = box;
    spot.setAttribute("aria-label", `${of(reading, "printed")}, ${of(reading, "label")}`);
    spot.title = of(reading, "label");
    spot.style.left = `${100 * (x0 - 1.5) / picture.width}%`; spot.style.width = `${100 * (x1 - x0 + 3) / picture.width}%`;
    spot.style.top = `${100 * (top - 1) / picture.height}%`; spot.style.height = `${100 * (bottom - top + 2) / picture.height}%`;
    paper.append(spot);
  });
  place.replaceChildren(paper);
}
function drawLines(at, text) {
  const onLine = new Map();
  data.readings.forEach((_, reading) => { if (of(reading, "document") === at) add(onLine, of(reading, "line"), reading); });
  const list = make("ol", "source");
  for (const [, number, line] of text) {
    const item = make("li");
    item.dataset.line = number;
    item.append(make("span", "", number));
    let from = 0;
    for (const [start, end, reading] of placesIn(line, onLine.get(number) || [])) {
      item.append(line.slice(from, start));
      const spot = spotFor(reading, "mark");
      spot.textContent = line.slice(start, end);
      spot.setAttribute("aria-label", `${of(reading, "printed")}, ${of(reading, "label")}`);
      item.append(spot);
      from = end;
    }
    item.append(line.slice(from));
    list.append(item);
  }
  $("place").replaceChildren(list);
}
// Where the numbers of a line stand in its text: each from the left, behind the one before where that is possible.
function placesIn(line, readings) {
  const taken = [];
  const free = (start, end) => taken.every(([a, b]) => end <= a || start >= b) && !/[0-9]/.test(line[start - 1] || "") ;
  let behind = 0;
  for (const reading of readings) {
    const printed = of(reading, "printed");
    const seek = (from) => { for (let at = line.indexOf(printed, from); at >= 0; at = line.indexOf(printed, at + 1)) if (free(at, at + printed.length)) return at; return -1; };
    let start = printed ? seek(behind) : -1;
    if (start < 0 && printed) start = seek(0);
    if (start >= 0) { taken.push([start, start + printed.length, reading]); behind = start + printed.length; }
  }
  return taken.sort((a, b) => a[0] - b[0]);
}
$("place").addEventListener("mouseover", (event) => { const spot = event.target.closest("[data-spot]"); if (spot) light(Number(spot.dataset.spot)); });
$("place").addEventListener("mouseout", (event) => { if (event.target.closest("[data-spot]")) light(chosen); });
