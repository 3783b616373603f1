/** A star is some letters of one label, or none. */
export function fits(asked: string, pattern: string): boolean {
  const labels = pattern.toLowerCase().split('.');
  const given = asked.split('.');
  return labels.length === given.length && labels.every((label, i) => fitsLabel(given[i], label));
}

function fitsLabel(given: string, label: string): boolean {
  const star = label.indexOf('*');
  if (star < 0) return given === label;
  if (!given.startsWith(label.slice(0, star))) return false;
  const rest = given.slice(star);
  return Array.from({ length: rest.length + 1 }, (_, i) => rest.slice(i)).some((tail) =>
    fitsLabel(tail, label.slice(star + 1)),
  );
}
