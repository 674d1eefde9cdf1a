import { openPacked } from "../packed";
import { keyId, projectKey, conclude, type Keys } from "../seal";
import { Faulty, readOffer } from "../sealform";
import { readKeys } from "../sealkeys";
import { sealOffer, spoken, type Keep, type Page, type Sealed, type Tell } from "../sealrun";

/** The bid page: seals in a worker, sends ciphertext only, shows the receipt. */
const form = document.querySelector<HTMLFormElement>("form[data-seal]");
if (form) begin(form);

function begin(form: HTMLFormElement): void {
  const api = `/api/v1/procurements/${form.dataset.seal}`;
  const find = <T extends HTMLElement>(name: string): T => form.querySelector<T>(`[data-${name}]`)!;
  const [says, bar, fault] = [find("says"), find<HTMLProgressElement>("bar"), find("fault")];
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

  const tell: Tell = (text, part) => {
    says.textContent = text;
    bar.value = 100 * part;
  };

  /** @param keep Takes each stored chunk; a rehearsal keeps none. */
  async function seal(keep: Keep): Promise<Sealed> {
    const page = await terms(), offer = readOffer(form, page);
    return sealOffer(() => new Worker(form.dataset.worker!), page, offer, await keys(), keep, tell);
  }

  async function withdraw(lotId: string): Promise<string> {
    const page = await terms(), prev = page.lots.find((l) => l.lotId === lotId)?.current;
    if (!prev) throw new Error("这个采购包没有可以撤回的投标文件，请刷新页面");
    const point = projectKey(page.transcript);
    if (keyId(point, page.procurementId) !== page.keyId) throw new Error("开标公钥与仪式记录不符");
    return conclude({ project: page.procurementId, lot: lotId, bidder: page.bidder, prev }, point, [], await keys(), new Date());
  }

  const upload: Keep = (sm3, stored) => send("PUT", `/chunks/${sm3}`, stored, "application/octet-stream");

  const deliver = (make: () => Promise<{ document: string; done?: string }>): Promise<void> => hand(async () => {
    const { document, done } = await make();
    says.textContent = "正在递交签名的信封";
    show(await (await send("POST", "/bids", document, "application/json")).text());
    return `已递交，回执已取得${done ? `。${done}` : ""}`;
  });

  /** Hands in what the offline packer or `tongcai bid pack` made: only chunks that the platform does not hold yet are sent. */
  async function packed(): Promise<{ document: string; done: string }> {
    const file = chosen("packed");
    if (!file) throw new Faulty("请选择离线生成的密封文件（.tar）", form.querySelector<HTMLElement>("#b-packed")!);
    const { document, chunks } = await openPacked(file), all = [...chunks.keys()];
    const { missing } = (await (await send("POST", "/chunks/missing", JSON.stringify({ sm3: all }), "application/json")).json()) as { missing: string[] };
    for (const [sent, sm3] of missing.entries()) {
      tell(`正在上传：${sent} / ${missing.length} 块`, sent / missing.length);
      await upload(sm3, new Uint8Array(await chunks.get(sm3)!.arrayBuffer()));
    }
    return { document, done: `密文共 ${all.length} 块，本次上传 ${missing.length} 块` };
  }

  /** 试投: all that handing in does but the uploads; the platform judges the envelope and keeps nothing. */
  async function rehearse(): Promise<string> {
    const sealed = await seal(async () => undefined);
    await send("POST", "/bids/rehearsal", sealed.document, "application/json");
    return `试投通过：递交时平台会接受。${spoken(sealed)}。没有递交任何内容`;
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
    void deliver(async () => {
      const sealed = await seal(upload);
      return { document: sealed.document, done: spoken(sealed) };
    });
  });
  find("send-packed").addEventListener("click", () => void deliver(packed));
  find("rehearse").addEventListener("click", () => void hand(rehearse));
  form.querySelectorAll<HTMLButtonElement>("button[data-withdraw]").forEach((b) => b.addEventListener("click", () => {
    const sure = form.querySelector<HTMLInputElement>(`#b-sure-${b.dataset.withdraw}`)!;
    sure.setCustomValidity(sure.checked ? "" : "撤回前请先勾选确认");
    if (sure.reportValidity()) void deliver(async () => ({ document: await withdraw(b.dataset.withdraw!) }));
    sure.setCustomValidity("");
  }));
  // A quote has one price and no lines.
  form.querySelector("[data-more]")?.addEventListener("click", () => {
    const rows = form.querySelectorAll<HTMLElement>("[data-line]"), row = rows[rows.length - 1]!.cloneNode(true) as HTMLElement;
    row.querySelectorAll("input").forEach((i) => (i.value = ""));
    rows[rows.length - 1]!.after(row);
    row.querySelector("input")!.focus();
  });
}
