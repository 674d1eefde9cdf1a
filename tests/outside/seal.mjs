// The browser's packer (web/src/seal.ts) judged by the fixture: usage node seal.mjs tse1-envelope.json. Prints a bid that it sealed anew, for others to check and open.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const web = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'web');
const { build } = createRequire(join(web, 'package.json'))('esbuild');
const code = async name => {
  const built = await build({ entryPoints: [join(web, 'src', name)], bundle: true, format: 'esm', write: false, target: 'es2020', logLevel: 'warning' });
  return import('data:text/javascript;base64,' + Buffer.from(built.outputFiles[0].contents).toString('base64'));
};
const [packer, { Sm3 }, tar] = [await code('seal.ts'), await code('content.ts'), await code('packed.ts')];
const { sm3 } = createRequire(join(web, 'package.json'))('sm-crypto-v2');

const fixture = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const same = (ours, theirs, what) => { if (ours !== theirs) throw new Error(`${what}\n  ours   ${String(ours).slice(0, 300)}\n  theirs ${String(theirs).slice(0, 300)}`); };
const content = s => s.contentUtf8 !== undefined ? packer.utf8(s.contentUtf8) : Uint8Array.from({ length: s.contentPattern.length }, (_, i) => (7 * i + 3) & 255);

// As a file is read: in whatever pieces it is asked for, never beyond its end.
const pieces = bytes => ({ length: bytes.length, read: async (from, to) => { if (from < 0 || to > bytes.length || from >= to) throw new Error(`asked for ${from} to ${to} of ${bytes.length}`); return bytes.slice(from, to); } });

const sections = [];
for (const s of fixture.sections) {
  const stored = [];
  const sealed = await packer.sealSection(fixture.terms, s.name, pieces(content(s)), packer.bytes(s.cek), async (_, bytes) => { stored.push(bytes); });
  same(sealed.pad, s.pad, `${s.name}: pad`);
  same(packer.canonical(sealed.chunks), packer.canonical(s.chunks), `${s.name}: chunks`);
  if (s.stored) same(packer.hex(stored[0]), s.stored, `${s.name}: stored bytes`);
  sections.push(packer.sectionOf(s.name, sealed, s.kem, s.self));
}
const { bidder, projectKey, terms } = fixture;
same(packer.keyId(projectKey.pk, terms.project), projectKey.id, 'key id');
const text = packer.envelope(terms, projectKey.id, sections, terms.signedAt, terms.nonce);
same(text, fixture.envelope, 'envelope');
const certificates = { signing: bidder.signingCertificate, encryption: bidder.encryptionCertificate };
same(packer.document(text, fixture.signature, certificates), fixture.document, 'document');

// SM3 in pieces is SM3 of the whole, wherever the pieces end.
for (let length = 0; length < 400; length += 7) {
  const data = Uint8Array.from({ length }, (_, i) => (11 * i + length) & 255), hasher = new Sm3();
  for (let at = 0; at < length; at += 1 + (at % 67)) hasher.add(data.subarray(at, Math.min(length, at + 1 + (at % 67))));
  same(hasher.hex(), sm3(data), `SM3 of ${length} bytes in pieces`);
}

// A packed file gives back what went in, and one that is cut off or not such a file is refused.
const entries = [], enveloped = packer.utf8(fixture.document);
for (const s of fixture.sections) await packer.sealSection(terms, s.name, pieces(content(s)), packer.bytes(s.cek), async (chunk, bytes) => { entries.push(tar.entry(`chunks/${chunk.sm3}`, bytes, bytes.length)); });
const file = tar.close([...entries, tar.entry('envelope.json', enveloped, enveloped.length)]), opened = await tar.openPacked(file);
same(opened.document, fixture.document, 'packed document');
for (const [digest, blob] of opened.chunks) same(sm3(new Uint8Array(await blob.arrayBuffer())), digest, 'packed chunk');
same(opened.chunks.size, new Set(sections.flatMap(s => s.chunks.map(c => c.sm3))).size, 'packed chunks');
for (const broken of [file.slice(0, file.size - 2048), new Blob(['not a tar']), tar.close(entries.slice(1))])
  same(await tar.openPacked(broken).then(() => 'taken', e => e instanceof Error ? 'refused' : e), 'refused', 'a broken packed file');

const own = [];
for (const s of fixture.sections) own.push(await packer.addSection(terms, s.name, pieces(content(s)), projectKey.pk, bidder.encryptionCertificate, async () => {}));
const document = packer.conclude(terms, projectKey.pk, own, { signingKey: bidder.signingKey, ...certificates }, new Date(terms.signedAt));
console.log(JSON.stringify({ document }));
