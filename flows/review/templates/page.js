"use strict";
(() => {
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
  const membersOf = (reading) => [...new Set((checksOf.get(reading) || []).filter((place) => data.checks[place][0] !== "bilingual").flatMap((place) => data.checks[place][2]))].filter((one) => one !== reading);

  // Marks: the partner in the other language and the members of the identities, in the tables and on the page.
  let chosen = null, lit = [];
  const spots = new Map();
  function light(reading) {
    for (const [one, name] of lit) { cells[one]?.classList.remove(name); cells[one]?.closest("tr").classList.remove("near"); for (const spot of spots.get(one) || []) spot.classList.remove(name, "hot"); }
    lit = [];
    if (reading === null) return;
    const mark = (one, name) => { lit.push([one, name]); cells[one]?.classList.add(name); for (const spot of spots.get(one) || []) spot.classList.add(name); };
    membersOf(reading).forEach((one) => mark(one, "member"));
    partnersOf(reading).forEach((one) => { mark(one, "partner"); cells[one]?.closest("tr").classList.add("near"); });
    for (const spot of spots.get(reading) || []) spot.classList.add("hot");
    lit.push([reading, "hot"]);
  }

  function choose(reading, { show = false, focus = false } = {}) {
    if (chosen !== null) { cells[chosen]?.removeAttribute("aria-current"); for (const spot of spots.get(chosen) || []) spot.removeAttribute("aria-current"); }
    chosen = reading;
    const cell = cells[reading];
    if (cell) {
      const row = cell.closest("tr"), block = cell.closest(".block");
      if (row.hidden || block.hidden) clearFilters();
      cell.setAttribute("aria-current", "true");
      settle(cell);
      if (show) openDock();
      if (focus) cell.focus({ preventScroll: true });
      if (focus || show) reveal(cell);
    }
    if (!$("dock").hidden) { showPlace(reading); showProof(reading); }
    light(reading);
  }
  // Keeps a cell in sight: above the dock, right of the label column.
  function reveal(cell) {
    const half = cell.closest(".half"), label = cell.closest("tr").querySelector("th"), dock = $("dock");
    const bar = document.querySelector(".filters").getBoundingClientRect().height;
    const foot = !dock.hidden && dock.getBoundingClientRect().top > 40 ? dock.getBoundingClientRect().top : innerHeight;
    let box = cell.getBoundingClientRect();
    if (box.top < bar + 10 || box.bottom > foot - 10) scrollBy(0, box.top - (bar + foot) / 2);
    box = cell.getBoundingClientRect();
    const left = label.getBoundingClientRect().right, right = half.getBoundingClientRect().right;
    if (box.left < left) half.scrollLeft -= left - box.left + 8;
    else if (box.right > right) half.scrollLeft += box.right - right + 8;
  }
  // One stop for the Tab key in each table; arrows move inside.
  function settle(cell) {
    for (const other of cell.closest(".half").querySelectorAll('.n[tabindex="0"]')) other.tabIndex = -1;
    cell.tabIndex = 0;
  }
  for (const half of document.querySelectorAll(".half")) { const first = half.querySelector(".n"); if (first) first.tabIndex = 0; else half.tabIndex = 0; }

  const tables = $("tables");
  tables.addEventListener("click", (event) => { const cell = event.target.closest("button[data-r]"); if (cell) choose(Number(cell.dataset.r), { show: true }); });
  tables.addEventListener("focusin", (event) => { const cell = event.target.closest("button[data-r]"); if (cell && Number(cell.dataset.r) !== chosen) choose(Number(cell.dataset.r)); });
  tables.addEventListener("mouseover", (event) => { const cell = event.target.closest("button[data-r]"); if (cell) light(Number(cell.dataset.r)); });
  tables.addEventListener("mouseout", (event) => { if (event.target.closest("button[data-r]")) light(chosen); });
  tables.addEventListener("keydown", (event) => {
    const cell = event.target.closest("button[data-r]");
    const moves = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    if (!cell || !moves[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const [down, right] = moves[event.key];
    const next = down ? neighbourBelow(cell, down) : neighbourBeside(cell, right);
    if (next) choose(Number(next.dataset.r), { focus: true });
  });
  // Sideways, past the last column of the Japanese table into the English one.
  function neighbourBeside(cell, step) {
    const row = cell.closest("tr"), inRow = [...row.querySelectorAll(".n")], next = inRow[inRow.indexOf(cell) + step];
    if (next) return next;
    const half = row.closest(".half"), other = step > 0 ? half.nextElementSibling : half.previousElementSibling;
    const there = other ? [...other.querySelectorAll(`tr[data-k="${row.dataset.k}"] .n`)] : [];
    return step > 0 ? there[0] : there[there.length - 1];
  }
  function neighbourBelow(cell, step) {
    const at = [...cell.closest("tr").children].indexOf(cell.parentElement);
    let row = cell.closest("tr");
    for (;;) {
      row = step > 0 ? row.nextElementSibling : row.previousElementSibling;
      if (!row) return null;
      const next = !row.hidden && row.children[at]?.querySelector(".n");
      if (next) return next;
    }
  }
  // The halves of a pair scroll together.
  for (const facing of document.querySelectorAll(".pair .facing")) {
    const [left, right] = facing.querySelectorAll(".half");
    let leader = null;
    const follow = (from, to) => from.addEventListener("scroll", () => { if (leader === to) { leader = null; return; } if (to.scrollLeft !== from.scrollLeft) { leader = from; to.scrollLeft = from.scrollLeft; } }, { passive: true });
    if (left && right) { follow(left, right); follow(right, left); }
  }

  // The dock: the page with its boxes, and what proves the number.
  let pictures = null, lines = null, sheet = "";
  const narrow = () => innerWidth <= 1100;
  function openDock() {
    if (!$("dock").hidden) return;
    $("dock").hidden = false;
    document.body.classList.add(side ? "dock-side" : "dock-foot");
  }
  let side = document.body.classList.contains("single");
  $("dock-side").addEventListener("click", () => { side = !side; document.body.classList.toggle("dock-side", side); document.body.classList.toggle("dock-foot", !side); if (chosen !== null) { showPlace(chosen, true); reveal(cells[chosen]); } });
  $("dock-close").addEventListener("click", closeDock);
  function closeDock() {
    if ($("dock").hidden) return;
    const inside = $("dock").contains(document.activeElement);
    $("dock").hidden = true;
    document.body.classList.remove("dock-side", "dock-foot");
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

  function reference(reading, text) { return button(text ?? `${of(reading, "printed")}`, () => choose(reading, { show: true, focus: true }), "ref"); }
  function showProof(reading) {
    const proof = $("proof"), list = make("dl");
    const tell = (name, value) => { if (value !== null && value !== undefined && value !== "") list.append(make("dt", "", name), make("dd", "", String(value))); };
    const fact = of(reading, "fact") === null ? null : data.facts[of(reading, "fact")];
    tell("value", of(reading, "value") === null ? "nil" : `${of(reading, "value")} ${of(reading, "unit")}`);
    tell("period", of(reading, "period") || "unknown");
    tell("compared with", of(reading, "compared"));
    tell("measure", of(reading, "measure").replaceAll("_", " "));
    tell("verdict", `${of(reading, "verdict")}, ${of(reading, "proofs")} proof${of(reading, "proofs") === 1 ? "" : "s"}`);
    if (of(reading, "placement") === "inferred") tell("column", "found by arithmetic");
    if (fact) {
      tell("concept", `${fact[factField.concept]}${fact[factField.status] === "provisional" ? " (provisional)" : ""}`);
      tell("日本語", fact[factField.label_ja]); tell("English", fact[factField.label_en]);
      tell("members", fact[factField.members]);
      if (fact[factField.scenario] !== "actual") tell("scenario", fact[factField.scenario].replaceAll("_", " "));
      if (fact[factField.scope] !== "consolidated") tell("scope", fact[factField.scope].replaceAll("_", " "));
    }
    tell("reading", of(reading, "id"));
    const parts = [...itemParts(reading), ...failParts(reading), list, says("number", numberKey(reading), [["confirmed", "Confirm", "c"], ["disputed", "Dispute", "d"]])];
    if (fact && fact[factField.status] === "provisional") parts.push(make("h4", "", "Provisional concept"), says("concept", conceptKey(reading, fact[factField.concept]), [["accepted", "Accept", ""], ["rejected", "Reject", ""]]));
    parts.push(...pairParts(reading), ...checkParts(reading));
    proof.replaceChildren(...parts);
    proof.scrollTop = 0;
  }
  function pairParts(reading) {
    const parts = [];
    for (const place of pairsOf.get(rowOf(reading)) || []) {
      const pair = data.pairs[place], [method, score, compared, equal, status, twin] = pair.slice(9);
      if (status !== "aligned") { parts.push(make("h4", "", "Stands in one language only"), make("p", "quiet", `${pair[8]}`)); continue; }
      const mine = of(reading, "language") === "ja" ? 0 : 4, yours = 4 - mine;
      parts.push(make("h4", "", twin ? "Pair at another scale" : "Pair"));
      const line = make("p", "", `${pair[yours + 3]} `);
      const there = (readingsOfRow.get(pair.slice(yours, yours + 3).join(".")) || []);
      const partner = partnersOf(reading).find((one) => there.includes(one)) ?? there[0];
      if (partner !== undefined) line.append(reference(partner, `${of(partner, "printed")}, table ${of(partner, "table")}, p. ${of(partner, "page")}`));
      parts.push(line, make("p", "quiet", `by ${method}, score ${score}; ${equal} of ${compared} cells equal`));
      parts.push(says("pair", pairKey(pair), [["accepted", "Accept", "a"], ["rejected", "Reject", "r"]]));
    }
    return parts;
  }
  // Where a walk over the list came to this number: what the list says of it.
  function itemParts(reading) {
    const item = items[at];
    if (!item || data.items[Number(item.dataset.i)][1][0] !== reading) return [];
    const visible = shown(), told = make("p", "told");
    told.append(make("span", "quiet", `${visible.indexOf(item) + 1} of ${visible.length} `), make("span", `what ${item.dataset.kind}`, item.dataset.kind));
    if (item.dataset.kind === "finding") told.append(make("br"), [...item.querySelectorAll(".title, .detail")].map((one) => one.textContent).join(": "));
    return [told];
  }
  function failParts(reading) {
    const found = (checksOf.get(reading) || []).map((place) => data.checks[place]).filter((check) => check[1] === "fails");
    return found.length ? [make("h4", "", "Does not fit"), checkList(reading, found)] : [];
  }
  function checkParts(reading) {
    const order = { holds: 0, skipped: 1 };
    const found = (checksOf.get(reading) || []).map((place) => data.checks[place]).filter((check) => check[1] !== "fails").sort((a, b) => order[a[1]] - order[b[1]]);
    if (!checksOf.has(reading)) return [make("h4", "", "No identity reaches this number")];
    return found.length ? [make("h4", "", `Identities that hold (${found.length})`), checkList(reading, found)] : [];
  }
  function checkList(reading, found) {
    const list = make("ul");
    for (const [kind, verdict, members, text, note] of found.slice(0, 40)) {
      const item = make("li", verdict, `${kind.replaceAll("_", " ")}: ${text} `);
      item.title = note;
      for (const one of members) if (one !== reading && members.length <= 3) item.append(reference(one, `→ ${of(one, "printed")}`), " ");
      list.append(item);
    }
    return list;
  }

  // Decisions: keyed by content, kept in the browser until they are exported.
  const where = (reading) => ({ document: data.documents[of(reading, "document") - 1].sha256, page: of(reading, "page"), line: of(reading, "line") });
  const numberKey = (reading) => ({ about: "number", place: { ...where(reading), nth: of(reading, "nth"), printed: of(reading, "printed") }, other: null, concept: "" });
  const conceptKey = (reading, concept) => ({ about: "concept", place: { ...where(readingsOfRow.get(rowOf(reading))[0]), nth: 1, printed: of(reading, "label") }, other: null, concept });
  const rowPlace = (pair, at) => { const first = (readingsOfRow.get(pair.slice(at, at + 3).join(".")) || [])[0]; return first === undefined ? null : { ...where(first), nth: 1, printed: pair[at + 3] }; };
  const pairKey = (pair) => ({ about: "pair", place: rowPlace(pair, 0), other: rowPlace(pair, 4), concept: "" });
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

  // What needs a look: a list to walk with j and k.
  const items = [...document.querySelectorAll("#items > li")];
  let at = -1, kind = "";
  const shown = () => items.filter((item) => !item.hidden);
  function visit(item) {
    if (!item) return;
    for (const other of document.querySelectorAll('.item[aria-current="true"]')) other.removeAttribute("aria-current");
    at = items.indexOf(item);
    const press = item.querySelector(".item"), [, places, document_, page, line] = data.items[Number(item.dataset.i)];
    press.setAttribute("aria-current", "true");
    const list = $("items"), a = item.getBoundingClientRect(), b = list.getBoundingClientRect();
    if (a.top < b.top || a.bottom > b.bottom) list.scrollTop += a.top - b.top - b.height / 3;
    if (places.length) choose(places[0], { show: true, focus: true });
    else { press.focus({ preventScroll: true }); if (document_ && page) { openDock(); chosen = null; $("dock-title").textContent = item.querySelector(".title").textContent; drawSheet(document_, page, line); $("place").querySelector("li.here")?.scrollIntoView({ block: "center" }); $("proof").replaceChildren(...[...item.querySelectorAll(".detail")].map((one) => make("p", "", one.textContent))); } }
    const visible = shown();
    $("said").textContent = `${visible.indexOf(item) + 1} of ${visible.length}: ${item.textContent.replace(/\s+/g, " ").trim()}`;
  }
  function walk(step) {
    const visible = shown();
    if (!visible.length) return;
    const now = visible.indexOf(items[at]);
    visit(visible[now < 0 ? (step > 0 ? 0 : visible.length - 1) : Math.min(visible.length - 1, Math.max(0, now + step))]);
  }
  $("items")?.addEventListener("click", (event) => { const item = event.target.closest("li"); if (item) visit(item); });
  for (const press of document.querySelectorAll(".kind")) press.addEventListener("click", () => {
    kind = press.dataset.kind; at = -1;
    for (const other of document.querySelectorAll(".kind")) other.setAttribute("aria-pressed", String(other === press));
    filter();
  });

  // Filters.
  const blocks = [...document.querySelectorAll(".block")].map((block) => {
    const rows = new Map();
    for (const row of block.querySelectorAll("tr[data-k]")) add(rows, row.dataset.k, row);
    return { block, rows: [...rows.values()].map((parts) => ({ parts, heading: parts.every((row) => row.classList.contains("heading") || row.classList.contains("blank")) })) };
  });
  const textOf = (row) => (row.text ??= row.parts.map((part) => part.textContent).join(" ").normalize("NFKC").toLowerCase());
  const classFor = { differing: "differs" };
  function filter() {
    const statement = $("f-statement").value, verdict = $("f-verdict").value, text = $("f-text").value.normalize("NFKC").toLowerCase().trim();
    const name = classFor[verdict] || verdict;
    let count = 0;
    for (const { block, rows } of blocks) {
      const inStatement = !statement || block.dataset.statement === statement;
      let any = false, heading = null;
      for (const row of rows) {
        const hit = inStatement && !(row.heading && (verdict || text)) && (!text || textOf(row).includes(text)) && (!verdict || row.parts.some((part) => part.querySelector(`.n.${name}`)));
        for (const part of row.parts) part.hidden = !hit;
        any ||= hit;
        if (hit && !row.heading) count += 1;
      }
      block.hidden = !any;
    }
    let listed = 0;
    for (const item of items) {
      item.hidden = Boolean((kind && item.dataset.kind !== kind) || (statement && item.dataset.statement !== statement) || (verdict && verdict !== "differing" && verdict !== "inferred" && item.dataset.verdict !== verdict) || (verdict === "differing" && item.dataset.kind !== "disagreement") || (verdict === "inferred" && item.dataset.kind !== "inferred") || (text && !item.textContent.normalize("NFKC").toLowerCase().includes(text)));
      if (!item.hidden) listed += 1;
    }
    $("look-count").textContent = listed;
    $("f-count").textContent = statement || verdict || text ? `${count} rows` : "";
  }
  function clearFilters() { $("f-statement").value = ""; $("f-verdict").value = ""; $("f-text").value = ""; filter(); }
  showWords();
  for (const id of ["f-statement", "f-verdict"]) $(id).addEventListener("change", filter);
  $("f-text").addEventListener("input", filter);

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest("input, select, textarea");
    if (event.key === "Escape") { if (typing) typing.blur(); else closeDock(); return; }
    if (typing) return;
    if (event.key === "j") walk(1);
    else if (event.key === "k") walk(-1);
    else if (event.key === "/") { event.preventDefault(); $("f-text").focus(); }
    else if (!$("dock").hidden && ["c", "d", "a", "r"].includes(event.key)) $("proof").querySelector(`[data-key="${event.key}"]`)?.click();
    else return;
    if (event.key !== "/") event.preventDefault();
  });
})();
