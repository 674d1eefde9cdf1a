import { canonical, type Keys } from "./seal";
import type { Offer } from "./sealform";
import type { Order, Told } from "./entry/seal.worker";

/** 投标须知（机读）: what the platform tells a bidder's program, GET /api/v1/procurements/{id}/bid. */
export interface Page {
  procurementId: string; code: string; title: string; purchaserName: string; deadline: string; supplierId: string; supplierName: string; supplierSize: string; bidder: string; keyId: string; transcript: string;
  sections: string[]; lots: { lotId: string; number: number; title: string; ceilingFen: number; current: string }[]; document: { bondFen: number; requirements: { id: string; text: string; mandatory: boolean }[] };
  /** 二次竞价: the entry that the one price is quoted for. */
  quote?: { quantity: number; unit: string; agreedFen: number; product: string; deliveryDays: number } | null;
}

/** Takes each stored chunk; the next ones are made meanwhile. */
export type Keep = (sm3: string, stored: Uint8Array<ArrayBuffer>) => Promise<unknown>;
/** Says how far it is; part from 0 to 1. */
export type Tell = (text: string, part: number) => void;
export interface Sealed { document: string; chunks: number; bytes: number; seconds: number }

const names: Record<string, string> = { opening: "开标一览表", technical: "技术方案", price: "报价与响应" };
const megabytes = (bytes: number): string => (bytes / 1048576).toFixed(1);
export const spoken = ({ chunks, bytes, seconds }: Sealed): string => `密文 ${chunks} 块 ${megabytes(bytes)} MB，用时 ${seconds.toFixed(1)} 秒`;

/** Seals an offer in a worker that lives as long as that takes. */
export async function sealOffer(make: () => Worker, page: Page, offer: Offer, keys: Keys, keep: Keep, tell: Tell): Promise<Sealed> {
  const worker = make(), began = performance.now();
  try {
    if (offer.file) {
      tell("正在计算技术方案文件的摘要", 0);
      offer.content.files = [{ name: offer.file.name, length: offer.file.size, sm3: await digest(worker, offer.file) }];
    }
    const prev = page.lots.find((l) => l.lotId === offer.lotId)?.current || null, brief = { ...offer.content, prices: [], responses: [], files: [] };
    const sealed = await run(worker, {
      terms: { project: page.procurementId, lot: offer.lotId, bidder: page.bidder, prev }, transcript: page.transcript, keyId: page.keyId, keys,
      contents: [{ name: "opening", text: canonical(brief) }, { name: "technical", text: offer.technical, file: offer.file }, { name: "price", text: canonical(offer.content) }],
    }, keep, tell);
    return { ...sealed, seconds: (performance.now() - began) / 1000 };
  } finally {
    worker.terminate();
  }
}

const broken = "密封程序没有启动，请刷新页面重试";

const digest = (worker: Worker, file: File): Promise<string> =>
  new Promise((done, fail) => {
    worker.onmessage = (event: MessageEvent<{ digest: string } | { failed: string }>) => ("digest" in event.data ? done(event.data.digest) : fail(new Error(event.data.failed)));
    worker.onerror = () => fail(new Error(broken));
    worker.postMessage({ digest: file });
  });

const run = (worker: Worker, order: Order, keep: Keep, tell: Tell): Promise<{ document: string; chunks: number; bytes: number }> =>
  new Promise((done, fail) => {
    let [chunks, bytes, section] = [0, 0, ""];
    const began = performance.now(), all = order.contents.reduce((sum, c) => sum + (c.file?.size ?? c.text.length), 1);
    worker.onerror = () => fail(new Error(broken));
    worker.onmessage = (event: MessageEvent<Told>) => {
      const told = event.data;
      if ("failed" in told) fail(new Error(told.failed));
      else if ("document" in told) done({ document: told.document, chunks, bytes });
      else if ("section" in told) tell(`正在加密：${(section = names[told.section] ?? told.section)}`, Math.min(1, bytes / all));
      else {
        const length = told.stored.byteLength;
        keep(told.chunk.sm3, told.stored as Uint8Array<ArrayBuffer>).then(() => {
          chunks++;
          bytes += length;
          const part = Math.min(1, bytes / all), left = ((performance.now() - began) / 1000) * (1 / part - 1);
          tell(`正在加密：${section}，已完成 ${chunks} 个密文块 ${megabytes(bytes)} MB${left > 2 ? `，约剩 ${Math.ceil(left)} 秒` : ""}`, part);
          worker.postMessage("kept");
        }, fail);
      }
    };
    worker.postMessage(order);
  });
