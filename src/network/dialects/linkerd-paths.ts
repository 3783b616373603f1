import { HttpRequest } from '../mesh/http-request';

/** Paths of requests: one, or all that begin with a text. */
export interface PathPattern {
  readonly text: string;
  readonly isPrefix: boolean;
}

/** How an HTTPRoute says which paths it is for. */
export interface PathMatch {
  readonly type: 'Exact' | 'PathPrefix' | 'RegularExpression';
  readonly value: string;
}

/** The paths of a request. */
export function pathsOf({ path = '/*' }: HttpRequest): PathPattern {
  return path.endsWith('*') ? { text: path.slice(0, -1), isPrefix: true } : { text: path, isPrefix: false };
}

/** Whether all paths of one pattern are paths of another. */
export function isWithin(inner: PathPattern, outer: PathPattern): boolean {
  if (outer.isPrefix) return inner.text.startsWith(outer.text);
  return !inner.isPrefix && inner.text === outer.text;
}

/**
 * The paths of a pattern without those of narrower patterns: so each path matches for one pattern alone, and which route is asked does
 * not hang on the order in which proxies compare. A prefix is a regular expression, because a `PathPrefix` of the Gateway API is about
 * whole segments: that of `/users/` takes in `/users`.
 */
export function matchOf(pattern: PathPattern, all: readonly PathPattern[]): PathMatch {
  if (!pattern.isPrefix) return { type: 'Exact', value: pattern.text };
  const narrower = all.filter((each) => isWithin(each, pattern) && !isWithin(pattern, each));
  // It counts as one character, so that all other routes come before it, but that of the path "/".
  if (pattern.text === '/' && !narrower.some(({ text }) => text === '/')) return { type: 'PathPrefix', value: '/' };
  const rests = narrower.map(({ text, isPrefix }) => ({ text: text.slice(pattern.text.length), isPrefix }));
  return { type: 'RegularExpression', value: `^${escaped(pattern.text)}${anythingBut(rests)}$` };
}

/** A regular expression for all texts but these; it has no lookahead, which proxies do not know. */
function anythingBut(excluded: readonly PathPattern[]): string {
  const isEndExcluded = excluded.some(({ text }) => text === '');
  const byFirst = new Map<string, PathPattern[]>();
  for (const { text, isPrefix } of excluded) {
    if (text === '') continue;
    byFirst.set(text[0], [...(byFirst.get(text[0]) ?? []), { text: text.slice(1), isPrefix }]);
  }
  if (byFirst.size === 0) return isEndExcluded ? '.+' : '.*';
  const letters = [...byFirst.keys()].sort();
  const branches = letters.flatMap((letter) => {
    const rests = byFirst.get(letter) ?? [];
    return rests.some(({ text, isPrefix }) => text === '' && isPrefix) ? [] : [escaped(letter) + anythingBut(rests)];
  });
  const all = `(?:${[...branches, `[^${escaped(letters.join(''))}].*`].join('|')})`;
  return isEndExcluded ? all : `${all}?`;
}

function escaped(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$#&~-]/g, '\\$&');
}
