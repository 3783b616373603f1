/*
 * Keeps the warnings of this package out of the test output: tests that are about them spy on `console.warn` themselves.
 */
const { warn } = console;

console.warn = (...words: unknown[]): void => {
  if (!String(words[0]).startsWith('[warning] ')) warn(...words);
};
