// One claim checked again in this browser: bytes, samples, number, interval, verdict.
//
// Nothing here comes from what made the page but its numbers: the raw file is fetched and hashed, read by a reader
// of its own (formats/NAME.js), and the statistic is computed from its definition. Each step says what it found:
// "same", "differs", or "open" for what was not checked, and why.
import { count, figure, size, span } from "./digits.js";
import { CannotCheck, fetched, text } from "./fetched.js";
import { known, recompute, verdict } from "./forms.js";

const step = (state, what, words) => ({ state, what, words });
const same = (what, words) => step("same", what, words);
const differs = (what, words) => step("differs", what, words);
const open = (what, words) => step("open", what, words);

const NEAR = 1e-12; // two sums in another order may differ by this, and no printed digit shows it

/** The claim's own description, and what it names. */
export async function claimOf(address) {
  const file = await fetched(address, "claim.json");
  try {
    const claim = JSON.parse(await text(file));
    if (claim.schema !== 1) throw new CannotCheck("claim.json is of a kind this page does not know.");
    return claim;
  } catch (error) {
    if (error instanceof CannotCheck) throw error;
    throw new CannotCheck("claim.json is not what it should be.");
  }
}

/** Bytes that a check fetches. */
export const cost = (claim) => claim.data.reduce((sum, data) => sum + data.size, 0);

/** What the page prints against what claim.json says. */
function page(claim, printed) {
  const pairs = [
    ["claim", claim.claim], ["value", claim.printed.value], ["interval", claim.printed.interval],
    ["limit", claim.printed.claimed], ["samples", claim.printed.samples], ["verdict", claim.verdict],
  ];
  const other = pairs.filter(([key, value]) => printed[key] !== value);
  return other.length
    ? differs("This page", other.map(([key, value]) => `It prints the ${key} as ${printed[key]}, claim.json as ${value}.`).join(" "))
    : same("This page", "It prints the numbers of claim.json, which this check starts from.");
}

/** The raw files, fetched and hashed; a step for each. */
async function files(claim, at, tell) {
  const found = new Map();
  for (const data of claim.data) {
    const file = await fetched(new URL(data.file, at).href, data.path).catch((error) => error);
    if (file instanceof Error) {
      tell(differs(`Raw file ${data.path}`, `${reason(file)} Nothing that rests on it can be checked.`));
      continue;
    }
    if (file.size !== data.size || file.sha256 !== data.sha256) {
      tell(differs(
        `Raw file ${data.path}`,
        `These are not the published bytes. There are ${count(file.size)} bytes with the SHA-256 ${file.sha256}; `
          + `published were ${count(data.size)} with ${data.sha256}.`,
      ));
      continue;
    }
    tell(same(`Raw file ${data.path}`, `${count(file.size)} bytes, SHA-256 ${file.sha256}: as published.`));
    found.set(data.name, file);
  }
  return found;
}

const reason = (error) =>
  error instanceof CannotCheck ? error.message : `It could not be read: ${String(error?.message ?? error).slice(0, 200)}.`;

/** The samples of one side, in the unit of its statistic, read out of the raw file by a reader of this site. */
async function read(data, side, file) {
  const { samples } = await import(`./formats/${data.format}.js`);
  return { values: samples(await text(file), side, data) };
}

function usable({ values, weights }) {
  const numbers = (list) => Array.isArray(list) && list.length > 0 && list.every(Number.isFinite);
  return numbers(values) && (!weights || (numbers(weights) && weights.length === values.length));
}

