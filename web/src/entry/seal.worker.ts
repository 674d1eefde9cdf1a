import { sm3 } from "sm-crypto-v2";
import { addSection, conclude, keyId, projectKey, type Chunk, type Keys, type Section, type Terms } from "../seal";

/** Seals apart from the page. In: `Order`, then one `kept` for every chunk; out: `Told`. Keys and plain text stay in this thread. */
export interface Order { terms: Terms; transcript: string; keyId: string; keys: Keys; contents: { name: string; text: string; file?: File }[] }
export type Told = { chunk: Chunk; stored: Uint8Array } | { section: string } | { document: string } | { failed: string };

const port = self as unknown as Worker;
let release: (() => void) | undefined;

async function seal(order: Order): Promise<string> {
  const project = projectKey(order.transcript);
  if (keyId(project, order.terms.project) !== order.keyId) throw new Error("开标公钥与仪式记录不符，已停止密封；请向平台运营人员反映");
  const sections: Section[] = [];
  for (const { name, text, file } of order.contents) {
    port.postMessage({ section: name } satisfies Told);
    const content = file ? new Uint8Array(await file.arrayBuffer()) : new TextEncoder().encode(text);
    sections.push(await addSection(order.terms, name, content, project, order.keys.encryption, (chunk, stored) =>
      new Promise((done) => {
        release = done;
        port.postMessage({ chunk, stored } satisfies Told);
      })));
  }
  return conclude(order.terms, project, sections, order.keys, new Date());
}

port.onmessage = (event: MessageEvent<Order | { digest: File } | "kept">) => {
  const data = event.data;
  if (data === "kept") return release?.();
  if ("digest" in data) return void data.digest.arrayBuffer().then((b) => port.postMessage({ digest: sm3(new Uint8Array(b)) }));
  seal(data).then((document) => port.postMessage({ document } satisfies Told), (e: unknown) => port.postMessage({ failed: e instanceof Error ? e.message : String(e) } satisfies Told));
};
