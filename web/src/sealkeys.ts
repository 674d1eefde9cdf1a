import { signingKey } from "./pkcs8";
import { hex } from "./seal";
import type { Keys } from "./seal";

/** DER in hex of a certificate in PEM; undefined when it is none. */
function certificate(pem: string): string | undefined {
  const body = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(pem)?.[1];
  return body && hex(Uint8Array.from(atob(body.replace(/\s/g, "")), (c) => c.charCodeAt(0)));
}

/** Reads the chosen files on this machine; throws a sentence that says which is wrong. */
export async function readKeys(key?: File, signing?: File, encryption?: File): Promise<Keys> {
  if (!key || !signing || !encryption) throw new Error("请选择签名私钥、签名证书和加密证书三个文件");
  const [secret, first, second] = [signingKey(await key.text()), certificate(await signing.text()), certificate(await encryption.text())];
  if (!secret) throw new Error("签名私钥不是未加密的 SM2 私钥（PKCS#8 PEM）");
  if (!first) throw new Error("签名证书不是 PEM 格式的证书");
  if (!second) throw new Error("加密证书不是 PEM 格式的证书");
  return { signingKey: secret, signing: first, encryption: second };
}
