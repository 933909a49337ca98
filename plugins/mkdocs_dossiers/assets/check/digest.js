// SHA-256 of bytes: by WebCrypto, or in plain JavaScript where a browser keeps WebCrypto to https:// pages.

const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** The digest of an ArrayBuffer, as 64 hexadecimal digits. */
export async function sha256(buffer) {
  return globalThis.crypto?.subtle ? hex(await crypto.subtle.digest("SHA-256", buffer)) : plain(buffer);
}

const PRIMES = [];
for (let n = 2; PRIMES.length < 64; n += 1) if (PRIMES.every((prime) => n % prime)) PRIMES.push(n);
const fraction = (x) => Math.floor((x - Math.floor(x)) * 2 ** 32);
const turned = (word, by) => (word >>> by) | (word << (32 - by));

/** FIPS 180-4, section 6.2: the constants are the fractions of square and cube roots of the first primes. */
export function plain(buffer) {
  const bytes = new Uint8Array(buffer);
  const padded = new Uint8Array(((bytes.length + 8) >> 6 << 6) + 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0);
  const constants = PRIMES.map((prime) => fraction(Math.cbrt(prime)));
  const state = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
  const words = new Int32Array(64);
  for (let start = 0; start < padded.length; start += 64) {
    for (let t = 0; t < 64; t += 1) {
      if (t < 16) words[t] = view.getInt32(start + 4 * t);
      else {
        const [early, late] = [words[t - 15], words[t - 2]];
        const one = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
        const two = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
        words[t] = (words[t - 16] + one + words[t - 7] + two) | 0;
      }
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let t = 0; t < 64; t += 1) {
      const rotated = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
      const first = (h + rotated + ((e & f) ^ (~e & g)) + constants[t] + words[t]) | 0;
      const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, place) => { state[place] = (state[place] + word) | 0; });
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}
