// Files of this site: fetched anew, never from a cache, and never from another site.
import { sha256 } from "./digest.js";

const MOST_UNPACKED = 1024 ** 3;

/** What keeps a file from being checked, in words for the reader. */
export class CannotCheck extends Error {}

/** The bytes of a file with their digest. Throws CannotCheck, saying why. */
export async function fetched(address, name) {
  const url = new URL(address);
  if (url.origin !== location.origin) throw new CannotCheck(`${name} is on another site, ${url.origin}.`);
  let answer;
  try {
    answer = await fetch(url, { cache: "no-store", redirect: "error" });
  } catch {
    throw new CannotCheck(`${name} could not be fetched.`);
  }
  if (!answer.ok) throw new CannotCheck(`${name} is not there (the server says ${answer.status}).`);
  const bytes = await answer.arrayBuffer();
  return { name, bytes, size: bytes.byteLength, sha256: await sha256(bytes) };
}

/** A fetched file as text; gzip is unpacked. */
export async function text({ bytes, name }) {
  if (!name.endsWith(".gz")) return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let [whole, size] = ["", 0];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return whole + decoder.decode();
    size += value.byteLength;
    if (size > MOST_UNPACKED) throw new CannotCheck(`${name} unpacks to more than 1 GiB.`);
    whole += decoder.decode(value, { stream: true });
  }
}
