import { PolicyPort, Protocol, PROTOCOLS } from './model';

/*
 * What the forms of Cilium's policies are read with that this package knows: exactly these keys, and no others.
 */

type Json = { readonly [key: string]: unknown };

/** Numbered ports of one protocol each, and at least one: an empty list would be every port. */
export function portsOf(value: unknown, may?: 'be ranges'): PolicyPort[] | undefined {
  const ports = listOf(value).map((port): PolicyPort | undefined => {
    const isRange = may === 'be ranges' && hasOnly(port, ['port', 'endPort', 'protocol']);
    if (!isRange && !hasOnly(port, ['port', 'protocol'])) return undefined;
    const { port: number, protocol } = port;
    if (typeof number !== 'string' || !/^[1-9]\d{0,4}$/.test(number) || Number(number) > 65535) return undefined;
    if (!PROTOCOLS.includes(protocol as Protocol)) return undefined;
    const [first, last] = [Number(number), isRange ? Number(port.endPort) : Number(number)];
    if (!Number.isInteger(last) || last < first || last > 65535) return undefined;
    return { kind: 'range', protocol: protocol as Protocol, first, last };
  });
  const known = ports.filter((port) => port !== undefined);
  return known.length === 0 || known.length < ports.length ? undefined : known;
}

/** Whether it is a map with all of these keys and no others. */
export function hasOnly<K extends string>(value: unknown, keys: readonly K[]): value is Readonly<Record<K, unknown>> {
  return isMap(value) && Object.keys(value).length === keys.length && keys.every((key) => Object.hasOwn(value, key));
}

export function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textsOf(value: unknown): [string, string][] | undefined {
  if (!isMap(value)) return undefined;
  const entries = Object.entries(value);
  if (entries.length === 0 || !entries.every(([, text]) => typeof text === 'string')) return undefined;
  return entries as [string, string][];
}
