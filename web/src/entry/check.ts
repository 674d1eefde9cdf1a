import { whole } from "../content";
import { sealSection } from "../seal";

/** Self-check of a bidder's machine: browser, clock, upload, encryption; each says what was found and what to do. */
const card = document.querySelector<HTMLElement>("[data-check]");
if (card) begin(card);

const sample = 1 << 20;
interface Finding { result: string; good: boolean; advice?: string }

function begin(card: HTMLElement): void {
  const again = card.querySelector<HTMLButtonElement>("[data-again]")!;
  const tell = (item: string, { result, good, advice }: Finding): void => {
    const row = card.querySelector(`[data-item=${item}]`)!, mark = document.createElement("span");
    mark.className = `st ${good ? "ok" : "bad"}`;
    mark.textContent = result;
    row.querySelector("[data-result]")!.replaceChildren(mark);
    row.querySelector("[data-advice]")!.textContent = advice ?? "无需处理";
  };
  const run = async (): Promise<void> => {
    again.disabled = true;
    for (const [item, check] of Object.entries({ browser, clock, speed, seal })) {
      card.querySelector(`[data-item=${item}] [data-result]`)!.textContent = "正在检查";
      tell(item, await check().catch(() => ({ result: "没有查成", good: false, advice: "请检查网络后重新检查" })));
    }
    again.disabled = false;
  };
  again.hidden = false;
  again.addEventListener("click", () => void run());
  void run();
}

async function browser(): Promise<Finding> {
  const missing = [["后台线程", typeof Worker], ["网页加密", typeof crypto?.subtle], ["读取文件", typeof Blob.prototype.arrayBuffer]].filter(([, kind]) => kind === "undefined").map(([name]) => name);
  return missing.length ? { result: `缺少${missing.join("、")}`, good: false, advice: "请用近三年的浏览器经 https 打开本平台，或者用命令行密封" } : { result: "可以在本机密封", good: true };
}

/** The platform's time at the middle of the quickest of five round trips. */
async function clock(): Promise<Finding> {
  let best = Infinity, skew = 0;
  for (let n = 0; n < 5; n++) {
    const began = performance.now(), answer = await fetch("/api/v1/time", { cache: "no-store" }), { system } = (await answer.json()) as { system: string };
    const trip = performance.now() - began;
    if (trip >= best) continue;
    [best, skew] = [trip, Date.now() - trip / 2 - Date.parse(system)];
  }
  const seconds = Math.abs(skew) / 1000, good = seconds <= Math.max(5, best / 1000);
  return { result: good ? "与服务器一致" : `${skew > 0 ? "快" : "慢"} ${Math.round(seconds)} 秒`, good, advice: good ? "截止以服务器时间为准" : "请打开系统的自动对时；截止以服务器时间为准，页面的倒计时不受本机时钟影响" };
}

async function speed(): Promise<Finding> {
  const body = new Uint8Array(sample);
  for (let at = 0; at < sample; at += 65536) crypto.getRandomValues(body.subarray(at, at + 65536));
  const began = performance.now();
  for (let n = 0; n < 3; n++) {
    const answer = await fetch("/api/v1/self-check/upload", { method: "POST", body, credentials: "same-origin", headers: { "Content-Type": "application/octet-stream", "Tongcai-Api": "1" } });
    if (!answer.ok) throw new Error(String(answer.status));
  }
  const rate = (3 * sample) / ((performance.now() - began) / 1000), good = rate > 250_000;
  return { result: `每秒 ${(rate / 1e6).toFixed(1)} MB`, good, advice: good ? `上传 100 MB 约需 ${Math.ceil(1e8 / rate)} 秒` : `上传 100 MB 约需 ${Math.ceil(1e8 / rate / 60)} 分钟，请提前上传；上传可以中断后继续` };
}

async function seal(): Promise<Finding> {
  const began = performance.now();
  await sealSection({ project: "p", lot: "l", bidder: "b", prev: null }, "technical", whole(new Uint8Array(4 * sample)), crypto.getRandomValues(new Uint8Array(32)), () => Promise.resolve());
  const rate = (4 * sample) / ((performance.now() - began) / 1000), good = rate > 1e6;
  return { result: `每秒 ${(rate / 1e6).toFixed(1)} MB`, good, advice: good ? `加密 100 MB 约需 ${Math.ceil(1e8 / rate)} 秒` : "本机较慢，请关闭其他程序，或者换一台机器密封" };
}