/** The samples of every side, or null where they cannot be had; a step for each side. */
async function samples(claim, at, raw, tell) {
  const byName = new Map(claim.data.map((data) => [data.name, data]));
  const all = [];
  for (const [place, side] of claim.sides.entries()) {
    const data = byName.get(side.dataset);
    const what = `Samples of ${side.series}`;
    let found;
    if (data.reader) {
      try {
        found = await read(data, side, raw.get(data.name));
      } catch (error) {
        tell(open(what, `This page's own reader of ${data.format} files cannot read ${data.path}. ${reason(error)}`));
        return null;
      }
      if (!usable(found)) {
        tell(open(what, `This page's own reader of ${data.format} files finds no such series in ${data.path}.`));
        return null;
      }
      tell(same(what, `${count(found.values.length)} numbers read out of ${data.path} by this page's own reader of ${data.format} files.`));
    } else {
      found = await published(claim, place, at, tell, what, data);
      if (!found) return null;
    }
    const scaled = found.values.map((value) => (value * side.top) / side.bottom);
    all.push({ values: scaled, weights: found.weights });
  }
  return all;
}

/** Samples the site published beside the claim, for a format that is not read here. */
async function published(claim, place, at, tell, what, data) {
  if (!claim.samples) {
    tell(open(what, `Not checked: this page cannot read ${data.format} files, and the samples are too many to publish them beside the claim. The SQL above reads them.`));
    return null;
  }
  let file;
  try {
    file = await fetched(new URL(claim.samples.file, at).href, claim.samples.file);
  } catch (error) {
    tell(differs(what, reason(error)));
    return null;
  }
  if (file.sha256 !== claim.samples.sha256) {
    tell(differs(what, `${file.name} is not what was published: its SHA-256 is ${file.sha256}, published was ${claim.samples.sha256}.`));
    return null;
  }
  const side = JSON.parse(await text(file)).sides[place];
  if (!usable(side)) {
    tell(differs(what, `${file.name} does not hold them.`));
    return null;
  }
  tell(open(what, `${count(side.values.length)} numbers out of ${file.name}, which is as published. `
    + `That these are what ${data.path} holds was not checked here: this page cannot read ${data.format} files. The SQL above reads them.`));
  return side;
}

const near = (a, b) => a === b || (a !== null && b !== null && Math.abs(a - b) <= NEAR * Math.max(Math.abs(a), Math.abs(b)));

function compared(what, own, printed, agree) {
  return own === printed || agree
    ? same(what, `${own}, as printed.`)
    : differs(what, `${own}; the page prints ${printed}.`);
}

function numbers(claim, own) {
  const { printed, holds } = claim;
  const steps = [
    compared("Number of samples", count(own.n), printed.samples, false),
    compared(`The ${claim.statistic}`, figure(own, holds.unit), printed.value, near(own.value, claim.value)),
  ];
  if (claim.interval || own.interval) {
    const agree = near(own.low, claim.low) && near(own.high, claim.high);
    steps.push(compared("Its interval", span(own, holds.unit), printed.interval, agree));
  }
  const word = verdict(holds, own);
  steps.push(word === claim.verdict
    ? same("The verdict", `${word}, by the claimed limit ${printed.claimed}.`)
    : differs("The verdict", `${word}, by the claimed limit ${printed.claimed}; the page says ${claim.verdict}.`));
  return steps;
}

/** Why a claim's number cannot be recomputed here; empty where it can. */
function beyond(claim) {
  if (!known(claim.form)) return `A claim in the form ${claim.form} is not recomputed here.`;
  if (claim.sides.some((side) => side.stated)) return "The tool kept no samples, only what it printed: there is nothing to recompute.";
  return "";
}

/** Check a claim. `printed` is what the page shows, `tell` gets each step when it is done. */
export async function check(claim, address, printed, tell) {
  const steps = [];
  const note = (one) => {
    steps.push(one);
    tell(one);
  };
  note(page(claim, printed));
  const raw = await files(claim, address, note);
  if (raw.size === claim.data.length) {
    const why = beyond(claim);
    if (why) note(open("The number", `Not checked. ${why}`));
    else {
      const taken = await samples(claim, address, raw, note);
      const own = taken && recompute(claim, taken);
      if (own) numbers(claim, own).forEach(note);
      else note(open("The number", "Not checked: there are no samples to compute it of."));
    }
  }
  return steps;
}

export { reason, size };
