// Runs the test programs, three at a time, and closes with one line: N passed, N failed, N skipped.
// usage: node tests/run.mjs [PROJECT…] · node tests/run.mjs --drill [NAME…]
// Drills are explicit tests (Explicit = true) with a trait drill=NAME; the plain run does not run them and does not count them.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const args = process.argv.slice(2);
const drill = args[0] === '--drill';
const names = args.slice(drill ? 1 : 0);
const bin = 'artifacts/bin';
const out = 'artifacts/test-results';
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

// The chain drives real processes and a browser and takes longest: it starts first, the replay beside it.
const weight = { 'Tongcai.Chain.Tests': 9, 'Tongcai.Replay.Tests': 8, 'Tongcai.Trading.Tests': 5, 'Tongcai.Platform.Tests': 4, 'Tongcai.PublicService.Tests': 3 };
// Dozens of processes live for seconds each and spend most of them in the compiler: it is to compile once, plainly, and again only what is called thousands of times (hexadecimal).
const brief = drill ? {} : { DOTNET_TieredPGO: '0', DOTNET_TC_CallCountThreshold: '1000', DOTNET_EnableWriteXorExecute: '0' };
const projects = readdirSync('tests').filter(d => d.endsWith('.Tests') && existsSync(join(bin, d, 'release', d)))
  .filter(d => drill || names.length === 0 || names.some(n => d.toLowerCase().includes(n.toLowerCase())))
  .sort((a, b) => (weight[b] ?? 1) - (weight[a] ?? 1));
const expected = readdirSync('tests').filter(d => d.endsWith('.Tests'));
const unbuilt = expected.filter(d => !existsSync(join(bin, d, 'release', d)));
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = unbuilt.map(d => `${d}: not built`);
total.failed += unbuilt.length;

function run(project) {
  return new Promise(done => {
    const report = join(out, project + '.json');
    const filter = drill ? ['-explicit', 'only', ...(names.length ? names.flatMap(n => ['-trait', `drill=${n}`]) : ['-trait', 'drill=*'])] : [];
    const started = process.hrtime.bigint();
    const child = spawn(join(bin, project, 'release', project), ['-noColor', '-noLogo', ...filter, '-ctrf', report], { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...brief, TONGCAI_ROOT: process.cwd() } });
    running.add(child);
    let text = '';
    child.stdout.on('data', d => { text += d; });
    child.stderr.on('data', d => { text += d; });
    child.on('exit', () => end(child, 'SIGKILL'));
    child.on('close', code => {
      running.delete(child);
      const seconds = Number((process.hrtime.bigint() - started) / 1000000000n);
      let s = null;
      try { s = JSON.parse(readFileSync(report, 'utf8')).results; } catch { /* no report: counted below */ }
      if (s === null || (code !== 0 && s.summary.failed + (s.summary.other ?? 0) === 0)) {
        total.failed += 1;
        failures.push(`${project}: ended with ${code}\n${text.slice(-4000)}`);
      }
      if (s !== null) {
        total.passed += s.summary.passed;
        total.failed += s.summary.failed + (s.summary.other ?? 0);
        total.skipped += s.summary.skipped;
        for (const t of s.tests.filter(t => t.status !== 'passed' && t.status !== 'pending'))
          failures.push(`${project}: ${t.status} ${t.name}\n${(t.message ?? '').slice(0, 2000)}\n${(t.trace ?? '').slice(0, 1500)}`);
        console.log(`${project}: ${s.summary.passed} passed, ${s.summary.failed} failed (${seconds} s)`);
        if (drill)
          console.log(text);
      }
      done();
    });
  });
}

// Each test program leads a group of its own: whatever it started and left behind ends with it, and whoever interrupts the run ends them all.
const running = new Set();
function end(child, signal) {
  try { process.kill(-child.pid, signal); } catch { /* nobody is left */ }
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    for (const child of running) end(child, 'SIGTERM');
    process.exit(143);
  });

const queue = [...projects];
const lane = async () => { for (let p; (p = queue.shift()) !== undefined;) await run(p); };
// Two processors: the third program works while the others wait for clocks, disks and browsers.
await Promise.all(drill ? [lane()] : [lane(), lane(), lane()]);
for (const f of failures)
  console.log('\n' + f);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
