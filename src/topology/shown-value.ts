import { maskSecrets } from '../support/mask';
import { printable } from '../support/printable';
import { quote } from '../support/show';

const LONG = 100;

/**
 * A value for a message: short, in one line, and nothing of what may be a secret. Texts are cut; of maps and lists only small
 * ones are shown, without their texts unless they are parts of policies, and of a whole document or a container not even
 * these: they hold environment variables.
 */
export function shownValue(value: unknown, path: readonly (string | number)[]): string {
  const isSecret =
    path.length === 0 ||
    (isInContainer(path) && !path.includes('ports')) ||
    path.some((part) => SECRET_FIELDS.has(part));
  if (typeof value === 'string') return isSecret ? 'a text' : quote(value, LONG);
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return value === undefined ? 'nothing' : String(value);
  const kind = Array.isArray(value) ? 'a list' : 'a map';
  const text = isSecret
    ? undefined
    : asJson(
        value,
        path.some((part) => OPEN_FIELDS.has(part)),
      );
  return text === undefined || text.length > LONG ? kind : printable(maskSecrets(text));
}

/** The way to a field: `spec.ingress[0].from`. A key that is no plain word is in quotes, and cut. */
export function shownPath(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    const key = /^[\w./-]{1,100}$/.test(part) ? part : quote(part, LONG);
    return text === '' ? key : `${text}.${key}`;
  }, '');
}

function isInContainer(path: readonly (string | number)[]): boolean {
  return path.includes('containers') || path.includes('initContainers');
}

/** Fields whose content is nobody's business, wherever they stand. */
const SECRET_FIELDS: ReadonlySet<string | number> = new Set([
  'annotations',
  'args',
  'binaryData',
  'command',
  'data',
  'env',
  'envFrom',
  'stringData',
  'value',
]);

/** Fields in which texts are no secrets: what policies are made of. */
const OPEN_FIELDS: ReadonlySet<string | number> = new Set([
  'egress',
  'ingress',
  'matchExpressions',
  'matchLabels',
  'namespaceSelector',
  'podSelector',
  'policyTypes',
  'ports',
]);

/** Nothing for objects that hold themselves: a program may make such. */
function asJson(value: object, isOpen: boolean): string | undefined {
  const hide = (key: string, part: unknown): unknown =>
    SECRET_FIELDS.has(key) || (typeof part === 'string' && !isOpen) ? '…' : part;
  try {
    return JSON.stringify(value, hide);
  } catch {
    return undefined;
  }
}
