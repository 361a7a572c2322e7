/* Folding without a network: the same plain letters as policies/search/folding.py; one table of words tests both. */

const SHORTEST = 2;
const LONGEST = 40;
const PLAIN = { ø: "o", đ: "d", ð: "d", ł: "l", ħ: "h", ı: "i", æ: "ae", œ: "oe", ґ: "г", ß: "ss", ς: "σ" };
const INVISIBLE = /[\u00AD\u200B\u200C\u200D\u2060\uFEFF]/g;
const JOINER = "\\-\u2010'’ʼ‘′";
const WORD = new RegExp(`[\\p{L}\\p{N}]+(?:[${JOINER}][\\p{L}\\p{N}]+)*`, "gu");
const JOINERS = new RegExp(`[${JOINER}]`, "u");

/** Small letters without marks. */
export function fold(text) {
  const plain = text.replace(INVISIBLE, "").normalize("NFKD").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  return plain.replace(/[øđðłħıæœґßς]/g, (letter) => PLAIN[letter]);
}

/** The words of a text as they were written, each with where it begins. */
export const wordsIn = (text) => [...text.matchAll(WORD)].map((found) => ({ at: found.index, word: found[0] }));

/** What a word is found by: as a whole, without what joins it, and in its parts. */
export function forms(word) {
  const parts = word.split(JOINERS);
  const whole = parts.length > 1 ? [parts.join(""), ...parts] : parts;
  return whole.map((part) => [...fold(part)].slice(0, LONGEST).join(""));
}

/** Of a text every folded word that is long enough, each once. */
export function wordsOf(text) {
  const found = [...fold(text).matchAll(WORD)].flatMap(([word]) => forms(word));
  return [...new Set(found)].filter((word) => [...word].length >= SHORTEST);
}

/** What somebody typed, as words to look for. */
export function asked(text) {
  const found = [...fold(text.slice(0, 200)).matchAll(WORD)].map(([word]) => forms(word)[0]);
  return [...new Set(found)].filter((word) => [...word].length >= SHORTEST).slice(0, 12);
}
