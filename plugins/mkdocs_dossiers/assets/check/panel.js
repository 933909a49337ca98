// The check's place on a claim's page: what it will fetch, what it found step by step, and the result in words.
import { check, claimOf, cost, reason, size } from "./check.js";

const ASK = 16 * 1024 ** 2; // bytes from which nothing is fetched without asking
const WORDS = { same: "Same", differs: "Differs", open: "Not checked" };

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function result(steps) {
  if (steps.some((step) => step.state === "differs")) {
    return ["differs", "Something differs. Do not rely on this page before you know why."];
  }
  const left = steps.filter((step) => step.state === "open").length;
  if (left) return ["open", `All that could be checked here is as printed. Not checked: ${left} of ${steps.length} steps.`];
  return ["same", "Everything is as printed: the bytes, the samples, the number and the verdict."];
}

/** Check the claim of a panel, and show what is found. */
export async function run(panel, button) {
  const list = element("ol", { className: "dossier-check__steps" });
  const line = element("p", { className: "dossier-check__result" });
  line.setAttribute("role", "status");
  panel.querySelector(".dossier-check__found")?.remove();
  panel.append(element("div", { className: "dossier-check__found" }, line, list));
  line.textContent = "Checking …";
  button.disabled = true;
  try {
    const address = panel.twin;
    const claim = await claimOf(address);
    const bytes = cost(claim);
    if (bytes > ASK && panel.dataset.asked !== "yes") {
      panel.dataset.asked = "yes";
      line.textContent = `This fetches ${size(bytes)} into the memory of this browser.`;
      button.textContent = `Fetch ${size(bytes)} and check`;
      return;
    }
    const steps = await check(claim, address, panel.dataset, (step) => {
      const word = element("strong", { className: "dossier-check__state", textContent: WORDS[step.state] });
      const item = element("li", {}, word, ` ${step.what}: ${step.words}`);
      item.dataset.state = step.state;
      list.append(item);
    });
    [line.dataset.state, line.textContent] = result(steps);
    button.textContent = "Check again";
  } catch (error) {
    line.dataset.state = "differs";
    line.textContent = `The check could not be made. ${reason(error)}`;
  } finally {
    button.disabled = false;
  }
}
