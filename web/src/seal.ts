import { hkdf, sm2, sm3, sm4 } from "sm-crypto-v2";
import { sha256 } from "@noble/hashes/sha256";
import type { Content } from "./content";

/** Packs sealed bids in the TSE/1 format (docs/sealed-bids.md). Bytes in, bytes out: no page, no network. */
export interface Terms { project: string; lot: string; bidder: string; prev: string | null }
export interface Chunk { len: number; sha256: string; sm3: string }
export interface Section { alg: string; chunks: Chunk[]; kem: string; name: string; pad: string; self: string }
export interface Keys { signingKey: string; signing: string; encryption: string }
export type Keep = (chunk: Chunk, stored: Uint8Array) => Promise<void>;

const suite = "sm4ctr-hmacsm3/v1";
const steps: Record<string, number> = { "4k": 4096, "64k": 65536, "1m": 1 << 20 };
const longest = 1 << 20;

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
export const hex = (data: Uint8Array): string => [...data].map((b) => b.toString(16).padStart(2, "0")).join("");
export const bytes = (text: string): Uint8Array => Uint8Array.from(text.match(/../g) ?? [], (h) => parseInt(h, 16));

function concat(...parts: ArrayLike<number>[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0));
  let at = 0;
  for (const part of parts) { all.set(part, at); at += part.length; }
  return all;
}

function u64(n: number): Uint8Array {
  const out = new Uint8Array(8), view = new DataView(out.buffer);
  view.setUint32(0, Math.floor(n / 2 ** 32));
  view.setUint32(4, n >>> 0);
  return out;
}

/** RFC 8785 of objects, lists, texts, whole numbers, booleans and null. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const entries = value as Record<string, unknown>;
  return `{${Object.keys(entries).sort().map((k) => `${JSON.stringify(k)}:${canonical(entries[k])}`).join(",")}}`;
}

/** SM4-CTR: the library has no counter mode; its ECB over the counter blocks is the key stream. */
function ctr(key: Uint8Array, index: number, data: Uint8Array): Uint8Array {
  const blocks = Math.ceil(data.length / 16), counters = new Uint8Array(blocks * 16), view = new DataView(counters.buffer);
  for (let i = 0; i < blocks; i++) {
    view.setUint32(i * 16 + 4, index);
    view.setUint32(i * 16 + 12, i);
  }
  const stream = sm4.encrypt(counters, key, { mode: "ecb", padding: "none", output: "array" }) as Uint8Array;
  const out = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) out[i] = data[i]! ^ stream[i]!;
  return out;
}

const hmac = (key: Uint8Array, data: Uint8Array): Uint8Array => bytes(sm3(data, { mode: "hmac", key }));
const point = (certificate: string): string | undefined => /06082a811ccf5501822d034200(04[0-9a-f]{128})/.exec(certificate)?.[1];
const encrypt = (to: string, plain: Uint8Array): string => "04" + sm2.doEncrypt(plain, to, 1);
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** SHA-256, by the browser where it does so: a page that was opened from a phone's storage has no crypto.subtle. */
const secondDigest = async (data: Uint8Array): Promise<Uint8Array> =>
  crypto.subtle ? new Uint8Array(await crypto.subtle.digest("SHA-256", data as Uint8Array<ArrayBuffer>)) : sha256(data);

/** A piece of the padded section: length, content, zeros. */
async function piece(content: Content, from: number, to: number): Promise<Uint8Array> {
  const out = new Uint8Array(to - from), begin = Math.max(0, from - 8), end = Math.min(content.length, to - 8);
  if (from === 0) out.set(u64(content.length));
  if (begin < end) out.set(await content.read(begin, end), begin + 8 - from);
  return out;
}

