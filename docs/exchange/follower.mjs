// A follower of a platform's public facts, in another language than the platform's: Node.js 20 or later, no packages.
// usage: node follower.mjs ADDRESS STATE-FILE [--key VKEY]
// Attaches from the platform's published page alone (ADDRESS/api/v1/ledger names the ledger and its key; the key is pinned in the state
// file at the first run, or given by --key), reads what is new, proves it against the signed root, and writes one line of JSON for each
// public fact: {"index","kind","stream","seq","at","by","body"}. The position is stored after the lines are out: a fact may come twice after
// a crash, never not at all; the index tells. Exit code 0 up to date, 1 the ledger contradicts itself or what was read before, 2 no answer.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

const [address, stateFile, option, given] = process.argv.slice(2);
const WIDTH = 256;
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const leafHash = entry => sha256(Buffer.from([0]), entry);
const nodeHash = (left, right) => sha256(Buffer.from([1]), left, right);

class Contradiction extends Error {}

async function get(path) {
  const response = await fetch(new URL(path, address.replace(/\/*$/, '/')), { signal: AbortSignal.timeout(30_000) });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

// C2SP signed-note: name+hex8(id)+base64(type || key); only Ed25519 (type 1) is asked for here.
function parseKey(vkey) {
  const [name, id] = vkey.split('+', 2);
  const typed = Buffer.from(vkey.slice(name.length + id.length + 2), 'base64');
  if (typed.length !== 33 || typed[0] !== 1) throw new Error(`${name}: not an Ed25519 key`);
  return { name, id: Buffer.from(id, 'hex'), key: createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), typed.subarray(1)]), format: 'der', type: 'spki' }) };
}

function openCheckpoint(note, vkey) {
  const { name, id, key } = parseKey(vkey);
  const text = note.toString('utf8');
  const split = text.indexOf('\n\n');
  const body = text.slice(0, split + 1);
  const signed = split > 0 && text.slice(split + 2).split('\n').some(line => {
    if (!line.startsWith(`\u2014 ${name} `)) return false;
    const blob = Buffer.from(line.split(' ')[2], 'base64');
    return blob.subarray(0, 4).equals(id) && verify(null, Buffer.from(body), key, blob.subarray(4));
  });
  if (!signed) throw new Contradiction(`The checkpoint is not signed by ${name}.`);
  const [origin, size, root] = body.split('\n');
  if (origin !== name) throw new Contradiction(`The checkpoint is of ${origin}, not of ${name}.`);
  return { size: Number(size), root };
}

// C2SP tlog-tiles: three digits a step, all but the last with x; a partial bundle names its width, and may be gone once it is full.
async function bundle(number, size) {
  let path = String(number % 1000).padStart(3, '0');
  for (let rest = Math.floor(number / 1000); rest > 0; rest = Math.floor(rest / 1000)) path = `x${String(rest % 1000).padStart(3, '0')}/${path}`;
  const width = Math.min(WIDTH, size - number * WIDTH);
  const whole = `ledger/tile/entries/${path}`;
  const bytes = (width < WIDTH ? await get(`${whole}.p/${width}`) : null) ?? await get(whole);
  if (!bytes) throw new Contradiction(`The entries from ${number * WIDTH} are missing.`);
  const entries = [];
  for (let at = 0; entries.length < width;) {
    const end = at + 2 + (at + 2 <= bytes.length ? bytes.readUInt16BE(at) : 0);
    if (at + 2 > bytes.length || end > bytes.length) throw new Contradiction(`The bundle ${path} is cut off.`);
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return entries;
}

// The roots of the complete subtrees, largest first: enough to go on from any size (RFC 6962, section 2.1).
function append(state, entry) {
  let carry = leafHash(entry);
  for (let rest = state.size; rest % 2 === 1; rest = Math.floor(rest / 2)) carry = nodeHash(Buffer.from(state.peaks.pop(), 'base64'), carry);
  state.peaks.push(carry.toString('base64'));
  state.size++;
}

function rootOf(peaks) {
  const hashes = peaks.map(p => Buffer.from(p, 'base64'));
  return (hashes.length === 0 ? sha256('') : hashes.reduceRight((right, left) => nodeHash(left, right))).toString('base64');
}

// A leaf that is not a fact is a sealed batch: its content is nobody's before the law says so.
async function factOf(entry) {
  const leaf = JSON.parse(entry.toString('utf8'));
  if (leaf.k === 'sealed') return null;
  const body = await get(`ledger/bodies/${leaf.body.sha256}`);
  if (!body) return { leaf, body: null };
  if (createHash('sha256').update(body).digest('hex') !== leaf.body.sha256) throw new Contradiction(`The body of ${leaf.id} is not the one in the ledger.`);
  return { leaf, body: JSON.parse(body.toString('utf8')) };
}

async function follow() {
  const state = existsSync(stateFile) ? JSON.parse(readFileSync(stateFile, 'utf8')) : { key: '', size: 0, peaks: [] };
  if (option === '--key') state.key = given;
  if (!state.key) state.key = JSON.parse((await get('api/v1/ledger')).toString('utf8')).verifierKey;
  const note = await get('ledger/checkpoint');
  if (!note) throw new Error('There is no checkpoint yet.');
  const head = openCheckpoint(note, state.key);
  if (head.size < state.size) throw new Contradiction(`The ledger has ${head.size} entries; ${state.size} were read before.`);

  const fresh = [];
  while (state.size < head.size) {
    const entries = await bundle(Math.floor(state.size / WIDTH), head.size);
    for (const entry of entries.slice(state.size % WIDTH)) {
      fresh.push({ index: state.size, entry });
      append(state, entry);
    }
  }
  // Nothing is said of an entry before all of them lead to the signed root.
  if (rootOf(state.peaks) !== head.root) throw new Contradiction(`The entries up to ${head.size} do not lead to the signed root.`);

  for (const { index, entry } of fresh) {
    const fact = await factOf(entry);
    if (fact) console.log(JSON.stringify({ index, kind: fact.leaf.k, stream: fact.leaf.agg, seq: fact.leaf.seq, at: fact.leaf.at, by: fact.leaf.by, body: fact.body }));
  }
  writeFileSync(`${stateFile}.new`, JSON.stringify(state));
  renameSync(`${stateFile}.new`, stateFile);
}

try {
  await follow();
} catch (error) {
  console.error(error.message);
  process.exitCode = error instanceof Contradiction ? 1 : 2;
}
