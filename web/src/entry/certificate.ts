import { sm2 } from "sm-crypto-v2";
import { signingKey } from "../pkcs8";

/** Certificate sign-in: reads the key file on this machine, signs the words of the page; the key never leaves it. */
const form = document.querySelector<HTMLFormElement>("form[data-certificate]");
const file = form?.querySelector<HTMLInputElement>("#key");
if (form && file) {
  form.querySelector<HTMLElement>("[data-local]")!.hidden = false;
  file.addEventListener("change", () => {
    const chosen = file.files?.[0];
    if (!chosen) return;
    void chosen.text().then((pem) => {
      const key = signingKey(pem);
      file.setCustomValidity(key ? "" : "这个文件不是未加密的 SM2 私钥（PKCS#8 PEM）");
      file.reportValidity();
      if (!key) return;
      const text = form.querySelector<HTMLTextAreaElement>("#challenge")!.value;
      const hex = sm2.doSignature(text, key, { hash: true, publicKey: sm2.getPublicKeyFromPrivateKey(key), userId: "1234567812345678" });
      const bytes = hex.match(/../g)!.map((h) => parseInt(h, 16));
      form.querySelector<HTMLTextAreaElement>("#f-signature")!.value = btoa(String.fromCharCode(...bytes));
    });
  });
}
