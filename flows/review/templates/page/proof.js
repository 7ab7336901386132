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
  const parts = [...itemParts(reading), ...failParts(reading), list, ...wordParts(reading), says("number", numberKey(reading), [["confirmed", "Confirm", "c"], ["disputed", "Dispute", "d"]])];
  if (fact && fact[factField.status] === "provisional") parts.push(make("h4", "", "Provisional concept"), says("concept", conceptKey(reading, fact[factField.concept]), [["accepted", "Accept", ""], ["rejected", "Reject", ""]]));
  for (const one of data.proposals) if ([one[2], one[3]].some((row) => rowOf(row) === rowOf(reading))) parts.push(make("h4", "", "Proposed to the glossary"), make("p", "", `${one[4]} = ${one[5]}`), make("p", "quiet", one[1]), says("proposal", proposalKey(one), [["accepted", "Accept", ""], ["rejected", "Reject", ""]]));
  parts.push(...pairParts(reading), ...checkParts(reading));
  proof.replaceChildren(...parts);
  proof.scrollTop = 0;
}
// The printed words that give each dimension of what the number means, and where they stand.
function wordParts(reading) {
  const list = make("dl", "words");
  for (const place of of(reading, "words")) { const [dimensions, text] = data.words[place]; list.append(make("dt", "", dimensions), make("dd", "", text)); }
  return list.childElementCount ? [make("h4", "", "Said by"), list] : [];
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
