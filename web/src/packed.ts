/**
 * A packed bid as one file, the same that `tongcai bid pack --out NAME.tar` makes: a tar (POSIX ustar) of `envelope.json` and `chunks/{sm3}`. Neither writing nor reading has it whole in memory.
 */
const block = 512;
const largest = 512 * 1024;

/** One entry; the browser keeps its bytes where it keeps those of files. */
export function entry(name: string, data: BlobPart, length: number): Blob {
  const head = new Uint8Array(block), put = (text: string, at: number): void => [...text].forEach((c, i) => (head[at + i] = c.charCodeAt(0)));
  put(name, 0);
  put("0000644\0" + "0000000\0" + "0000000\0", 100);
  put(length.toString(8).padStart(11, "0") + "\0" + "00000000000\0" + "        " + "0", 124);
  put("ustar\0" + "00", 257);
  put(head.reduce((sum, b) => sum + b, 0).toString(8).padStart(6, "0") + "\0 ", 148);
  return new Blob([head, data, new Uint8Array((block - (length % block)) % block)]);
}

export const close = (entries: Blob[]): Blob => new Blob([...entries, new Uint8Array(2 * block)], { type: "application/x-tar" });

/** The sealed envelope and where its chunks lie in the file; throws a sentence that says what is wrong. */
export async function openPacked(file: Blob): Promise<{ document: string; chunks: Map<string, Blob> }> {
  const wrong = new Error("这不是离线密封生成的文件，或者文件不完整，请重新生成或重新拷贝"), chunks = new Map<string, Blob>();
  let document = "";
  for (let at = 0; at + block <= file.size; ) {
    const head = new Uint8Array(await file.slice(at, at + block).arrayBuffer());
    if (head.every((b) => b === 0)) break;
    const text = (from: number, length: number): string => String.fromCharCode(...head.subarray(from, from + length)).replace(/[\0 ].*$/, "");
    const [name, length] = [text(0, 100), parseInt(text(124, 12), 8)];
    if (text(257, 5) !== "ustar" || !(length >= 0) || at + block + length > file.size) throw wrong;
    const data = file.slice(at + block, at + block + length), chunk = /^chunks\/([0-9a-f]{64})$/.exec(name);
    if (chunk) chunks.set(chunk[1]!, data);
    else if (name === "envelope.json" && length <= largest) document = await data.text();
    at += block + Math.ceil(length / block) * block;
  }
  const named = new Set(document.match(/"sm3":"[0-9a-f]{64}"/g)?.map((m) => m.slice(7, 71)));
  if (!document || [...named].some((sm3) => !chunks.has(sm3))) throw wrong;
  return { document, chunks: new Map([...chunks].filter(([sm3]) => named.has(sm3))) };
}
