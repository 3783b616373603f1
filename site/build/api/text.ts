import { Assembly, Docs, Parameter, TypeRef } from './assembly';

/** Where the pages of types stand, by their full names. */
export type TypeLinks = ReadonlyMap<string, string>;

const shortName = (fqn: string): string => fqn.split('.').slice(1).join('.');

/** A type as TypeScript writes it. */
export function typeText({ primitive, fqn, collection, union }: TypeRef): string {
  if (fqn !== undefined) return shortName(fqn);
  if (union !== undefined) return union.types.map(typeText).join(' | ');
  if (collection !== undefined) {
    const element = typeText(collection.elementtype);
    if (collection.kind === 'map') return `Record<string, ${element}>`;
    return element.includes('|') ? `(${element})[]` : `${element}[]`;
  }
  return { date: 'Date', json: 'object' }[primitive!] ?? primitive!;
}

const escaped = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\|/g, '&#124;')
    .replace(/\{/g, '&#123;');

/** A type whose names lead to their pages; as HTML, because markdown has no links inside of code. */
export function typeLink(type: TypeRef, links: TypeLinks): string {
  const pages = new Map([...links].map(([fqn, page]) => [shortName(fqn), page]));
  const html = typeText(type)
    .split(/(\w+)/)
    .map((word) => {
      const page = pages.get(word);
      return page === undefined ? escaped(word) : `<a href="${page}">${word}</a>`;
    })
    .join('');
  return `<code>${html}</code>`;
}

/** Text of a comment as markdown; what would be an element or an expression of Vue is text. */
export function commentText(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((piece, i) => (i % 2 === 1 ? piece : piece.replace(/</g, '&lt;').replace(/\{\{/g, '&#123;&#123;')))
    .join('');
}

/** One line, for a cell of a table. */
export const cell = (text: string): string =>
  commentText(text)
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\|/g, '\\|');

export function about(docs: Docs | undefined): string {
  const parts = [docs?.summary, docs?.remarks].filter((part) => part !== undefined);
  return commentText(parts.join(parts.length > 1 && /[;:]$/.test(parts[0]!) ? ' ' : '\n\n'));
}

export function signature(parameters: Parameter[] = []): string {
  return parameters
    .map(({ name, optional, variadic, type }) => {
      const mark = optional === true && variadic !== true ? '?' : '';
      return `${variadic === true ? '...' : ''}${name}${mark}: ${typeText(type)}${variadic === true ? '[]' : ''}`;
    })
    .join(', ');
}

/** The name that jsii gives to a method or property in Python. */
export const pythonName = (name: string): string =>
  /^[A-Z0-9_]+$/.test(name)
    ? name
    : name
        .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
        .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
        .toLowerCase();

export const pythonModule = ({ name }: Assembly): string => name.replace(/-/g, '_');
