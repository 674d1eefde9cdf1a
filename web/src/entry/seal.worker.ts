import { ofFile, Sm3, whole } from "../content";
import { addSection, conclude, keyId, projectKey, type Chunk, type Keys, type Section, type Terms } from "../seal";

/** Seals apart from the page. In: `Order`, then one `kept` for every chunk; out: `Told`. Keys and plain text stay in this thread. */
export interface Order { terms: Terms; transcript: string; keyId: string; keys: Keys; contents: { name: string; text: string; file?: File }[] }
export type Told = { chunk: Chunk; stored: Uint8Array } | { section: string } | { document: string } | { failed: string };

const port = self as unknown as Worker;
let free = 4; // chunks that may be on their way while the next is made; more would only fill the memory
let release: (() => void) | undefined;

async function seal(order: Order): Promise<string> {
  const project = projectKey(order.transcript);
  if (keyId(project, order.terms.project) !== order.keyId) throw new Error("开标公钥与仪式记录不符，已停止密封；请向平台运营人员反映");
  const sections: Section[] = [];
  for (const { name, text, file } of order.contents) {
    port.postMessage({ section: name } satisfies Told);
    const content = file ? ofFile(file) : whole(new TextEncoder().encode(text));
    sections.push(await addSection(order.terms, name, content, project, order.keys.encryption, async (chunk, stored) => {
      free--;
      port.postMessage({ chunk, stored } satisfies Told, [stored.buffer]);
      await until(1);
    }));
  }
  await until(4);
  return conclude(order.terms, project, sections, order.keys, new Date());
}

/** Waits until so many may go on their way. */
async function until(wanted: number): Promise<void> {
  while (free < wanted) await new Promise<void>((done) => (release = done));
}

/** SM3 of a file, piece by piece. */
async function digest(file: File): Promise<string> {
  const content = ofFile(file), sm3 = new Sm3();
  for (let at = 0; at < file.size; at += 1 << 20) sm3.add(await content.read(at, Math.min(at + (1 << 20), file.size)));
  return sm3.hex();
}

const failed = (e: unknown): void => port.postMessage({ failed: e instanceof Error ? e.message : String(e) } satisfies Told);

port.onmessage = (event: MessageEvent<Order | { digest: File } | "kept">) => {
  const data = event.data;
  if (data === "kept") {
    free++;
    release?.();
  } else if ("digest" in data) digest(data.digest).then((digest) => port.postMessage({ digest }), failed);
  else seal(data).then((document) => port.postMessage({ document } satisfies Told), failed);
};
