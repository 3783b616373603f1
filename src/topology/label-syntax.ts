const KEY_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const KEY_PREFIX = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;

/** Keys that were legal: the same few are on every object. */
const LEGAL_KEYS = new Set<string>();
const MANY_KEYS = 1000;

/** What the API server takes for the key of a label. */
export function isLabelKey(key: string): boolean {
  if (LEGAL_KEYS.has(key)) return true;
  const isLegal = checkLabelKey(key);
  if (isLegal && LEGAL_KEYS.size < MANY_KEYS) LEGAL_KEYS.add(key);
  return isLegal;
}

function checkLabelKey(key: string): boolean {
  const parts = key.split('/');
  const name = parts[parts.length - 1];
  return (
    parts.length <= 2 &&
    name.length <= 63 &&
    KEY_NAME.test(name) &&
    (parts.length === 1 || (parts[0].length <= 253 && KEY_PREFIX.test(parts[0])))
  );
}

/** What the API server takes for the value of a label. */
export function isLabelValue(value: string): boolean {
  return value.length <= 63 && VALUE.test(value);
}

/** What the API server takes for a namespace, and for one part of a name. */
export function isDnsLabel(name: string): boolean {
  return name.length <= 63 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name);
}

/** What the API server takes for the name of an object. */
export function isObjectName(name: string): boolean {
  return name.length <= 253 && KEY_PREFIX.test(name);
}
