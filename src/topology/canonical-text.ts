/** A value as text: the same for the same content, whatever the order of its keys. */
export function canonicalText(value: unknown): string {
  return write(value, []);
}

function write(value: unknown, above: readonly object[]): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? String(value);
  // Objects that are made by a program may hold themselves.
  if (above.includes(value)) return '…';
  const path = [...above, value];
  if (Array.isArray(value)) return `[${value.map((item) => write(item, path)).join()}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${write(item, path)}`).join()}}`;
}
