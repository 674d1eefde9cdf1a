/** What a section is made of: read in pieces, so that a file of hundreds of megabytes is never whole in memory. */
export interface Content { length: number; read(from: number, to: number): Promise<Uint8Array> }

export const whole = (data: Uint8Array): Content => ({ length: data.length, read: (from, to) => Promise.resolve(data.subarray(from, to)) });
export const ofFile = (file: Blob): Content => ({ length: file.size, read: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()) });

const left = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

/** SM3 (GB/T 32905-2016) of data that comes in pieces, which sm-crypto-v2 has no function for. */
export class Sm3 {
  private readonly state = Int32Array.of(0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e);
  private readonly words = new Int32Array(68);
  private readonly rest = new Uint8Array(64);
  private length = 0;

  add(data: Uint8Array): void {
    let at = 0;
    const begun = this.length % 64;
    this.length += data.length;
    if (begun > 0) {
      at = Math.min(64 - begun, data.length);
      this.rest.set(data.subarray(0, at), begun);
      if (begun + at < 64) return;
      this.block(this.rest, 0);
    }
    for (; at + 64 <= data.length; at += 64) this.block(data, at);
    this.rest.set(data.subarray(at));
  }

  hex(): string {
    const used = this.length % 64, tail = new Uint8Array(used < 56 ? 64 : 128), view = new DataView(tail.buffer);
    tail.set(this.rest.subarray(0, used));
    tail[used] = 0x80;
    view.setUint32(tail.length - 8, Math.floor(this.length / 2 ** 29));
    view.setUint32(tail.length - 4, (this.length << 3) >>> 0);
    for (let at = 0; at < tail.length; at += 64) this.block(tail, at);
    return [...this.state].map((x) => (x >>> 0).toString(16).padStart(8, "0")).join("");
  }

  private block(data: Uint8Array, at: number): void {
    const { words: w, state: s } = this;
    for (let j = 0; j < 16; j++, at += 4) w[j] = (data[at]! << 24) | (data[at + 1]! << 16) | (data[at + 2]! << 8) | data[at + 3]!;
    for (let j = 16; j < 68; j++) {
      const x = w[j - 16]! ^ w[j - 9]! ^ left(w[j - 3]!, 15);
      w[j] = x ^ left(x, 15) ^ left(x, 23) ^ left(w[j - 13]!, 7) ^ w[j - 6]!;
    }
    let [a, b, c, d, e, f, g, h] = s as unknown as [number, number, number, number, number, number, number, number];
    for (let j = 0; j < 64; j++) {
      const twelve = left(a, 12), ss1 = left((twelve + e + left(j < 16 ? 0x79cc4519 : 0x7a879d8a, j % 32)) | 0, 7);
      const tt1 = ((j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c)) + d + (ss1 ^ twelve) + (w[j]! ^ w[j + 4]!)) | 0;
      const tt2 = ((j < 16 ? e ^ f ^ g : (e & f) | (~e & g)) + h + ss1 + w[j]!) | 0;
      [d, c, b, a] = [c, left(b, 9), a, tt1];
      [h, g, f, e] = [g, left(f, 19), e, tt2 ^ left(tt2, 9) ^ left(tt2, 17)];
    }
    [a, b, c, d, e, f, g, h].forEach((x, i) => (s[i] = s[i]! ^ x));
  }
}
