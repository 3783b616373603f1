import { oneLine } from './text-table';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What XML 1.0 has no way to write, beside the control characters that `oneLine` takes out. */
const NO_CHARACTER = /[\ufffe\uffff]/g;

/** Text of XML, in an element or an attribute in double quotes. */
export function xmlText(text: string): string {
  return oneLine(text)
    .replace(NO_CHARACTER, ' ')
    .replace(/[&<>"]/g, (character) => ENTITIES[character]);
}

/** Attributes, each with a space before it; those without value are left out. */
export function xmlAttributes(attributes: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${xmlText(String(value))}"`))
    .join('');
}
