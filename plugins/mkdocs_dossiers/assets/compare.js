/* Lets a reader compare any two versions of a project, two series, or two environments. Without this script the page
 * shows the newest version against the one before.
 *
 *   <div data-dossier-part="compare" data-source="../compare.json">
 *     <div class="dossier-compare__bar"></div><div class="dossier-compare__result">…</div></div>
 *
 * Everything comes from one file beside the page; what is compared stands in the address:
 *   ?a=2026.11&b=2026.11.1                                             two versions
 *   ?what=series&a=2026.11/data/series/metric&b=…                      two series
 *   ?what=environments&a=2026.11/host&b=2026.11.1/host                 the series of two environments
 *
 * The change, its interval and the three answers are those of judge/movement.py; a test holds both together.
 */
(() => {
  "use strict";
  const MARGIN = 1.05; // judge/movement.py
  const WHAT = { versions: "two versions", series: "two series", environments: "two environments" };

  // --- Elements ---------------------------------------------------------------------------------------------

  function make(tag, properties = {}, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  const small = (text) => make("small", { textContent: text });
  const link = (text, href) => make("a", { textContent: text, href });

  // --- Numbers: as model/digits.py writes them --------------------------------------------------------------

  const MOST = 6;
  const size = (value) => Math.floor(Math.log10(Math.abs(value)));

  function fixed(value, decimals) {
    const step = 10 ** -decimals;
    const rounded = decimals < 0 ? Math.round(value / step) * step : value;
    if (Math.abs(rounded) >= 1e15) return rounded.toExponential(3);
    const digits = Math.min(Math.max(decimals, 0), 20);
    return rounded.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  }

  function plain(value) {
    if (Number.isInteger(value) && Math.abs(value) < 1e15) return value.toLocaleString("en-US");
    if (Math.abs(value) < 1e-4) return String(Number(value.toPrecision(MOST)));
    const digits = Math.min(Math.max(MOST - 1 - size(value), 0), 20);
    return value.toLocaleString("en-US", { maximumFractionDigits: digits });
  }

  function half(value, low, high) {
    if (low !== null && high !== null) return (high - low) / 2;
    const end = low ?? high;
    return end === null ? 0 : Math.abs(value - end);
  }

  function number(value, low, high) {
    const width = half(value, low, high);
    if (value === 0 || !(width > 0)) return plain(value);
    return fixed(value, Math.min(1 - size(width), MOST - 1 - size(value)));
  }

  function ends(low, high, value) {
    const width = half(value, low, high);
    const largest = Math.max(...[low, high].filter((end) => end !== null).map(Math.abs)) || width;
    return [low, high].map((end) => {
      if (end === null) return "…";
      return width > 0 ? fixed(end, Math.min(1 - size(width), MOST - 1 - size(largest))) : plain(end);
    });
  }

  function withUnit(text, unit) {
    if (!unit) return text;
    return unit === "x" ? `${text}×` : `${text}\u00a0${unit}`;
  }

  function span(low, high, value, write) {
    if (low === null && high === null) return "no interval";
    const [least, most] = ends(low, high, value);
    if (low === null) return `at most ${write(most)}`;
    if (high === null) return `at least ${write(least)}`;
    return null;
  }

  const shown = (item) => item.shown ?? [
    withUnit(number(item.value, item.low, item.high), item.unit),
    span(item.low, item.high, item.value, (text) => withUnit(text, item.unit))
      ?? withUnit(ends(item.low, item.high, item.value).join(" to "), item.unit),
  ];

  function signed(text) {
    if (/^[-0.,]*$/.test(text)) return text;
    return text.startsWith("-") ? `−${text.slice(1)}` : `+${text}`;
  }

  const unitOf = (move) => (move.unit === "%" && !move.relative ? "points" : move.unit);
  const change = (move) => withUnit(signed(number(move.delta, move.low, move.high)), unitOf(move));
  const changeSpan = (move) => span(move.low, move.high, move.delta, (text) => withUnit(signed(text), unitOf(move)))
    ?? withUnit(ends(move.low, move.high, move.delta).map(signed).join(" to "), unitOf(move));

  // --- Movement: as judge/movement.py ------------------------------------------------------------------------

  function movement(before, after, less) {
    if (before.value === null || after.value === null) return { word: "cannot tell", reason: "one side cannot be computed" };
    const relative = before.unit !== "%" && before.value > 0 && after.value > 0;
    const delta = relative ? (after.value / before.value - 1) * 100 : after.value - before.value;
    const found = { delta, low: null, high: null, relative, unit: relative ? "%" : before.unit, clarity: 0 };
    const tell = (word, reason, better = null) => ({ ...found, word, reason, better });
    if (before.interval === false || after.interval === false) {
      return tell("cannot tell", "a fact about each recorded run, without an interval");
    }
    const apart = relative ? (one, other) => (one / other - 1) * 100 : (one, other) => one - other;
    if (after.low !== null && before.high !== null) found.low = apart(after.low, before.high);
    if (after.high !== null && before.low !== null && (!relative || before.low > 0)) found.high = apart(after.high, before.low);
    found.clarity = clarity(found);
    const { low, high } = found;
    if ((low !== null && low > 0) || (high !== null && high < 0)) {
      const better = typeof less === "boolean" ? (delta < 0) === less : null;
      return tell("moved", "the interval of the change leaves out none", better);
    }
    if (low === null || high === null) return tell("cannot tell", "too few samples on one side");
    const room = (MARGIN - 1) * Math.abs(before.value);
    const [least, most] = relative ? [(1 / MARGIN - 1) * 100, (MARGIN - 1) * 100] : [-room, room];
    if (least <= low && high <= most) return tell("did not move", "the whole interval of the change is near none");
    return tell("cannot tell", "the interval of the change reaches from less to more");
  }

  function clarity({ delta, low, high, relative }) {
    const near = delta > 0 ? low : high;
    if (near === null || delta === 0 || (relative && near <= -100)) return 0;
    const scale = relative ? (number_) => Math.log1p(number_ / 100) : (number_) => number_;
    const width = Math.abs(scale(delta) - scale(near));
    return width > 0 ? Math.abs(scale(delta)) / width : Infinity;
  }

  const ORDER = ["moved", "", "cannot tell", "did not move"];
  const clearest = (a, b) => ORDER.indexOf(a.move?.word ?? "") - ORDER.indexOf(b.move?.word ?? "")
    || (b.move?.clarity ?? 0) - (a.move?.clarity ?? 0);

  // --- What is compared ---------------------------------------------------------------------------------------

  const seriesKey = (series) => `${series.dataset}/${series.series}/${series.metric}`;
  const items = (what, version) => (what === "series" ? version.series.map(seriesKey)
    : version.environments.map((environment) => environment.name));

  function fields(data, a, b) {
    const groups = { material: [], benign: [], same: [] };
    data.fields.forEach((field, place) => {
      const pair = { title: field.title, a: a.values[place], b: b.values[place] };
      groups[pair.a === pair.b ? "same" : field.material ? "material" : "benign"].push(pair);
    });
    return groups;
  }

  function crossed(data, a, b) {
    const place = (name) => data.versions.findIndex(({ version }) => version === name);
    const [first, last] = [place(a.version), place(b.version)].sort((one, other) => one - other);
    return data.annotations.filter(({ before }) => first < before && before <= last);
  }

  const named = (version, name) => version.environments.find((environment) => environment.name === name);

  function converted(item, unit, top, bottom) {
    const by = (value) => (value === null ? null : (value * top) / bottom);
    return { ...item, unit, value: by(item.value), low: by(item.low), high: by(item.high) };
  }

  // A series in the unit in which the other side reads well.
  const scaled = (item, readable) => (readable ? converted(item, ...readable) : item);

  function line(data, label, a, b, sides, obstacle, less) {
    const environments = (item) => item.environments ?? [item.environment];
    const pairs = environments(a).map((name, place) => [named(sides.a, name), named(sides.b, environments(b)[place])])
      .filter(([one, other]) => one && other);
    const differing = [...new Set(pairs.flatMap(([one, other]) => fields(data, one, other).material.map(({ title }) => title)))];
    const factor = a.unit === b.unit ? [1, 1] : data.units[a.unit]?.[b.unit];
    const stop = obstacle || (factor ? "" : "units that measure different things");
    const [one, other] = factor ? [converted(a, b.unit, ...factor), b].map((item) => scaled(item, b.readable)) : [a, b];
    return { label, a: one, b: other, differing, pairs, obstacle: stop, move: stop ? null : movement(one, other, less) };
  }

  function claims(data, sides, notes) {
    const before = new Map(sides.a.claims.map((claim) => [claim.id, claim]));
    const kinds = ["metric", "statistic", "form", "limit within which is counted"];
    return sides.b.claims.filter(({ id }) => before.has(id)).map((claim) => {
      const old = before.get(claim.id);
      const other = kinds.find((_, place) => old.what[place] !== claim.what[place]);
      const obstacle = notes || (other ? `another ${other}` : "") || measuredOnce(old, claim);
      const made = line(data, { text: claim.says, href: claim.page }, old, claim, sides, obstacle, claim.less);
      if (old.limit !== claim.limit) made.limit = `limit was ${old.limit}, is ${claim.limit}`;
      return made;
    });
  }

  const measuredOnce = (a, b) => (String(a.evidence) === String(b.evidence)
    ? "the same raw files: nothing was measured again" : "");

  function seriesOf(data, sides, notes, keep, same) {
    const known = sides.a.series.filter((series) => keep(series, "a"));
    return sides.b.series.filter((series) => keep(series, "b")).flatMap((series) => {
      const alike = known.filter((old) => old.series === series.series && old.metric === series.metric);
      const old = alike.find((one) => one.dataset === series.dataset) ?? (alike.length === 1 && same !== "dataset" ? alike[0] : null);
      if (!old) return [];
      const obstacle = notes || measuredOnce(old, series);
      return [line(data, { text: `median of ${seriesKey(series)}` }, old, series, sides, obstacle)];
    });
  }

  function compared(data, state) {
    const sides = { a: state.a, b: state.b };
    const notes = crossed(data, sides.a, sides.b);
    const stop = notes.length ? `annotation${notes.length > 1 ? "s" : ""} ${notes.map(({ number: n }) => n).join(", ")} between them` : "";
    const found = { notes, names: [sides.a.version, sides.b.version], tables: [], only: [] };
    if (state.what === "versions") {
      found.tables.push({ head: "Claim", lines: claims(data, sides, stop) });
      found.tables.push({
        head: "Series", title: "Medians of the series that both measured",
        lines: seriesOf(data, sides, stop, () => true, "dataset"),
      });
      found.only = [["b", "a"], ["a", "b"]].map(([own, other]) => ({
        version: sides[own].version,
        claims: sides[own].claims.filter(({ id }) => !sides[other].claims.some((claim) => claim.id === id)),
      })).filter(({ claims: only }) => only.length);
      found.sameCommit = sides.a !== sides.b && sides.a.commit && sides.a.commit === sides.b.commit;
    } else if (state.what === "series") {
      const [one, other] = ["a", "b"].map((side) => sides[side].series.find((series) => seriesKey(series) === state.items[side]));
      found.columns = ["From", "To"];
      found.names = [one, other].map((series, place) => `${seriesKey(series)} of ${found.names[place]}`);
      const obstacle = stop || (one.metric !== other.metric ? "another metric" : "") || (one === other ? "the same series" : "");
      found.tables.push({ head: "Statistic", lines: [line(data, { text: "median" }, one, other, sides, obstacle)] });
    } else {
      found.columns = ["From", "To"];
      found.names = found.names.map((name, place) => `${state.items["ab"[place]]} of ${name}`);
      const lines = seriesOf(data, sides, stop, (series, side) => series.environment === state.items[side]);
      found.tables.push({ head: "Series", lines });
      found.pairs = [[named(sides.a, state.items.a), named(sides.b, state.items.b)]];
    }
    for (const table of found.tables) table.lines.sort(clearest);
    const lines = found.tables.flatMap((table) => table.lines);
    found.pairs ??= [...new Map(lines.flatMap(({ pairs }) => pairs).map((pair) => [pair.map(({ name }) => name).join("/"), pair])).values()];
    found.differing = [...new Set(found.pairs.flatMap(([one, other]) => fields(data, one, other).material.map(({ title }) => title)))];
    return found;
  }

  // --- What is shown ------------------------------------------------------------------------------------------

  function table(columns, rows, className = "") {
    const head = make("tr", {}, ...columns.map((column) => {
      const cell = make("th", { textContent: column, scope: "col" });
      return cell;
    }));
    const body = rows.map((cells) => make("tr", {}, ...cells.map((cell) => make("td", {}, ...[cell].flat()))));
    const made = make("table", {}, make("thead", {}, head), make("tbody", {}, ...body));
    const wrap = make("div", { className: "md-typeset__scrollwrap" }, make("div", { className: "md-typeset__table" }, made));
    return make("div", { className: `dossier-claims ${className}` }, wrap);
  }

  function word(move) {
    const kind = { moved: "moved", "did not move": "still", "cannot tell": "unknown" }[move.word];
    const way = move.better === true ? "better" : move.better === false ? "worse" : "";
    const text = way ? `${move.word}: ${way}` : move.word;
    return make("span", { className: `move move--${kind}${way ? ` move--${way}` : ""}`, textContent: text });
  }

  const chip = (text) => make("span", { className: "dossier-chip", textContent: text });

  function row({ label, a, b, move, obstacle, differing, limit }) {
    const [one, other] = [shown(a), shown(b)];
    return [
      [label.href ? link(label.text, label.href) : label.text, limit ? " " : "", limit ? chip(limit) : "",
        differing.length ? " " : "", differing.length ? chip("other environment") : ""],
      [one[0], " ", small(one[1])],
      [other[0], " ", small(other[1])],
      move?.delta === undefined ? ["–"] : [change(move), " ", small(changeSpan(move))],
      move ? [word(move), " ", move.word === "cannot tell" ? small(move.reason) : ""]
        : [make("span", { className: "move", textContent: "not compared" }), " ", small(obstacle)],
    ];
  }

  const told = ({ move }) => !move || move.word === "moved";

  function folded(lines) {
    const still = lines.filter(({ move }) => move.word === "did not move").length;
    const parts = [[still, "did not move"], [lines.length - still, "cannot be told"]].filter(([count]) => count);
    return `${parts.map(([count, what]) => `${count} ${what}`).join(", ")}: show`;
  }

  function show(data, found) {
    const parts = [make("h2", { textContent: found.names.join(" to ") })];
    const say = (text) => parts.push(make("p", { textContent: text }));
    for (const note of found.notes) {
      say(`Annotation ${note.number} lies between them. ${note.kind[0].toUpperCase()}${note.kind.slice(1)}: ${note.says} The numbers stand side by side, and no change is computed.`);
    }
    if (found.sameCommit) {
      say("Both versions measured the same commit: what moved is the machine, the way of measuring, or chance, and not the code.");
    }
    if (found.differing.length) {
      parts.push(make("div", { className: "dossier-loud" }, make("p", {}, make("strong", { textContent: "Measured in different environments." }),
        ` They differ in what changes results: ${found.differing.join(", ")}. A change may be the machine's.`)));
    }
    for (const { head, title, lines } of found.tables) {
      if (title && lines.length) parts.push(make("h3", { textContent: title }));
      const columns = [head, ...(found.columns ?? found.names), "Change", "What became of it"];
      const seen = lines.filter(told);
      const rest = lines.filter((entry) => !told(entry));
      if (seen.length) parts.push(table(columns, seen.map(row), "dossier-moves"));
      else if (lines.length) say("Nothing moved that these measurements could tell.");
      else if (!title) say("Nothing was measured by both.");
      if (rest.length) {
        parts.push(make("details", {}, make("summary", { textContent: folded(rest) }),
          table(columns, rest.map(row), "dossier-moves")));
      }
    }
    for (const { version, claims: only } of found.only) {
      const list = make("ul", {}, ...only.map((claim) => make("li", {}, link(claim.says, claim.page))));
      const summary = `${only.length} claim${only.length === 1 ? "" : "s"} only in ${version}: show`;
      parts.push(make("details", {}, make("summary", { textContent: summary }), list));
    }
    for (const [one, other] of found.pairs) parts.push(...environment(data, found, one, other));
    return parts;
  }

  function environment(data, found, one, other) {
    const groups = fields(data, one, other);
    const rows = (group) => table(["Field", ...found.names], group.map((pair) => [pair.title, pair.a, pair.b]));
    const parts = [make("h3", { textContent: `Environment ${one.name} and ${other.name}` })];
    for (const [group, says, none] of [["material", "changes results", "Nothing that changes results differs."],
      ["benign", "does not change results", "Nothing else differs."]]) {
      if (groups[group].length) {
        parts.push(make("p", {}, make("strong", { textContent: `Differs, and ${says}` }), ` (${groups[group].length})`), rows(groups[group]));
      } else parts.push(make("p", { textContent: none }));
    }
    const same = table(["Field", "Both"], groups.same.map((pair) => [pair.title, pair.a]));
    const summary = make("summary", { textContent: `${groups.same.length} of ${data.fields.length} fields are the same: show` });
    parts.push(make("details", {}, summary, same));
    return parts;
  }

  // --- As Markdown --------------------------------------------------------------------------------------------

  const cell = (text) => String(text).replace(/\s+/g, " ").replace(/[\\|`*_<>[\]]/g, "\\$&").trim();

  function markdown(data, found) {
    const lines = [`### ${cell(data.project)}: ${cell(found.names.join(" to "))}`, ""];
    for (const note of found.notes) lines.push(`Annotation ${note.number}: ${cell(note.says)} No change is computed across it.`, "");
    if (found.differing.length) lines.push(`**Measured in different environments**: ${cell(found.differing.join(", "))} differ.`, "");
    for (const { head, lines: rows } of found.tables) {
      if (!rows.length) continue;
      lines.push(`| ${head} | ${(found.columns ?? found.names).map(cell).join(" | ")} | Change | What became of it |`, "|---|---:|---:|---:|---|");
      for (const { label, a, b, move, obstacle } of rows) {
        const sides = [a, b].map((side) => cell(`${shown(side)[0]} (${shown(side)[1]})`));
        const moved = move?.word === "moved";
        const way = moved && move.better !== null ? `: ${move.better ? "better" : "worse"}` : "";
        const said = !move ? ["–", `not compared: ${obstacle}`] : moved ? [`${change(move)} (${changeSpan(move)})`, `moved${way}`] : ["~", move.word];
        lines.push(`| ${[cell(label.text), ...sides, ...said.map(cell)].join(" | ")} |`);
      }
      lines.push("");
    }
    lines.push(`~: cannot be told from no change, or did not move. ${location.href}`);
    return `${lines.join("\n")}\n`;
  }

  async function copy(text, box, status) {
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = "Copied.";
    } catch { // no clipboard here: the reader copies by hand
      const area = make("textarea", { value: text, readOnly: true, rows: 8, className: "dossier-compare__text" });
      area.setAttribute("aria-label", "The comparison as Markdown");
      box.querySelector(".dossier-compare__text")?.remove();
      box.querySelector(".dossier-compare__bar").after(area);
      area.select();
      status.textContent = "Copy it from below.";
    }
  }

  // --- The page -------------------------------------------------------------------------------------------------

  async function compare(box) {
    const [bar, result] = ["bar", "result"].map((name) => box.querySelector(`.dossier-compare__${name}`));
    const answer = await fetch(new URL(box.dataset.source, location.href), { credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
    const data = await answer.json();
    if (data.versions.length === 0 || !box.isConnected) return;
    data.annotations = data.annotations.map((note) => ({ ...note, before: data.versions.findIndex(({ version }) => version === note.first) }));

    const pick = (text, className = "") => {
      const field = make("select");
      return { field, label: make("label", { className }, `${text} `, field) };
    };
    const fill = (field, options) => field.replaceChildren(...options.map(([value, textContent]) => make("option", { value, textContent })));
    const what = pick("Compare");
    const sides = Object.fromEntries(["a", "b"].map((side) => [side, { version: pick(side === "a" ? "From" : "To"), item: pick(side === "a" ? "this one" : "that one") }]));
    const swap = make("button", { type: "button", textContent: "Swap", className: "dossier-button" });
    const copying = make("button", { type: "button", textContent: "Copy as Markdown", className: "dossier-button" });
    const status = make("span", { className: "dossier-compare__status" });
    status.setAttribute("role", "status");
    fill(what.field, Object.entries(WHAT));
    const versions = [...data.versions].reverse().map(({ version, date, draft }) => [version, `${version} (${date}${draft ? ", draft" : ""})`]);
    for (const { version } of Object.values(sides)) fill(version.field, versions);
    bar.replaceChildren(what.label, ...Object.values(sides).flatMap(({ version, item }) => [version.label, item.label]), swap, copying, status);

    const versionOf = (side) => data.versions.find(({ version }) => version === sides[side].version.field.value);
    const choices = () => {
      for (const [side, { item }] of Object.entries(sides)) {
        const kept = item.field.value;
        item.label.hidden = what.field.value === "versions";
        if (item.label.hidden) continue;
        fill(item.field, items(what.field.value, versionOf(side)).map((name) => [name, name]));
        if ([...item.field.options].some(({ value }) => value === kept)) item.field.value = kept;
      }
    };
    const first = data.versions.at(-2) ?? data.versions.at(-1);
    const standard = { what: "versions", a: first.version, b: data.versions.at(-1).version };

    function read() {
      const asked = new URLSearchParams(location.search);
      what.field.value = Object.hasOwn(WHAT, asked.get("what") ?? "") ? asked.get("what") : standard.what;
      const wanted = {};
      for (const [side, { version }] of Object.entries(sides)) {
        const [name, ...item] = (asked.get(side) ?? "").split("/");
        version.field.value = name;
        if (version.field.selectedIndex < 0) version.field.value = standard[side];
        wanted[side] = item.join("/");
      }
      choices();
      for (const [side, { item }] of Object.entries(sides)) {
        if ([...item.field.options].some(({ value }) => value === wanted[side])) item.field.value = wanted[side];
      }
    }

    const state = () => ({
      what: what.field.value, a: versionOf("a"), b: versionOf("b"),
      items: { a: sides.a.item.field.value, b: sides.b.item.field.value },
    });
    const place = (now, side) => (now.what === "versions" ? now[side].version : `${now[side].version}/${now.items[side]}`);
    const empty = (now) => now.what !== "versions" && !(now.items.a && now.items.b);
    let found = compared(data, { ...state(), what: "versions", a: first, b: data.versions.at(-1) });

    function update(written) {
      const now = state();
      status.textContent = "";
      box.querySelector(".dossier-compare__text")?.remove();
      if (empty(now)) {
        result.replaceChildren(make("p", { textContent: "Nothing like that was measured in one of these versions." }));
        copying.disabled = true;
        return;
      }
      copying.disabled = false;
      found = compared(data, now);
      result.replaceChildren(...show(data, found));
      if (!written) return;
      const url = new URL(location.href);
      const said = { what: now.what === "versions" ? "" : now.what, a: place(now, "a"), b: place(now, "b") };
      for (const [name, value] of Object.entries(said)) {
        if (value) url.searchParams.set(name, value);
        else url.searchParams.delete(name);
      }
      history.replaceState(history.state, "", url);
    }

    read();
    if (location.search.length > 1) update(false); // else what stands there is already the standard comparison
    bar.addEventListener("change", () => {
      choices();
      update(true);
    });
    swap.addEventListener("click", () => {
      const now = state();
      [sides.a.version.field.value, sides.b.version.field.value] = [now.b.version, now.a.version];
      choices();
      [sides.a.item.field.value, sides.b.item.field.value] = [now.items.b, now.items.a];
      update(true);
    });
    copying.addEventListener("click", () => copy(markdown(data, found), box, status));
  }

  (window.dossierParts ??= {}).compare = compare;
})();
