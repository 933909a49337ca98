/* What a dossier page does in the browser: makes charts answer to the pointer, and remembers ticks. Without this
 * script a page still says everything: a chart is a picture and a table, a checklist is a list.
 *
 * Needs no eval and no inline script. A picture becomes interactive when somebody points at it: then vendor/vega.js
 * and charts.json are loaded from beside this file, and the page's own charts.json; nothing else is ever requested.
 * A chart without a picture, with its spec in data-spec, is drawn when it comes near the screen. Colours are CSS
 * custom properties inside the SVG, so light, dark and paper need no redrawing.
 *
 *   <figure class="dossier-chart" data-height="280" data-chart="ecdf"><figcaption>…</figcaption>
 *     <div class="dossier-chart__view" role="img" aria-label="…"><div class="dossier-still"><svg>…</svg></div></div>
 *     <details><summary>Data as a table</summary>…</details></figure>
 *   <a class="dossier-charts-data" href="…/charts.json">
 *
 *   <ol class="dossier-checklist" data-key="project@version">
 *     <li><label><input type="checkbox" data-step="1"> <span>…</span></label></li></ol>
 */
(() => {
  "use strict";
  if (window.dossiers) return;
  window.dossiers = true;

  const me = document.currentScript ?? document.querySelector('script[src*="dossiers.js"]');
  const HERE = new URL(".", me.src).href; // now: later the page's address, and this one's, are others
  const VEGA = new URL("vendor/vega.js", HERE).href;
  const KINDS = new URL("charts.json", HERE).href;
  const NEAR = "400px 0px"; // begin to draw this far from the screen
  const SORRY = "The chart could not be drawn here. The table below has its data.";

  // --- Charts -------------------------------------------------------------------------------------------

  const charts = new Map(); // figure -> {box, still, inline, spec, width, view}: the charts of this page
  let loading = null;

  function library() {
    loading ??= new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = VEGA;
      script.onload = () => (window.dossierVega ? done(window.dossierVega) : fail(new Error("no library")));
      script.onerror = () => fail(new Error(`${script.src} did not load`));
      document.head.append(script);
    });
    return loading;
  }

  const fetched = new Map(); // address -> what is there: the kinds of charts, and what the pictures of a page are of

  function json(address) {
    if (!fetched.has(address)) {
      fetched.set(address, fetch(address).then((answer) => answer.text()).then((text) => JSON.parse(text, plain)));
    }
    return fetched.get(address);
  }

  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

  function merged(one, other) { // RFC 7386
    if (!isObject(one) || !isObject(other)) return other;
    const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
    return Object.fromEntries([...keys].map((key) => [key, key in other ? merged(one[key], other[key]) : one[key]]));
  }

  const rows = (columns) => Object.values(columns)[0].map((_, row) =>
    Object.fromEntries(Object.entries(columns).map(([key, values]) => [key, values[row]])));

  async function spec(figure) {
    const { address, inline } = charts.get(figure);
    const [kinds, own] = await Promise.all([json(KINDS), address && json(address)]);
    if (inline) return { config: kinds.config, ...inline };
    const chart = own[figure.dataset.chart];
    const full = merged({ ...kinds[chart.kind], config: kinds.config }, { ...chart.spec, datasets: {} });
    for (const [name, columns] of Object.entries(chart.spec.datasets)) full.datasets[name] = rows(columns);
    return full;
  }

  // A chart's data stand in its spec, which computes nothing. One that asks for more is refused.
  const MORE = new Set(["url", "expr", "labelExpr", "signal", "params", "transform", "calculate", "filter", "test"]);
  const plain = (key, value) => {
    if (MORE.has(key)) throw new Error(`a chart may not have "${key}"`);
    return value;
  };
  const refuse = async () => { throw new Error("a chart may not load anything"); };
  const closed = { load: refuse, sanitize: refuse, http: refuse, file: refuse };

  function draw(figure) {
    const chart = charts.get(figure);
    const width = chart?.box.clientWidth;
    if (!width || (chart.view && width === chart.width)) return;
    const { vega, vegaLite, expressionInterpreter } = window.dossierVega;
    const { font, text } = measures(chart.box, width);
    const room = chart.spec.autosize?.type === "none" ? chart.spec.padding.left + chart.spec.padding.right : 0;
    const plot = { ...chart.spec, width: width - room };
    const compiled = vegaLite.compile(plot, { config: { font, text, title: { limit: width } } });
    const canvas = document.createElement("div");
    canvas.setAttribute("aria-hidden", "true"); // the box around it is the image, and has the words
    const view = new vega.View(vega.parse(compiled.spec, null, { ast: true }), {
      expr: expressionInterpreter,
      loader: closed,
      logLevel: 1, // errors only
      renderer: "svg",
      tooltip: (_, event, __, value) => tip(event, value),
    });
    view.addEventListener("click", (_, item) => follow(item?.datum?.href));
    view.initialize(canvas);
    chart.view?.finalize();
    Object.assign(chart, { view, width });
    chart.box.replaceChildren(canvas);
    return view.runAsync().catch(() => fail(figure));
  }

  const measures = (box, width) => ({ font: getComputedStyle(box).fontFamily, text: { limit: width } });

  async function show(figure) {
    try {
      await library();
      const chart = charts.get(figure);
      if (chart && !chart.spec) chart.spec = await spec(figure);
      await draw(figure);
    } catch (error) {
      console.error("dossier chart:", error);
      fail(figure);
    }
  }

  function fail(figure) {
    const chart = charts.get(figure);
    if (!chart) return;
    chart.view?.finalize();
    charts.delete(figure);
    if (chart.still) return chart.box.replaceChildren(chart.still);
    const sorry = Object.assign(document.createElement("p"), { className: "dossier-chart__sorry", textContent: SORRY });
    chart.box.replaceWith(sorry);
    figure.querySelector("details")?.setAttribute("open", "");
  }

  // Only a plain address of this site, so that data can lead to no other place and run nothing.
  function follow(href) {
    if (typeof href !== "string" || !href) return;
    const url = new URL(href, location.href);
    if (url.origin === location.origin && /^https?:$/.test(url.protocol)) location.assign(url);
  }

  const near = window.IntersectionObserver && new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      show(target);
    }
  }, { rootMargin: NEAR });

  let settled;
  const sized = window.ResizeObserver && new ResizeObserver(() => {
    clearTimeout(settled);
    settled = setTimeout(redraw, 120);
  });

  function redraw() {
    for (const [figure, chart] of charts) if (chart.view) show(figure);
  }

  function startCharts() {
    for (const [figure, chart] of charts) {
      if (figure.isConnected) continue;
      chart.view?.finalize();
      near?.unobserve(figure);
      sized?.unobserve(chart.box);
      charts.delete(figure);
    }
    tip();
    for (const figure of document.querySelectorAll("figure.dossier-chart")) {
      const box = figure.querySelector(".dossier-chart__view");
      if (charts.has(figure) || !(box?.dataset.spec || figure.dataset.chart)) continue;
      charts.set(figure, { box });
      if (figure.dataset.chart) {
        startPicture(figure, box);
        continue;
      }
      try {
        charts.get(figure).inline = JSON.parse(box.dataset.spec, plain);
      } catch (error) {
        console.error("dossier chart:", error);
        fail(figure);
        continue;
      }
      sized?.observe(box);
      if (near) near.observe(figure);
      else show(figure);
    }
  }

  function startPicture(figure, box) {
    const address = document.querySelector("a.dossier-charts-data")?.href;
    if (!address) return charts.delete(figure);
    Object.assign(charts.get(figure), { still: box.firstElementChild, address });
    sized?.observe(box);
    box.addEventListener("pointerenter", () => show(figure), { once: true });
  }

  // The label under the pointer. The table has the same for everyone else.
  let label = null;

  function tip(event, value) {
    if (!event || value === undefined || value === null || value === "") {
      label?.remove();
      return;
    }
    label ??= Object.assign(document.createElement("div"), { className: "dossier-tip" });
    label.textContent = String(value);
    if (!label.isConnected) document.body.append(label);
    const { clientWidth, clientHeight } = document.documentElement;
    label.style.left = `${Math.max(8, Math.min(event.clientX + 12, clientWidth - label.offsetWidth - 8))}px`;
    label.style.top = `${Math.max(8, Math.min(event.clientY + 16, clientHeight - label.offsetHeight - 8))}px`;
  }

  // --- Paper --------------------------------------------------------------------------------------------

  let opened = [];

  function toPaper() {
    for (const [figure, chart] of charts) {
      if (chart.view || chart.still) continue;
      if (window.dossierVega) show(figure); // ends before the page is laid out for paper
      else figure.querySelector("details")?.setAttribute("open", "");
    }
    opened = [...document.querySelectorAll("details:not([open])")].filter(
      (details) => !details.closest(".dossier-chart, nav, header") && details.closest("article, main"),
    );
    for (const details of opened) details.open = true;
    for (const link of document.links) link.toggleAttribute("data-dossier-inside", link.origin === location.origin);
  }

  function fromPaper() {
    for (const details of opened) details.open = false;
    opened = [];
  }

  addEventListener("beforeprint", toPaper);
  addEventListener("afterprint", fromPaper);

  // --- Checklists ---------------------------------------------------------------------------------------

  const memory = new Map(); // where storage is denied, ticks live as long as the page

  function stored(key) {
    try {
      const steps = JSON.parse(localStorage.getItem(key));
      return new Set(Array.isArray(steps) ? steps : []);
    } catch {
      return new Set(memory.get(key));
    }
  }

  function store(key, boxes) {
    const kept = stored(key); // a page may show some of the steps only: the others stay as they are
    for (const box of boxes) kept[box.checked ? "add" : "delete"](box.dataset.step);
    const steps = [...kept];
    memory.set(key, steps);
    try {
      if (steps.length) localStorage.setItem(key, JSON.stringify(steps));
      else localStorage.removeItem(key);
    } catch { /* kept in memory */ }
  }

  function startChecklists() {
    for (const list of document.querySelectorAll("ol.dossier-checklist[data-key]")) {
      const boxes = [...list.querySelectorAll('input[type="checkbox"][data-step]')];
      if (list.dataset.ready || !boxes.length) continue;
      list.dataset.ready = "yes";
      const key = `dossier-checklist:${list.dataset.key}`;
      const bar = Object.assign(document.createElement("div"), { className: "dossier-progress" });
      const line = document.createElement("p");
      line.setAttribute("aria-live", "polite");
      const clear = Object.assign(document.createElement("button"), { type: "button", textContent: "Clear ticks" });
      bar.append(line, clear);
      list.before(bar);

      const ticked = () => boxes.filter((box) => box.checked);
      const tell = () => {
        const done = ticked().length;
        line.textContent = `${done} of ${boxes.length} done`;
        clear.hidden = !done;
      };
      const steps = stored(key);
      for (const box of boxes) box.checked = steps.has(box.dataset.step);
      list.addEventListener("change", () => {
        store(key, boxes);
        tell();
      });
      clear.addEventListener("click", () => {
        for (const box of boxes) box.checked = false;
        store(key, boxes);
        tell();
        boxes[0].focus();
      });
      tell();
    }
  }

  // --- Tables and code wider than the page ---------------------------------------------------------------

  // They scroll inside themselves (Material wraps each table); the keyboard must reach them to do so.
  const WIDE = ".md-typeset__scrollwrap, .dossier-scroll, pre > code";
  const wide = window.ResizeObserver && new ResizeObserver(([{ target }]) => {
    for (const nav of target.querySelectorAll(".md-code__nav")) nav.setAttribute("role", "none");
    for (const box of target.querySelectorAll(WIDE)) {
      const scrolls = box.scrollWidth > box.clientWidth;
      if (!scrolls && box.dataset.dossierScrolls) box.removeAttribute("tabindex");
      if (scrolls && !box.hasAttribute("tabindex")) {
        box.tabIndex = 0;
        box.dataset.dossierScrolls = "yes";
      }
      if (scrolls && !box.hasAttribute("role")) {
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", `${box.matches("code") ? "Code" : "Table"}: ${heading(target, box)}`);
      }
    }
  });

  function heading(within, box) {
    let last = document.title;
    for (const title of within.querySelectorAll("h1, h2, h3")) {
      if (box.compareDocumentPosition(title) & Node.DOCUMENT_POSITION_PRECEDING) last = title.firstChild?.textContent;
    }
    return last;
  }

  function startWide() {
    wide?.disconnect();
    const article = document.querySelector("article");
    if (article) wide?.observe(article); // tells once at the start, too, when all is laid out
    const search = document.querySelector(".md-search[role=dialog]:not([aria-label])"); // Material leaves it nameless
    search?.setAttribute("aria-label", search.querySelector("input")?.placeholder || "Search");
  }

  // --- Parts: scripts of their own, for the pages that ask for them -----------------------------------------

  const PARTS = new Set(["filter", "compare", "checking"]);
  const parts = (window.dossierParts ??= {}); // each script puts its function here, by its name
  const asked = new Map();

  function part(name) {
    if (!asked.has(name)) {
      asked.set(name, new Promise((done, fail) => {
        const script = document.createElement("script");
        script.src = new URL(`${name}.js`, HERE).href;
        script.onload = done;
        script.onerror = () => fail(new Error(`${script.src} did not load`));
        document.head.append(script);
      }));
    }
    return asked.get(name);
  }

  async function startParts() {
    for (const box of document.querySelectorAll("[data-dossier-part]")) {
      const name = box.dataset.dossierPart;
      if (box.dataset.ready || !PARTS.has(name)) continue;
      box.dataset.ready = "yes";
      try {
        await part(name);
        if (box.isConnected) await parts[name](box);
      } catch (error) {
        console.error("dossier:", error); // what stands there without scripts stays
      }
    }
  }

  // --- Start --------------------------------------------------------------------------------------------

  function start() {
    startCharts();
    startChecklists();
    startWide();
    startParts();
  }

  // Material and Zensical announce every page, also those that they swap in without a load.
  if (window.document$?.subscribe) window.document$.subscribe(start);
  else if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
