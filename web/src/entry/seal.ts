import { canonical, keyId, projectKey, conclude, type Keys } from "../seal";
import { Faulty, readForm } from "../sealform";
import { readKeys } from "../sealkeys";
import type { Order, Told } from "./seal.worker";

/** The bid page: seals in a worker, sends ciphertext only, shows the receipt. */
interface Page {
  procurementId: string; supplierId: string; supplierName: string; bidder: string; keyId: string; transcript: string; sections: string[];
  lots: { lotId: string; current: string }[];
}
const form = document.querySelector<HTMLFormElement>("form[data-seal]");
if (form) begin(form);

function begin(form: HTMLFormElement): void {
  const api = `/api/v1/procurements/${form.dataset.seal}`;
  const find = <T extends HTMLElement>(name: string): T => form.querySelector<T>(`[data-${name}]`)!;
  const [says, bar, fault] = [find("says"), find<HTMLProgressElement>("bar"), find("fault")];
  const names: Record<string, string> = { opening: "开标一览表", technical: "技术方案", price: "报价与响应" };
  const chosen = (id: string): File | undefined => form.querySelector<HTMLInputElement>(`#b-${id}`)!.files?.[0];
  let busy = false;
  form.querySelectorAll<HTMLElement>("[data-scripted]").forEach((e) => (e.hidden = false));

  async function send(method: string, path: string, body: BodyInit, type: string): Promise<Response> {
    const key = [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
    for (let attempt = 1; ; attempt++) {
      const answer = await fetch(api + path, { method, body, credentials: "same-origin", headers: { "Content-Type": type, "Tongcai-Api": "1", "Idempotency-Key": key } }).catch(() => undefined);
      if (answer?.ok) return answer;
      if (answer && answer.status < 500) throw new Error(await reason(answer));
      if (attempt === 4) throw new Error("网络中断，没有得到应答；请再按一次");
      says.textContent = `网络中断，正在第 ${attempt} 次重试`;
      await new Promise((done) => setTimeout(done, 1000 * attempt));
    }
  }

  async function reason(answer: Response): Promise<string> {
    const problem = (await answer.json().catch(() => ({}))) as { detail?: string; title?: string; errors?: { detail?: string; remedy?: string }[] };
    return problem.errors?.map((r) => `${r.detail ?? ""}${r.remedy ?? ""}`).join(" ") || problem.detail || problem.title || `平台拒绝了请求（${answer.status}）`;
  }

  const terms = async (): Promise<Page> => {
    const answer = await fetch(api + "/bid", { credentials: "same-origin", headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(await reason(answer));
    return (await answer.json()) as Page;
  };
  const keys = (): Promise<Keys> => readKeys(chosen("key"), chosen("signing"), chosen("encryption"));

  /** @param keep Takes each stored chunk; a rehearsal keeps none. */
  async function seal(keep: (sm3: string, stored: Uint8Array<ArrayBuffer>) => Promise<unknown>): Promise<string> {
    const page = await terms(), offer = readForm(form, { id: page.supplierId, name: page.supplierName });
    const own = await keys(), prev = page.lots.find((l) => l.lotId === offer.lotId)?.current || null;
    const worker = new Worker(form.dataset.worker!);
    try {
      if (offer.file) offer.content.files = [{ name: offer.file.name, length: offer.file.size, sm3: await digest(worker, offer.file) }];
      const brief = { ...offer.content, prices: [], responses: [], files: [] };
      return await run(worker, {
        terms: { project: page.procurementId, lot: offer.lotId, bidder: page.bidder, prev }, transcript: page.transcript, keyId: page.keyId, keys: own,
        contents: [{ name: "opening", text: canonical(brief) }, { name: "technical", text: offer.technical, file: offer.file }, { name: "price", text: canonical(offer.content) }],
      }, keep);
    } finally {
      worker.terminate();
    }
  }

  const digest = (worker: Worker, file: File): Promise<string> =>
    new Promise((done, fail) => {
      worker.onmessage = (event: MessageEvent<{ digest: string }>) => done(event.data.digest);
      worker.onerror = () => fail(new Error("密封程序没有启动，请刷新页面重试"));
      worker.postMessage({ digest: file });
    });

  const run = (worker: Worker, order: Order, keep: (sm3: string, stored: Uint8Array<ArrayBuffer>) => Promise<unknown>): Promise<string> =>
    new Promise((done, fail) => {
      let [sent, sections] = [0, 0];
      worker.onerror = () => fail(new Error("密封程序没有启动，请刷新页面重试"));
      worker.onmessage = (event: MessageEvent<Told>) => {
        const told = event.data;
        if ("failed" in told) fail(new Error(told.failed));
        else if ("document" in told) done(told.document);
        else if ("section" in told) {
          bar.value = (100 * sections++) / (order.contents.length + 1);
          says.textContent = `正在加密：${names[told.section] ?? told.section}`;
        } else
          keep(told.chunk.sm3, told.stored as Uint8Array<ArrayBuffer>).then(() => {
            says.textContent = `已完成 ${++sent} 个密文块`;
            worker.postMessage("kept");
          }, fail);
      };
      worker.postMessage(order);
    });

  async function withdraw(lotId: string): Promise<string> {
    const page = await terms(), prev = page.lots.find((l) => l.lotId === lotId)?.current;
    if (!prev) throw new Error("这个采购包没有可以撤回的投标文件，请刷新页面");
    const point = projectKey(page.transcript);
    if (keyId(point, page.procurementId) !== page.keyId) throw new Error("开标公钥与仪式记录不符");
    return conclude({ project: page.procurementId, lot: lotId, bidder: page.bidder, prev }, point, [], await keys(), new Date());
  }

  const upload = (sm3: string, stored: Uint8Array<ArrayBuffer>): Promise<unknown> => send("PUT", `/chunks/${sm3}`, stored, "application/octet-stream");

  const deliver = (make: () => Promise<string>): Promise<void> => hand(async () => {
    const document = await make();
    says.textContent = "正在递交签名的信封";
    show(await (await send("POST", "/bids", document, "application/json")).text());
    return "已递交，回执已取得";
  });

  /** 试投: all that handing in does but the uploads; the platform judges the envelope and keeps nothing. */
  async function rehearse(): Promise<string> {
    const began = performance.now(), document = await seal(async () => undefined);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const told = (await (await send("POST", "/bids/rehearsal", document, "application/json")).json()) as { chunks: number; bytes: number };
    return `试投通过：递交时平台会接受。本机密封 ${seconds} 秒，密文 ${told.chunks} 块 ${(told.bytes / 1048576).toFixed(1)} MB。没有递交任何内容`;
  }

  /** One at a time; the result or the reason is spoken and takes the focus. */
  async function hand(make: () => Promise<string>): Promise<void> {
    if (busy) return;
    busy = true;
    fault.hidden = true;
    find("progress").hidden = false;
    says.textContent = "正在核对开标公钥和密钥文件";
    try {
      const done = await make();
      bar.value = 100;
      says.textContent = done;
    } catch (e) {
      find("progress").hidden = true;
      fault.hidden = false;
      fault.querySelector("div")!.textContent = e instanceof Error ? e.message : String(e);
      (e instanceof Faulty ? e.field : fault).focus();
    } finally {
      busy = false;
    }
  }

  function show(text: string): void {
    const { receipt } = JSON.parse(text) as { receipt: Record<string, string | boolean> }, slip = find("receipt");
    slip.querySelectorAll<HTMLElement>("[data-of]").forEach((e) => (e.textContent = String(receipt[e.dataset.of!] ?? "")));
    find("what").textContent = receipt.withdrawal ? "撤回" : "投标文件";
    const link = find<HTMLAnchorElement>("save");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `receipt-${receipt.bidId}.json`;
    slip.hidden = false;
    slip.focus();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void deliver(() => seal(upload));
  });
  find("rehearse").addEventListener("click", () => void hand(rehearse));
  form.querySelectorAll<HTMLButtonElement>("button[data-withdraw]").forEach((b) => b.addEventListener("click", () => {
    const sure = form.querySelector<HTMLInputElement>(`#b-sure-${b.dataset.withdraw}`)!;
    sure.setCustomValidity(sure.checked ? "" : "撤回前请先勾选确认");
    if (sure.reportValidity()) void deliver(() => withdraw(b.dataset.withdraw!));
    sure.setCustomValidity("");
  }));
  find("more").addEventListener("click", () => {
    const rows = form.querySelectorAll<HTMLElement>("[data-line]"), row = rows[rows.length - 1]!.cloneNode(true) as HTMLElement;
    row.querySelectorAll("input").forEach((i) => (i.value = ""));
    rows[rows.length - 1]!.after(row);
    row.querySelector("input")!.focus();
  });
}
