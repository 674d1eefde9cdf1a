import { sm3 } from "sm-crypto-v2";
import { close, entry } from "../packed";
import { canonical, keyId, projectKey, utf8 } from "../seal";
import { Faulty, readOffer } from "../sealform";
import { readKeys } from "../sealkeys";
import { sealOffer, spoken, type Page } from "../sealrun";

/** 离线密封: the bid page's form and packer in one saved file. Reads the terms, seals here, gives one file back. */
const one = <T extends HTMLElement = HTMLElement>(selector: string, within: ParentNode = document): T => within.querySelector<T>(selector)!;
const form = one<HTMLFormElement>("form[data-offline]"), about = one("[data-about]"), fault = one("[data-fault]"), says = one("[data-says]"), bar = one<HTMLProgressElement>("[data-bar]");
const chosen = (id: string): File | undefined => one<HTMLInputElement>(`#b-${id}`).files?.[0];
const address = URL.createObjectURL(new Blob([one("#worker").textContent ?? ""], { type: "text/javascript" }));
let page: Page | undefined, busy = false;

function read(text: string): Page {
  const terms = JSON.parse(text) as Page;
  if (!terms.procurementId || !terms.bidder || !terms.transcript || !Array.isArray(terms.lots) || !terms.document) throw new Error();
  if (keyId(projectKey(terms.transcript), terms.procurementId) !== terms.keyId) throw new Error("开标公钥与仪式记录不符，不要用它密封；请向平台运营人员反映");
  return terms;
}

function show(terms: Page): void {
  const { signatures, ...unsigned } = JSON.parse(terms.transcript) as { signatures: unknown; plan: { trustees: { name: string }[] } };
  void signatures;
  const facts: Record<string, string> = {
    title: terms.title, code: terms.code, purchaserName: terms.purchaserName, supplierName: terms.supplierName,
    deadline: new Date(terms.deadline).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai", hour12: false }) + "（北京时间）",
    trustees: unsigned.plan.trustees.map((t) => t.name).join("、"), transcript: sm3(utf8(canonical(unsigned))),
  };
  about.querySelectorAll<HTMLElement>("[data-of]").forEach((e) => (e.textContent = facts[e.dataset.of!] ?? ""));
  one("#b-lot").replaceChildren(...terms.lots.map((lot) => new Option(`第 ${lot.number} 包　${lot.title}${lot.current ? "（替换已递交的）" : ""}`, lot.lotId)));
  one<HTMLSelectElement>("#b-size").value = ["medium", "small", "micro"].includes(terms.supplierSize) ? terms.supplierSize : "";
  one("[data-requirements]").replaceChildren(...terms.document.requirements.map(requirement));
  one("[data-bond]").hidden = !(terms.document.bondFen > 0);
  one("#b-bond-number").dataset.fen = String(terms.document.bondFen);
  const quote = terms.quote, asked = one("[data-quote]");
  form.querySelectorAll<HTMLElement>("[data-whole]").forEach((e) => (e.hidden = !!quote));
  asked.hidden = !quote;
  if (quote) one(".hint", asked).textContent = `${quote.quantity} ${quote.unit}，${quote.product}；不超过协议价格 ${(quote.agreedFen / 100).toFixed(2)} 元/${quote.unit}`;
  about.hidden = form.hidden = false;
}

function requirement({ id, text, mandatory }: { id: string; text: string; mandatory: boolean }): HTMLElement {
  const field = document.createElement("div"), label = document.createElement("label"), answer = document.createElement("textarea"), deviation = document.createElement("select");
  field.className = "f";
  field.dataset.requirement = id;
  label.htmlFor = answer.id = `r-${id}`;
  label.textContent = (mandatory ? "★ 实质性　" : "") + text;
  answer.className = deviation.className = "in";
  answer.rows = 2;
  deviation.setAttribute("aria-label", `偏离：${text}`);
  deviation.append(new Option("无偏离", "none"), new Option("正偏离", "better"), new Option("负偏离", "worse"));
  field.append(label, answer, deviation);
  return field;
}

one("#b-terms").addEventListener("change", () => {
  const file = chosen("terms"), wrong = one("[data-terms-fault]");
  wrong.hidden = true;
  if (file)
    void file.text().then(read).then((terms) => show((page = terms)), (e: Error) => {
      page = undefined;
      form.hidden = about.hidden = true;
      wrong.hidden = false;
      wrong.querySelector("div")!.textContent = e instanceof SyntaxError || !e.message ? "这不是投标须知文件，请在投标页重新下载" : e.message;
      wrong.focus();
    });
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (page && !busy) void pack(page);
});

async function pack(terms: Page): Promise<void> {
  const slip = one("[data-result]"), link = one<HTMLAnchorElement>("[data-save]");
  busy = true;
  fault.hidden = slip.hidden = true;
  one("[data-progress]").hidden = false;
  URL.revokeObjectURL(link.href);
  try {
    const offer = readOffer(form, terms), entries: Blob[] = [];
    const sealed = await sealOffer(() => new Worker(address), terms, offer, await readKeys(chosen("key"), chosen("signing"), chosen("encryption")), async (digest, stored) => {
      entries.push(entry(`chunks/${digest}`, stored, stored.length));
    }, (text, part) => {
      says.textContent = text;
      bar.value = 100 * part;
    });
    const envelope = utf8(sealed.document) as Uint8Array<ArrayBuffer>, whole = close([entry("envelope.json", envelope, envelope.length), ...entries]);
    link.href = URL.createObjectURL(whole);
    link.download = `${terms.code}-${offer.lotId.slice(0, 8)}.tar`;
    one("[data-of=name]", slip).textContent = `${link.download}（${(whole.size / 1048576).toFixed(1)} MB）`;
    one("[data-of=digest]", slip).textContent = sm3(utf8(canonical((JSON.parse(sealed.document) as { envelope: unknown }).envelope)));
    says.textContent = `已密封。${spoken(sealed)}`;
    bar.value = 100;
    slip.hidden = false;
    slip.focus();
  } catch (e) {
    one("[data-progress]").hidden = true;
    says.textContent = "";
    fault.hidden = false;
    fault.querySelector("div")!.textContent = e instanceof Error ? e.message : String(e);
    (e instanceof Faulty ? e.field : fault).focus();
  } finally {
    busy = false;
  }
}

one("[data-more]").addEventListener("click", () => {
  const rows = form.querySelectorAll<HTMLElement>("[data-line]"), row = rows[rows.length - 1]!.cloneNode(true) as HTMLElement;
  row.querySelectorAll("input").forEach((i) => (i.value = ""));
  rows[rows.length - 1]!.after(row);
  row.querySelector("input")!.focus();
});
