import { sm2 } from "sm-crypto-v2";
import { keyField } from "../keyfield";
import { signingKey } from "../pkcs8";

/** Signing of a contract or a framework agreement: signs its text with a key file of this machine; only the signature is sent. */
const text = /^(\/contracts\/[^/]+|\/procurements\/[^/]+\/agreements\/[^/]+)\/sign$/.exec(location.pathname)?.[1];
const signature = document.querySelector<HTMLTextAreaElement>("[name=signature]");
if (text && signature) {
  const { file, hint } = keyField(signature, "sign", "签名私钥文件", "在本机读取并签名，私钥不上传。PEM（PKCS#8）格式。");
  file.accept = ".pem,.key";
  file.addEventListener("change", () => void sign(text, signature, file, hint));
}

async function sign(at: string, into: HTMLTextAreaElement, file: HTMLInputElement, hint: HTMLElement): Promise<void> {
  const chosen = file.files?.[0];
  if (!chosen) return;
  const key = signingKey(await chosen.text());
  file.setCustomValidity(key ? "" : "这个文件不是未加密的 SM2 私钥（PKCS#8 PEM）");
  file.reportValidity();
  if (!key) return;
  const answer = await fetch(`/api/v1${at}`, { credentials: "same-origin", headers: { Accept: "application/json" } }).catch(() => undefined);
  const text = answer?.ok ? ((await answer.json()) as { text?: string }).text : undefined;
  if (!text) {
    hint.textContent = "没有取得文本，请刷新页面后重新选择私钥文件。";
    return;
  }
  const hex = sm2.doSignature(text, key, { hash: true, publicKey: sm2.getPublicKeyFromPrivateKey(key), userId: "1234567812345678" });
  into.value = btoa(String.fromCharCode(...hex.match(/../g)!.map((h) => parseInt(h, 16))));
  hint.textContent = `已在本机对${at.startsWith("/contracts/") ? "合同" : "框架协议"}文本签名；核对后按“签名”提交。`;
}
