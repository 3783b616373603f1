import { withoutPython } from './code';

/** What the search knows of a page: each example once, and of the reference the words, not the signatures. */
export function searchable(markdown: string): string {
  if (!/^---\n[\s\S]*?^api: true$[\s\S]*?^---$/m.test(markdown)) return withoutPython(markdown);
  return markdown
    .replace(/^(`{3,})[\s\S]*?^\1$/gm, '')
    .replace(/^<(span|div) class="(python-name|api-links)">.*$/gm, '');
}

/**
 * Words as they stand, and the parts of names: "internal service" finds InternalService. VitePress hands the text of this
 * function to the browser, so it uses nothing from outside of itself.
 */
export function tokens(text: string): string[] {
  return text.split(/[\s\p{P}\p{S}]+/u).flatMap((word) => {
    const parts = word.split(/(?<=[a-z0-9])(?=[A-Z])/);
    return parts.length > 1 ? [word, ...parts] : [word];
  });
}

/** Guides before the reference; as text in the browser, too. */
export function boostOf(id: string): number {
  return /\/api\//.test(id) ? 0.4 : /\/(changelog|examples\/)/.test(id) ? 0.6 : 1;
}
