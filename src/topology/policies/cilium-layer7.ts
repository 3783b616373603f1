import { describeHttp, describeKafka } from './cilium-http';
import { readName } from './cilium-names';
import { CiliumPort } from './cilium-ports';
import { Part } from './doubts';
import { Direction } from '../model';

/** What of layer 7 a member of `toPorts` lets through. */
export interface Layer7 {
  /** In words, any of it: `HTTP GET /health`. Empty: everything. */
  readonly only: readonly string[];
}

const PLAIN: Layer7 = { only: [] };
const KINDS = ['http', 'kafka', 'dns'] as const;

/** The fields of a member of `toPorts` that are about layer 7. */
export const LAYER7_FIELDS: readonly string[] = [
  'rules',
  'serverNames',
  'terminatingTLS',
  'originatingTLS',
  'listener',
];

/**
 * Reads what of layer 7 a member of `toPorts` lets through.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/#layer-7-policies
 */
export function readLayer7(item: Part, direction: Direction, ports: readonly CiliumPort[]): Layer7 {
  const rules = item.get('rules');
  const isTerminated = !item.get('terminatingTLS').field.isAbsent;
  const isTls = isTerminated || !item.get('originatingTLS').field.isAbsent;
  const servers = readServerNames(item.get('serverNames'));
  const own = readRules(rules, direction, ports);
  if (servers.length > 0 && own !== undefined && !isTerminated) {
    item.get('serverNames').field.problem('nothing beside `rules`, unless there is `terminatingTLS`');
  }
  checkListener(item.get('listener'), direction, own !== undefined);
  if (servers.length > 0) {
    const inside = own === undefined || own.only.length === 0 ? [''] : own.only.map((what) => ` with ${what}`);
    return { only: inside.flatMap((what) => servers.map((server) => `TLS to ${server}${what}`)) };
  }
  return own ?? (isTls ? { only: ['TLS'] } : PLAIN);
}

function readServerNames(names: Part): string[] {
  return names.items().flatMap(({ field }) => field.requiredText() ?? []);
}

/** Where a listener leads, another object says. */
function checkListener(listener: Part, direction: Direction, hasRules: boolean): void {
  if (listener.field.isAbsent) return;
  if (direction === 'ingress') listener.field.problem('nothing in rules of ingress');
  if (hasRules) listener.field.problem('nothing beside `rules`');
  listener.doubt('leads to a listener that a CiliumEnvoyConfig describes, and that is not read');
}

/** Nothing: there are no rules. */
function readRules(rules: Part, direction: Direction, ports: readonly CiliumPort[]): Layer7 | undefined {
  rules.checkFields([...KINDS, 'l7proto', 'l7']);
  const protocol = rules.get('l7proto').field.optionalText();
  const pairs = rules.get('l7');
  if (!pairs.field.isAbsent && protocol === undefined) {
    pairs.field.problem('nothing without `l7proto`', 'say which protocol they are of: `l7proto: <name>`');
  }
  const given = KINDS.filter((kind) => rules.get(kind).items().length > 0);
  if (given.length + (protocol === undefined ? 0 : 1) > 1) {
    rules.field.problem('rules of one protocol', 'make them several members of `toPorts`');
  }
  if (given.length === 0 && protocol === undefined) return undefined;
  const isDns = given.includes('dns');
  checkPorts(rules, isDns, ports);
  if (isDns) return readDns(rules.get('dns'), direction);
  const http = rules.get('http').items().map(describeHttp);
  const kafka = rules.get('kafka').items().map(describeKafka);
  return { only: [...http, ...kafka, ...(protocol === undefined ? [] : describePairs(protocol, pairs))] };
}

function checkPorts(rules: Part, isDns: boolean, ports: readonly CiliumPort[]): void {
  if (isDns && ports.length === 0) rules.get('dns').field.problem('nothing without `ports`', 'name the port: "53"');
  for (const { part, protocol, port, endPort } of ports) {
    const written = part.field.get('port');
    if (port === undefined) written.problem('a port other than 0 for rules of layer 7');
    if (isDns && endPort !== undefined) part.field.get('endPort').problem('nothing for rules of DNS');
    if (!isDns && protocol !== 'TCP') {
      part.field.get('protocol').problem('TCP for rules of layer 7 that are not of DNS', 'write `protocol: TCP`');
    }
  }
}

/** Whoever may ask for every name is let through with all that port 53 is for. */
function readDns(dns: Part, direction: Direction): Layer7 {
  if (direction === 'ingress') dns.field.problem('nothing in rules of ingress');
  const names = dns.items().map(readName);
  if (names.some((name) => name?.isEvery)) return PLAIN;
  return { only: names.flatMap((name) => (name === undefined ? [] : [`DNS ${name.isDeep ? '*' : ''}${name.name}`])) };
}

function describePairs(protocol: string, pairs: Part): string[] {
  const items = pairs.items();
  if (items.length === 0) return [protocol];
  return items.map(({ field }) => {
    const entries = Object.keys(field.map() ?? {}).map((key) => `${key}=${field.get(key).text() ?? ''}`);
    return [protocol, ...entries.sort()].join(' ');
  });
}
