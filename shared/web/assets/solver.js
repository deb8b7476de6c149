// Finds the number that, behind the token and a colon, gives a SHA-256 (FIPS 180-4) with so many leading zero
// bits. crypto.subtle is left aside: its answer to each of 100,000 short messages takes longer than the hash.
"use strict";
(() => {
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) {
    if (primes.every((prime) => n % prime)) primes.push(n);
  }
  // The first 32 bits of the fractions of the primes' roots.
  const fraction = (x) => Math.floor((x - Math.floor(x)) * 2 ** 32);
  const START = Uint32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
  const ROUND = Uint32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
  const words = new Uint32Array(64);

  const compress = (state, view, offset) => {
    for (let i = 0; i < 16; i += 1) words[i] = view.getUint32(offset + 4 * i);
    for (let i = 16; i < 64; i += 1) {
      const x = words[i - 15];
      const y = words[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      words[i] = words[i - 16] + s0 + words[i - 7] + s1;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i += 1) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + ROUND[i] + words[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d;
    state[4] += e; state[5] += f; state[6] += g; state[7] += h;
  };

  // The first 32 bits of the digest of what `text` holds; 32 are more than any challenge asks for.
  const hash = (bytes, length, view) => {
    const blocks = Math.ceil((length + 9) / 64);
    bytes.fill(0, length, 64 * blocks);
    bytes[length] = 0x80;
    view.setUint32(64 * blocks - 4, 8 * length);
    const state = START.slice();
    for (let block = 0; block < blocks; block += 1) compress(state, view, 64 * block);
    return state[0];
  };

  self.addEventListener("message", ({ data: { token, bits } }) => {
    const bytes = new Uint8Array(256);
    const view = new DataView(bytes.buffer);
    const { written } = new TextEncoder().encodeInto(`${token}:`, bytes);
    for (let number = 0; ; number += 1) {
      const digits = String(number);
      for (let i = 0; i < digits.length; i += 1) bytes[written + i] = digits.charCodeAt(i);
      if (Math.clz32(hash(bytes, written + digits.length, view)) >= bits) return self.postMessage(digits);
    }
  });
})();
