/** The 32-byte SM2 scalar of an unencrypted PKCS#8 key in PEM, as hex; undefined when it is something else. */
const sm2Curve = "06082a811ccf5501822d"; // OID 1.2.156.10197.1.301

export function signingKey(pem: string): string | undefined {
  const body = /-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END PRIVATE KEY-----/.exec(pem)?.[1];
  if (!body) return undefined;
  const hex = [...atob(body.replace(/\s/g, ""))].map((c) => c.charCodeAt(0).toString(16).padStart(2, "0")).join("");
  // ECPrivateKey begins with version 1 and an octet string of 32 bytes (RFC 5915).
  const key = /0201010420([0-9a-f]{64})/.exec(hex)?.[1];
  return hex.includes(sm2Curve) ? key : undefined;
}
