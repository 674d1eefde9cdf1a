import type { Page } from "./sealrun";

/** What a supplier offers, read from the form; money in fen, never through floating point. */
export interface Offer { lotId: string; content: Record<string, unknown>; technical: string; file?: File }

const most = 500 * 1024 * 1024;

/** Fen of an amount in yuan with at most two decimals; undefined for anything else. */
export function fen(yuan: string): number | undefined {
  const parts = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(yuan.trim().replace(/[,，]/g, ""));
  return parts ? Number(parts[1]) * 100 + Number((parts[2] ?? "").padEnd(2, "0")) : undefined;
}

export class Faulty extends Error {
  constructor(message: string, readonly field: HTMLElement) { super(message); }
}

/** The offer that a form holds: a whole bid, or where an entrant of a framework quotes its price alone. */
export const readOffer = (form: HTMLFormElement, page: Page): Offer => (page.quote ? readQuote(form, page, page.quote) : readForm(form, { id: page.supplierId, name: page.supplierName }));

function readQuote(form: HTMLFormElement, page: Page, agreed: NonNullable<Page["quote"]>): Offer {
  const field = form.querySelector<HTMLInputElement>("#b-unit")!, unitPriceFen = fen(field.value), lotId = page.lots[0]!.lotId;
  if (!unitPriceFen) throw new Faulty("单价应为大于零的金额，最多两位小数", field);
  if (unitPriceFen > agreed.agreedFen) throw new Faulty(`单价超过协议价格 ${(agreed.agreedFen / 100).toFixed(2)} 元`, field);
  const totalFen = unitPriceFen * agreed.quantity;
  if (!Number.isSafeInteger(totalFen)) throw new Faulty("单价乘以数量超出可以表示的范围", field);
  return {
    lotId, technical: "",
    content: {
      supplierId: page.supplierId, supplierName: page.supplierName, lotId, priceFen: totalFen, deliveryDays: agreed.deliveryDays, consortiumIds: [], smallShareBasisPoints: 0, smeSize: "", domestic: false, brand: "",
      qualificationCommitment: true, prices: [{ item: page.lots[0]!.title, quantity: agreed.quantity, unit: agreed.unit, unitPriceFen, totalFen }], responses: [], files: [], contact: "", address: "", bond: null,
    },
  };
}

function readForm(form: HTMLFormElement, supplier: { id: string; name: string }): Offer {
  const one = <T extends HTMLElement = HTMLInputElement>(id: string): T => form.querySelector<T>(`#b-${id}`)!;
  const text = (id: string, what: string): string => {
    const value = one(id).value.trim();
    if (!value) throw new Faulty(`请填写${what}`, one(id));
    return value;
  };
  const price = fen(one("price").value), days = Number(one("days").value);
  if (!price) throw new Faulty("投标总价应为大于零的金额，最多两位小数", one("price"));
  if (!Number.isInteger(days) || days < 1 || days > 3650) throw new Faulty("交付期应为 1 至 3650 的整数天", one("days"));
  const prices = [...form.querySelectorAll<HTMLElement>("[data-line]")].flatMap((row) => {
    const [item, quantity, unit, each] = [...row.querySelectorAll("input")] as [HTMLInputElement, HTMLInputElement, HTMLInputElement, HTMLInputElement];
    if (![item, quantity, unit, each].some((i) => i.value.trim())) return [];
    const count = Number(quantity.value), unitPriceFen = fen(each.value);
    if (!item.value.trim()) throw new Faulty("分项报价缺名称", item);
    if (!Number.isSafeInteger(count) || count < 1) throw new Faulty("分项报价的数量应为正整数", quantity);
    if (unitPriceFen === undefined || !Number.isSafeInteger(count * unitPriceFen)) throw new Faulty("分项报价的单价应为金额，最多两位小数", each);
    return [{ item: item.value.trim(), quantity: count, unit: unit.value.trim(), unitPriceFen, totalFen: count * unitPriceFen }];
  });
  const sum = prices.reduce((total, line) => total + line.totalFen, 0);
  if (sum !== price) throw new Faulty(`分项报价合计 ${(sum - (sum % 100)) / 100}.${String(sum % 100).padStart(2, "0")} 元，与投标总价不一致`, one("price"));
  const responses = [...form.querySelectorAll<HTMLElement>("[data-requirement]")].map((row) => {
    const answer = row.querySelector("textarea")!;
    if (!answer.value.trim()) throw new Faulty("每项要求都要响应", answer);
    return { requirementId: row.dataset.requirement!, text: answer.value.trim(), deviation: row.querySelector("select")!.value };
  });
  const file = one("file").files?.[0];
  if (file && file.size > most) throw new Faulty("技术方案文件不能超过 500 MB", one("file"));
  if (!one("committed").checked) throw new Faulty("请作出资格承诺", one("committed"));
  const lotId = one<HTMLSelectElement>("lot").value, bondFen = Number(one("bond-number")?.dataset.fen ?? 0);
  const bond = bondFen > 0 ? { form: one<HTMLSelectElement>("bond-form").value, issuer: text("bond-issuer", "出具保证金的机构"), number: text("bond-number", "保证金编号"), amountFen: bondFen } : null;
  return {
    lotId, file, technical: file ? "" : text("technical", "技术方案，或者选择文件"),
    content: {
      supplierId: supplier.id, supplierName: supplier.name, lotId, priceFen: price, deliveryDays: days, consortiumIds: [], smallShareBasisPoints: 0,
      smeSize: one<HTMLSelectElement>("size").value, domestic: one("domestic").checked, brand: text("brand", "品牌"), qualificationCommitment: true, prices, responses, files: [],
      contact: text("contact", "联系人和电话"), address: text("address", "地址"), bond,
    },
  };
}
