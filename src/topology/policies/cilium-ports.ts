import { Part } from './doubts';
import { PolicyPort, Protocol, PROTOCOLS } from '../model';

/** What a port of Cilium may be of; those that have no ports, as ICMP has none, are never asked for. */
const PORTLESS = ['ICMP', 'ICMPV6', 'VRRP', 'IGMP'] as const;
const WRITTEN = ['ANY', ...PROTOCOLS, ...PORTLESS] as const;
const LAST_PORT = 65535;
const MOST_PORTS = 40;

/** A port as Cilium reads it. */
export interface CiliumPort {
  readonly part: Part;
  readonly protocol: (typeof WRITTEN)[number];
  /** Nothing: every port. */
  readonly port?: number | string;
  /** The last one of a range. */
  readonly endPort?: number;
}

/**
 * Reads the ports of a rule.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/#layer-4-policies
 */
export function readPorts(ports: Part): CiliumPort[] {
  const items = ports.items();
  if (items.length > MOST_PORTS) {
    ports.field.problem(`at most ${MOST_PORTS} ports`, 'make them several members of `toPorts`');
  }
  return items.map(readPort).filter((port) => port !== undefined);
}

function readPort(item: Part): CiliumPort | undefined {
  item.checkMap(['port', 'endPort', 'protocol']);
  const { field } = item;
  const protocol = field.get('protocol').oneOf(WRITTEN, 'ANY');
  const endPort = readEndPort(item.get('endPort'));
  const given = field.get('port');
  // What has no ports need not say which.
  if ((given.isAbsent || given.value === '') && PORTLESS.some((one) => one === protocol)) {
    return { part: item, protocol };
  }
  if (typeof given.value === 'number') {
    given.problem('a port number or name as text', 'put it in quotes');
    return undefined;
  }
  const text = given.requiredText();
  if (text === undefined) return undefined;
  const port = numberOf(text) ?? nameOf(text);
  if (port === undefined) {
    given.problem(
      `a port number from 0 (every port) to ${LAST_PORT}, or a name of at most 15 letters, digits and single "-", with a letter`,
    );
    return undefined;
  }
  return {
    part: item,
    protocol,
    ...(port === 0 && endPort === undefined ? {} : { port }),
    ...(endPort === undefined || typeof port === 'string' || endPort <= port ? {} : { endPort }),
  };
}

/** What Cilium takes for no range is none. */
function readEndPort({ field }: Part): number | undefined {
  if (field.isAbsent || field.value === 0) return undefined;
  return field.port();
}

/** Go reads a number with a leading 0 as an octal one. */
function numberOf(text: string): number | undefined {
  if (!/^\d{1,7}$/.test(text) || (text.length > 1 && text.startsWith('0') && /[89]/.test(text))) return undefined;
  const number = text.length > 1 && text.startsWith('0') ? parseInt(text, 8) : Number(text);
  return number <= LAST_PORT ? number : undefined;
}

function nameOf(text: string): string | undefined {
  const isName = /^[a-z0-9]+(-[a-z0-9]+)*$/i.test(text) && /[a-z]/i.test(text) && text.length <= 15;
  return isName ? text.toLowerCase() : undefined;
}

/** The ports that a rule names by them: one for each protocol. */
export function policyPortsOf({ protocol, port, endPort }: CiliumPort): PolicyPort[] {
  return protocolsOf(protocol).map((each): PolicyPort => {
    if (port === undefined) return { protocol: each, kind: 'all' };
    if (typeof port === 'string') return { protocol: each, kind: 'named', name: port };
    return { protocol: each, kind: 'range', first: Math.max(port, 1), last: endPort ?? port };
  });
}

function protocolsOf(protocol: CiliumPort['protocol']): readonly Protocol[] {
  return protocol === 'ANY' ? PROTOCOLS : PROTOCOLS.filter((known) => known === protocol);
}

const MOST_ICMP_FIELDS = 40;

/** Checks rules for ICMP, which open no ports. */
export function checkIcmps(icmps: Part): void {
  for (const item of icmps.items()) {
    item.checkMap(['fields']);
    const fields = item.get('fields');
    const types = fields.items();
    if (types.length > MOST_ICMP_FIELDS) fields.field.problem(`at most ${MOST_ICMP_FIELDS} types`);
    for (const type of types) {
      type.checkMap(['family', 'type']);
      type.field.get('family').oneOf(['IPv4', 'IPv6'], 'IPv4');
      checkType(type);
    }
  }
}

function checkType({ field }: Part): void {
  const { value } = field.get('type');
  const isNumber = typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 255;
  // Which names there are, versions of Cilium do not agree on.
  if (!isNumber && !(typeof value === 'string' && value !== '')) {
    field.get('type').problem('a type of ICMP: a number from 0 to 255, or a name such as "EchoRequest"');
  }
}
