// The offline packer as one file: style, script and worker inside, nothing to fetch. usage: node offline.mjs DIR
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const made = async entry => (await build({
  entryPoints: [entry], bundle: true, minify: true, write: false, format: 'iife', charset: 'utf8', target: ['es2019', 'chrome88', 'firefox94', 'safari15'], loader: { '.svg': 'dataurl' }, logLevel: 'warning',
})).outputFiles[0].text.trim();
const parts = { style: await made('tc.css'), worker: await made('src/entry/seal.worker.ts'), script: await made('src/offline/packer.ts') };
for (const [name, text] of Object.entries(parts)) if (/<\/(script|style)/i.test(text)) throw new Error(`${name} would end its own element`);
const page = readFileSync('src/offline/packer.html', 'utf8').replace(/\/\*(style|worker|script)\*\//g, (_, name) => parts[name]);
writeFileSync(join(process.argv[2], `packer-${createHash('sha256').update(page).digest('hex').slice(0, 8).toUpperCase()}.html`), page);
