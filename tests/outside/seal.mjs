// The browser's packer (web/src/seal.ts) judged by the fixture: usage node seal.mjs tse1-envelope.json. Prints a bid that it sealed anew, for others to check and open.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const web = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'web');
const { build } = createRequire(join(web, 'package.json'))('esbuild');
const built = await build({ entryPoints: [join(web, 'src', 'seal.ts')], bundle: true, format: 'esm', write: false, target: 'es2020', logLevel: 'warning' });
const packer = await import('data:text/javascript;base64,' + Buffer.from(built.outputFiles[0].contents).toString('base64'));

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

const own = [];
for (const s of fixture.sections) own.push(await packer.addSection(terms, s.name, pieces(content(s)), projectKey.pk, bidder.encryptionCertificate, async () => {}));
const document = packer.conclude(terms, projectKey.pk, own, { signingKey: bidder.signingKey, ...certificates }, new Date(terms.signedAt));
console.log(JSON.stringify({ document }));
