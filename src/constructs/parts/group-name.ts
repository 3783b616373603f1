/**
 * How several workloads are called together: as far as their names agree up to a "-", or else by all of their names. One
 * of them may be called so itself, and have a Service of that name.
 */
export function groupName(names: readonly string[]): string {
  const parts = names.map((name) => name.split('-'));
  let common = 0;
  while (parts.every((own) => common < own.length && own[common] === parts[0][common])) common++;
  const name = common === 0 ? names.join('-') : parts[0].slice(0, common).join('-');
  return names.includes(name) ? `${name}-all` : name;
}