/** Encrypts one section under its key; every chunk is handed on as soon as it is made. */
export async function sealSection(terms: Terms, name: string, content: Content, cek: Uint8Array, keep: Keep): Promise<{ pad: string; chunks: Chunk[] }> {
  const info = utf8(["tse/1", terms.project, terms.lot, name, terms.bidder].join("\n"));
  const keys = hkdf(cek, undefined, info, 48);
  const pad = name === "opening" ? "4k" : content.length <= longest ? "64k" : "1m", step = steps[pad]!;
  const length = Math.ceil((content.length + 8) / step) * step;
  if (name === "opening" && length !== step) throw new Error("开标一览表超过 4088 字节，请缩短单位名称、品牌、联系人或地址");
  const chunks: Chunk[] = [];
  for (let at = 0; at < length; at += longest) {
    const index = chunks.length, last = at + longest >= length ? 1 : 0;
    const cipher = ctr(keys.slice(0, 16), index, await piece(content, at, Math.min(at + longest, length)));
    const stored = concat(cipher, hmac(keys.slice(16), concat(utf8(suite + "\0"), u64(index), [last], cipher)));
    const chunk = { len: stored.length, sha256: hex(await secondDigest(stored)), sm3: sm3(stored) };
    await keep(chunk, stored);
    chunks.push(chunk);
  }
  return { pad, chunks };
}

export const sectionOf = (name: string, sealed: { pad: string; chunks: Chunk[] }, kem: string, self: string): Section => ({ alg: suite, chunks: sealed.chunks, kem, name, pad: sealed.pad, self });

/** Seals a section with a fresh key, encrypted to the project and to the bidder itself. */
export async function addSection(terms: Terms, name: string, content: Content, projectPoint: string, encryption: string, keep: Keep): Promise<Section> {
  const own = point(encryption);
  if (!own) throw new Error("加密证书不是 SM2 证书");
  const cek = random(32);
  return sectionOf(name, await sealSection(terms, name, content, cek, keep), encrypt(projectPoint, cek), encrypt(own, cek));
}

/** The text that is signed; its SM3 names the envelope. */
export const envelope = (terms: Terms, pk: string, sections: Section[], signedAt: string, nonce: string): string =>
  canonical({ bidder: terms.bidder, lot: terms.lot, nonce, pk, prev: terms.prev, project: terms.project, sections, signedAt, v: "tse/1" });

/** What is handed in when sealing. */
export const document = (text: string, signature: string, keys: { signing: string; encryption: string }): string =>
  canonical({ certificates: { chain: [], encryption: keys.encryption, signing: keys.signing }, envelope: JSON.parse(text), signature });

/** Signs what was added; no section at all withdraws `terms.prev`. */
export function conclude(terms: Terms, projectPoint: string, sections: Section[], keys: Keys, now: Date): string {
  const signer = point(keys.signing);
  if (!signer || sm2.getPublicKeyFromPrivateKey(keys.signingKey) !== signer) throw new Error("签名私钥与签名证书不是一对，请重新选择文件");
  const text = envelope(terms, keyId(projectPoint, terms.project), sections, now.toISOString().slice(0, 19) + "Z", hex(random(16)));
  return document(text, sm2.doSignature(bytes(sm3(utf8(text))), keys.signingKey, { hash: true, der: false }), keys);
}

export const keyId = (projectPoint: string, project: string): string => sm3(concat(bytes(projectPoint), utf8(project)));

/**
 * PK of a ceremony: the sum of the dealers' first commitments, after every trustee's signature over the transcript verified. The proofs inside are repeated by
 * the command line program; code that a platform serves cannot vouch against that platform.
 */
export function projectKey(transcript: string): string {
  const whole = JSON.parse(transcript) as { plan: { trustees: { name: string; signing: string }[] }; dealings: { dealer: number; commitments: string[] }[]; signatures?: { trustee: number; signature: string }[] };
  const { signatures = [], ...unsigned } = whole, digest = bytes(sm3(utf8(canonical(unsigned))));
  whole.plan.trustees.forEach((trustee, i) => {
    const signed = signatures.find((s) => s.trustee === i + 1), signer = point(trustee.signing);
    if (!signed || !signer || !sm2.doVerifySignature(digest, signed.signature, signer, { hash: true, der: false }))
      throw new Error(`${trustee.name}没有有效签署开标密钥的仪式记录，不能用该公钥加密`);
  });
  if (whole.dealings.length !== whole.plan.trustees.length) throw new Error("开标密钥的仪式记录不完整");
  return whole.dealings.map((d) => sm2.precomputePublicKey(d.commitments[0]!)).reduce((a, b) => a.add(b)).toHex(false);
}
