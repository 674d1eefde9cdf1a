// Checks a ledger with @sigstore/verify (see README.md).
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import checkpoints from "@sigstore/verify/dist/tlog/checkpoint.js";
import merkle from "@sigstore/verify/dist/tlog/merkle.js";

const WIDTH = 256;
const request = JSON.parse(readFileSync(0, "utf8"));
const log = parseKey(request.log, 0x01);
const witnesses = request.witnesses.map((vkey) => parseKey(vkey, 0x04));
const files = new Map();
/** Roots of complete subtrees, by ledger: nothing is kept of files that a check changes. */
const known = new Map();

for (const check of request.checks) {
  let reason = "";
  try {
    run(check);
  } catch (error) {
    reason = error.message;
  }
  console.log(JSON.stringify({ id: check.id, accepted: reason === "", reason }));
}

function run(check) {
  const read = (file) => changed(load(join(check.ledger, file)), check.change?.file === file ? check.change : undefined);
  if (!check.change) read.ledger = check.ledger;
  const head = openCheckpoint(check.checkpoint ? load(check.checkpoint) : read("checkpoint"));
  if (check.kind === "entry") {
    prove(read, head, BigInt(check.index));
  } else if (check.kind === "all") {
    for (let index = 0n; index < head.logSize; index++) prove(read, head, index);
  } else if (check.kind === "extends") {
    const seen = openCheckpoint(load(check.seen));
    if (head.logSize < seen.logSize) throw new Error(`${head.logSize} entries, ${seen.logSize} were seen`);
    // The path of the last entry seen holds the whole tree that was seen: these tiles must lead to the root seen then and to the root now.
    prove(read, seen, seen.logSize - 1n, head.logSize);
    prove(read, head, seen.logSize - 1n);
  } else {
    throw new Error(`unknown kind ${check.kind}`);
  }
}

/** The log's signature by @sigstore/verify, every witness's by Node. */
function openCheckpoint(bytes) {
  const envelope = bytes.toString("utf8");
  if (!Buffer.from(envelope, "utf8").equals(bytes)) throw new Error("not UTF-8");
  const checkpoint = checkpoints.verifyCheckpoint({ inclusionProof: { checkpoint: { envelope } } }, [log]);
  if (checkpoint.origin !== log.baseURL) throw new Error("another origin");
  const text = envelope.slice(0, envelope.indexOf("\n\n") + 1);
  signatureOf(envelope, log);
  for (const witness of witnesses) {
    const blob = signatureOf(envelope, witness);
    if (blob.length !== 76) throw new Error(`cosignature by ${witness.baseURL} has another length`);
    const message = Buffer.from(`cosignature/v1\ntime ${blob.readBigUInt64BE(4)}\n${text}`, "utf8");
    if (!verify(null, message, witness.publicKey, blob.subarray(12))) throw new Error(`cosignature by ${witness.baseURL} is not valid`);
  }
  return checkpoint;
}

/** The signature line of a key; its base64 must be in the one form it has, without spare bits. */
function signatureOf(envelope, key) {
  for (const line of envelope.split("\n")) {
    if (!line.startsWith(`\u2014 ${key.baseURL} `)) continue;
    const base64 = line.split(" ")[2];
    const blob = Buffer.from(base64, "base64");
    if (blob.subarray(0, 4).equals(key.logID) && blob.toString("base64") === base64) return blob;
  }
  throw new Error(`no signature by ${key.baseURL}`);
}

/** Reads the entry and its proof from the files and lets @sigstore/verify judge. */
function prove(read, head, index, filesSize = head.logSize) {
  const bundle = readTile(read, "entries", index / 256n, filesSize);
  const canonicalizedBody = entryAt(bundle, Number(index % 256n));
  const hashes = [];
  let [start, end] = [0n, head.logSize];
  while (end - start > 1n) {
    const middle = start + largestPowerBelow(end - start);
    const left = index < middle;
    hashes.unshift(left ? rangeRoot(read, middle, end, filesSize) : rangeRoot(read, start, middle, filesSize));
    [start, end] = left ? [start, middle] : [middle, end];
  }
  merkle.verifyMerkleInclusion({ canonicalizedBody, inclusionProof: { logIndex: index.toString(), hashes } }, head);
}

function rangeRoot(read, start, end, size) {
  const count = end - start;
  if ((count & (count - 1n)) === 0n) return subtree(read, BigInt(count.toString(2).length - 1), start / count, size);
  const middle = start + largestPowerBelow(count);
  return node(rangeRoot(read, start, middle, size), rangeRoot(read, middle, end, size));
}

function subtree(read, height, index, size) {
  if (!read.ledger) return computeSubtree(read, height, index, size);
  const key = `${read.ledger}:${height}:${index}`;
  let root = known.get(key);
  if (!root) known.set(key, (root = computeSubtree(read, height, index, size)));
  return root;
}

function computeSubtree(read, height, index, size) {
  const [level, inside] = [height / 8n, height % 8n];
  const number = index >> (8n - inside);
  const tile = readTile(read, level, number, size);
  const at = Number((index << inside) - number * 256n);
  return fold(tile, at, 1 << Number(inside));
}

function fold(tile, at, count) {
  if (count === 1) {
    if (tile.length < (at + 1) * 32) throw new Error("a tile is too short");
    return tile.subarray(at * 32, (at + 1) * 32);
  }
  return node(fold(tile, at, count / 2), fold(tile, at + count / 2, count / 2));
}

function readTile(read, level, number, size) {
  const hashes = level === "entries" ? size : size >> (8n * level);
  const width = hashes - number * 256n;
  let path = (number % 1000n).toString().padStart(3, "0");
  for (let rest = number / 1000n; rest > 0n; rest /= 1000n) path = `x${(rest % 1000n).toString().padStart(3, "0")}/${path}`;
  return read(`tile/${level}/${path}${width < WIDTH ? `.p/${width}` : ""}`);
}

function entryAt(bundle, position) {
  let at = 0;
  for (let i = 0; i < position; i++) at += 2 + bundle.readUInt16BE(at);
  const length = bundle.readUInt16BE(at);
  if (at + 2 + length > bundle.length) throw new Error("an entry is cut off");
  return bundle.subarray(at + 2, at + 2 + length);
}

function load(file) {
  if (!files.has(file)) files.set(file, readFileSync(file));
  return files.get(file);
}

function changed(bytes, change) {
  if (!change) return bytes;
  const copy = Buffer.from(bytes);
  copy[change.offset] ^= change.mask;
  return copy;
}

function largestPowerBelow(count) {
  return 1n << BigInt((count - 1n).toString(2).length - 1);
}

function node(left, right) {
  return createHash("sha256").update(Buffer.from([1])).update(left).update(right).digest();
}

function parseKey(vkey, type) {
  const [name, id] = vkey.split("+", 2);
  const typed = Buffer.from(vkey.slice(name.length + id.length + 2), "base64");
  if (typed[0] !== type || typed.length !== 33) throw new Error(`${name}: another kind of key`);
  const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), typed.subarray(1)]);
  return { baseURL: name, logID: Buffer.from(id, "hex"), publicKey: createPublicKey({ key: spki, format: "der", type: "spki" }) };
}
