import { nearest } from '../../src/support/nearest';

/** More names than these are not offered. */
const MOST_MEANT = 4;

/** What is said of a name that nothing has, and what may have been meant; nothing for other mistakes. */
export function unknownName(
  message: string,
  text: string,
  names: readonly string[],
): { readonly message: string; readonly meant: readonly string[] } | undefined {
  if (!message.startsWith('workload: got') || message.includes(', which fits ')) return undefined;
  const wanted = text.toLowerCase();
  const begin = names.filter((name) => name.toLowerCase().startsWith(wanted));
  const hold = names.filter((name) => name.toLowerCase().includes(wanted) && !begin.includes(name));
  const found = [...begin, ...hold].slice(0, MOST_MEANT);
  const near = found.length > 0 ? undefined : nearest(wanted, names);
  const meant = near === undefined ? found : [near];
  const told = `No workload is called “${text}”.`;
  if (meant.length > 0) return { message: `${told} Did you mean: `, meant };
  return { message: `${told} Write a workload, internet, or ip: with an address.`, meant };
}
