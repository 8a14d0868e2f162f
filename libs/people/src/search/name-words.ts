/** Letters that are not a letter with a mark: nothing falls off them, so they are written as people type them. */
const spelledOut: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/gu, (letter) => spelledOut[letter] ?? letter);

const apostrophes = /['’‘ʼ`´]/gu;
const between = /[^\p{L}\p{N}]+/u;
const words = (text: string): string[] => text.split(between).filter((word) => word !== '');

/** The words of a name or of a search, without case and marks: "O'Neill-Şahin" is `oneill sahin`. */
export const wordsOf = (text: string): readonly string[] => words(plain(text).replace(apostrophes, ''));

/** The words a name is found by: with an apostrophe left out, and with it as a gap, for people type both. */
export const wordsToFind = (text: string): readonly string[] => [
  ...new Set([...wordsOf(text), ...words(plain(text).replace(apostrophes, ' '))]),
];

/** Does each word that was asked for begin a word of the name? */
export const isFoundBy = (name: readonly string[], asked: readonly string[]): boolean =>
  asked.length > 0 && asked.every((part) => name.some((word) => word.startsWith(part)));
