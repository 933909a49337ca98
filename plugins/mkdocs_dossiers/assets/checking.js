/* The button that checks a claim in this browser, and the snippet that links to it. The check itself is in check/,
 * and is loaded when somebody presses the button. Without this script the page says where the JSON is.
 *
 *   <a class="dossier-twin" href="claim.json">…</a>
 *   <div class="dossier-check" data-dossier-part="checking" data-claim="…" data-value="…" …></div>
 *   <div class="dossier-snippet"><pre><code>[![…](…/badge.svg)](…)</code></pre></div>
 */
(() => {
  "use strict";
  const CHECK = new URL("check/panel.js", document.currentScript.src).href;

  function button(panel) {
    const made = Object.assign(document.createElement("button"), {
      type: "button", className: "md-button", textContent: `Check it now (fetches ${panel.dataset.size})`,
    });
    made.addEventListener("click", async () => {
      try {
        const { run } = await import(CHECK);
        await run(panel, made);
      } catch (error) {
        console.error("dossier check:", error);
        panel.append(Object.assign(document.createElement("p"), {
          className: "dossier-check__result", textContent: "The check did not load. Reload the page and try again.",
        }));
      }
    });
    panel.append(made);
  }

  // What one copies to link here begins with this site's own address.
  function addressed(code, here) {
    code.dataset.ready = "yes";
    code.textContent = code.textContent.replace(/\]\([^)]*\/badge\.svg\)\]\([^)]*\)/, `](${here}badge.svg)](${here})`);
  }

  function checking(panel) {
    const twin = document.querySelector("a.dossier-twin");
    if (!twin) return;
    panel.twin = twin.href; // now: later the page's address may be another
    button(panel);
    for (const code of document.querySelectorAll(".dossier-snippet code")) addressed(code, new URL(".", twin.href).href);
  }

  (window.dossierParts ??= {}).checking = checking;
})();
