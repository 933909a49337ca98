/* Lets a reader filter and sort a table. Without this script the table stands as it was written.
 *
 *   <div data-dossier-part="filter">
 *     <div class="dossier-filter" data-noun="project" data-facets='[["tag","tags","Tag","any"," "], …]'></div>
 *     <table>… <th><span class="dossier-sort">Owner</span></th>
 *     … <td><span data-sort="2" data-tags="a b" data-is="refuted"></span>…</td></table></div>
 *
 * The bar says what can be chosen: the name in the address, the data attribute of a row that is looked at, a label,
 * the word for all, and what parts several values (nothing: there is one). The first cell of a row has the values, and
 * data-is in any case. Any cell says in data-sort what it is sorted by, else it is sorted by its text. What a reader
 * chose stands in the address: ?q=…&tag=…&sort=owner&order=down
 */
(() => {
  "use strict";
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  function make(tag, properties = {}, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  function choice(label, all, options) {
    const select = make("select", {}, make("option", { value: "", textContent: all }));
    for (const option of options) select.append(make("option", { value: option, textContent: option }));
    return { box: make("label", {}, `${label} `, select), field: select };
  }

  const words = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);
  const key = (heading) => heading.textContent.trim().toLowerCase().replace(/\W+/g, "-");

  function filter(box) {
    const bar = box.querySelector(".dossier-filter");
    const table = box.querySelector("table");
    const body = table?.tBodies[0];
    const rows = body ? [...body.rows].filter((row) => row.querySelector("[data-is]")) : [];
    if (!bar || !rows.length) return;
    const facts = new Map(rows.map((row, place) => [row, {
      ...row.querySelector("[data-is]").dataset, place, text: row.textContent.toLowerCase(),
    }]));
    const values = (fact, name, split) => (split ? fact[name].split(split).filter(Boolean) : [fact[name]]);
    const all = (name, split) => [...new Set([...facts.values()].flatMap((fact) =>
      values(fact, name, split)))].sort(collator.compare);
    const facets = JSON.parse(bar.dataset.facets ?? "[]");

    const search = make("input", { type: "search", autocomplete: "off" });
    const fields = {
      q: { box: make("label", {}, "Find ", search), field: search },
      ...Object.fromEntries(facets.map(([name, from, label, every, split]) =>
        [name, choice(label, every, all(from, split))])),
    };
    const told = make("p", { className: "dossier-filter__count" });
    told.setAttribute("role", "status");
    const clear = make("button", { type: "button", textContent: "Show all" });
    bar.replaceChildren(...Object.values(fields).map((entry) => entry.box), told, clear);

    const headings = [...table.tHead.rows[0].cells];
    let sorted = "";
    let order = "up";

    const value = (row, column) => {
      const cell = row.cells[column];
      return cell.querySelector("[data-sort]")?.dataset.sort ?? cell.textContent.trim();
    };

    function sort() {
      const column = headings.findIndex((heading) => key(heading) === sorted);
      const turn = order === "down" ? -1 : 1;
      const ordered = [...rows].sort((a, b) =>
        (column < 0 ? 0 : turn * collator.compare(value(a, column), value(b, column)))
        || facts.get(a).place - facts.get(b).place);
      body.append(...ordered);
      headings.forEach((heading, place) => {
        if (place === column) heading.setAttribute("aria-sort", order === "down" ? "descending" : "ascending");
        else heading.removeAttribute("aria-sort");
      });
    }

    function show() {
      const wanted = words(search.value);
      let shown = 0;
      for (const [row, fact] of facts) {
        row.hidden = !(wanted.every((word) => fact.text.includes(word))
          && facets.every(([name, from, , , split]) =>
            !fields[name].field.value || values(fact, from, split).includes(fields[name].field.value)));
        shown += !row.hidden;
      }
      told.textContent = `${shown} of ${rows.length} ${bar.dataset.noun ?? "row"}${rows.length === 1 ? "" : "s"}`;
      clear.hidden = shown === rows.length && !Object.values(fields).some(({ field }) => field.value);
    }

    function read() {
      const asked = new URLSearchParams(location.search);
      for (const [name, { field }] of Object.entries(fields)) field.value = asked.get(name) ?? "";
      for (const { field } of Object.values(fields)) if (field.selectedIndex < 0) field.value = "";
      const column = asked.get("sort") ?? "";
      sorted = headings.some((heading) => key(heading) === column) ? column : "";
      order = asked.get("order") === "down" ? "down" : "up";
    }

    function write() {
      const url = new URL(location.href);
      const state = Object.fromEntries(Object.entries(fields).map(([name, { field }]) => [name, field.value.trim()]));
      Object.assign(state, { sort: sorted, order: sorted && order === "down" ? "down" : "" });
      for (const [name, said] of Object.entries(state)) {
        if (said) url.searchParams.set(name, said);
        else url.searchParams.delete(name);
      }
      if (url.href !== location.href) history.replaceState(history.state, "", url);
    }

    for (const heading of headings) {
      const name = heading.querySelector(".dossier-sort");
      if (!name) continue;
      const button = make("button", { type: "button", className: "dossier-sort", textContent: name.textContent });
      name.replaceWith(button);
      button.addEventListener("click", () => {
        order = sorted === key(heading) && order === "up" ? "down" : "up";
        sorted = key(heading);
        sort();
        write();
      });
    }
    bar.addEventListener("input", () => {
      show();
      write();
    });
    clear.addEventListener("click", () => {
      for (const { field } of Object.values(fields)) field.value = "";
      show();
      write();
      search.focus();
    });
    for (const time of box.querySelectorAll("time.dossier-age")) {
      const days = Math.floor((Date.now() - Date.parse(time.dateTime)) / 86_400_000);
      const age = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
      const [number, unit] = days < 60 ? [days, "day"] : days < 730 ? [Math.floor(days / 30.44), "month"]
        : [Math.floor(days / 365.25), "year"];
      const small = time.parentElement.querySelector(".dossier-age__ago");
      if (small && Number.isFinite(days)) small.textContent = age.format(-number, unit);
    }
    read();
    sort();
    show();
  }

  (window.dossierParts ??= {}).filter = filter;
})();
