import { oneLine } from '../text-table';

/** A word of a command as a shell of POSIX reads it back: whatever it may expand is in quotes. */
export function shellWord(text: string): string {
  const plain = oneLine(text);
  return /^[\w./:@%+=,-]+$/.test(plain) ? plain : `'${plain.replaceAll("'", `'\\''`)}'`;
}

/** Labels as a selector of kubectl: `-l app=web,tier=front`. */
export function selectorWord(labels: Readonly<Record<string, string>>): string {
  return shellWord(
    Object.keys(labels)
      .sort()
      .map((key) => `${key}=${labels[key]}`)
      .join(','),
  );
}

/** JSON as one word. */
export function jsonWord(value: unknown): string {
  return shellWord(JSON.stringify(value));
}

/** Whether a text can be a DNS name, so that commands may have it. */
export function isHostName(text: string): boolean {
  return /^[a-z0-9_]([-a-z0-9_]*[a-z0-9_])?(\.[a-z0-9_]([-a-z0-9_]*[a-z0-9_])?)*$/i.test(text) && text.length <= 253;
}
