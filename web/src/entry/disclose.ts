import { sm2 } from "sm-crypto-v2";
import { keyField } from "../keyfield";
import { signingKey } from "../pkcs8";

/** 用自留密钥解密: the bidder's own copies of the content keys are decrypted on this machine; the private key stays here. */
interface Own { bidId: string; section: string; self: string }

const keys = document.querySelector<HTMLTextAreaElement>("[name=keys]");
if (keys) begin(keys);

function begin(keys: HTMLTextAreaElement): void {
  const { file, hint } = keyField(keys, "disclose", "加密证书的私钥（PEM，PKCS#8）", "在本机解开自留的内容密钥，填入下面一栏；私钥不上传。");
  file.className = "in";
  file.addEventListener("change", () => void open(keys, file.files?.[0], hint));
}

async function open(keys: HTMLTextAreaElement, file: File | undefined, hint: HTMLElement): Promise<void> {
  const secret = file && signingKey(await file.text());
  if (!secret) { hint.textContent = "不是未加密的 SM2 私钥（PKCS#8 PEM），请重新选择"; return; }
  const answer = await fetch(`/api/v1${location.pathname.replace(/\/keys$/, "/self")}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) { hint.textContent = "取不到本单位自留的密文，请刷新后再试"; return; }
  const opened = ((await answer.json()) as Own[]).map((own) => {
    const key = sm2.doDecrypt(own.self.slice(2), secret, 1, { output: "array" }) as unknown as ArrayLike<number>;
    return key.length === 32 ? { bidId: own.bidId, key: btoa(String.fromCharCode(...Array.from(key))), section: own.section } : undefined;
  });
  if (opened.length === 0 || opened.some((o) => !o)) { hint.textContent = opened.length === 0 ? "本单位没有待开启的投标" : "这个私钥解不开自留的密钥，请选择递交时的加密证书对应的私钥"; return; }
  keys.value = JSON.stringify(opened);
  hint.textContent = `已解开 ${opened.length} 个部分的内容密钥，核对后提交`;
}
