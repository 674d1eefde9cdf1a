import { sm3 } from "sm-crypto-v2";

/** Preparation of the draw of experts: random words are made, digested and saved on this machine; only the digest is sent. */
const commitment = document.querySelector<HTMLInputElement>("[name=commitment]");
if (commitment) begin(commitment);

function begin(commitment: HTMLInputElement): void {
  const field = document.createElement("div"), label = document.createElement("label"), hint = document.createElement("p");
  const words = document.createElement("input"), actions = document.createElement("p"), save = document.createElement("a");
  field.className = "f";
  label.htmlFor = words.id = "draw-words";
  label.textContent = "随机文字";
  hint.className = "hint";
  hint.id = "draw-hint";
  hint.textContent = "由本机产生，也可以改成自拟的文字；不上传。先保存，抽取时要原样填写。";
  words.className = "in mono";
  words.type = "text";
  words.autocomplete = "off";
  words.spellcheck = false;
  words.setAttribute("aria-describedby", hint.id);
  save.className = "btn s";
  save.textContent = "保存随机文字";
  save.download = "随机文字.txt";
  actions.append(save);
  field.append(label, hint, words, actions);
  (commitment.closest(".f") ?? commitment).before(field);

  const digest = (): void => {
    commitment.value = words.value ? sm3(new TextEncoder().encode(words.value)) : "";
    URL.revokeObjectURL(save.href);
    save.href = URL.createObjectURL(new Blob([words.value], { type: "text/plain" }));
  };
  words.value = [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
  words.addEventListener("input", digest);
  digest();
}
