/** How programs begin what they tell a person: helm, kubectl, and the loggers that they have. */
const MESSAGE =
  /^(?:(?:warning|error|info|note|debug|fatal|deprecated)\b\s*:|(?:WARNING|ERROR|INFO|WARN)\b|[A-Za-z_]+\.go:\d+:|[IWEF]\d{4} \d\d:\d\d|time=|level=|Pulled: |Digest: |No resources found|Defaulted container |Unable to |Flag --)/i;

/** Where manifests begin. */
const BEGINNING = /^(?:---|%|[{[]|apiVersion:|kind:|metadata:|items:|spec:|- |"?[\w./-]+"?:(?:\s|$))/;

/**
 * The line of a message of a program before the manifests, or in place of them; undefined if there is none. A line that is
 * no YAML counts only if the text cannot be read (`isBroken`).
 */
export function leadingMessageLine(text: string, isBroken: boolean): number | undefined {
  let number = 0;
  for (const line of text.slice(0, 10_000).split('\n')) {
    number++;
    if (line.trim() === '' || line.startsWith('#')) continue;
    if (MESSAGE.test(line)) return number;
    return isBroken && !BEGINNING.test(line) && /\w \w/.test(line) ? number : undefined;
  }
  return undefined;
}

/** What is said of it, and none of its words: they may be anything. */
export const LEADING_MESSAGE =
  'got a message of a program in front of the manifests; allowed: manifests alone. ' +
  'Fix: keep messages out of the pipe: leave out "2>&1", or delete the line';
