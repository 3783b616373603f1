import { cilium, doubtOf, port, problemOf, Reading, rulesOf, WEB } from './reading';
import { PolicyRule } from '../../../src/topology/model';

function toPorts(...items: unknown[]): Reading {
  return cilium({ ...WEB, ingress: [{ fromEntities: ['all'], toPorts: items }] });
}

function ports(...items: unknown[]): Reading {
  return toPorts({ ports: items });
}

function portsOf(reading: Reading): PolicyRule['ports'] {
  const rules = rulesOf(reading, 'ingress');
  expect(rules).toHaveLength(1);
  return rules[0].ports;
}

describe('ports of Cilium', () => {
  test('are text, and of one protocol', () => {
    const given = ['TCP', 'UDP', 'SCTP'].map((protocol) => ({ port: '80', protocol }));
    expect(portsOf(ports(...given))).toEqual([port(80), port(80, 'UDP'), port(80, 'SCTP')]);
  });

  test.each([{ port: '80' }, { port: '80', protocol: 'ANY' }])('are of all protocols as %j', (given) => {
    expect(portsOf(ports(given))).toEqual([port(80), port(80, 'UDP'), port(80, 'SCTP')]);
  });

  test('0 is every port', () => {
    expect(portsOf(ports({ port: '0', protocol: 'TCP' }))).toEqual([{ protocol: 'TCP', kind: 'all' }]);
    expect(portsOf(ports({ port: '0' }))).toEqual(
      ['TCP', 'UDP', 'SCTP'].map((protocol) => ({ protocol, kind: 'all' })),
    );
  });

  test('have ranges', () => {
    expect(portsOf(ports({ port: '80', endPort: 90, protocol: 'TCP' }))).toEqual([port(80, 'TCP', 90)]);
    expect(portsOf(ports({ port: '1', endPort: 65535, protocol: 'TCP' }))).toEqual([port(1, 'TCP', 65535)]);
    expect(portsOf(ports({ port: '0', endPort: 90, protocol: 'TCP' }))).toEqual([port(1, 'TCP', 90)]);
  });

  test.each([0, null, 80, 79])('an end of %j makes no range', (endPort) => {
    expect(portsOf(ports({ port: '80', endPort, protocol: 'TCP' }))).toEqual([port(80)]);
  });

  test('have names, of which the case does not count, and which have no ranges', () => {
    const named = { protocol: 'TCP', kind: 'named', name: 'http-8080' };
    expect(portsOf(ports({ port: 'HTTP-8080', protocol: 'TCP', endPort: 9000 }))).toEqual([named]);
    expect(portsOf(ports({ port: 'http-8080' }))).toEqual([
      named,
      { ...named, protocol: 'UDP' },
      { ...named, protocol: 'SCTP' },
    ]);
  });

  test('are octal with a 0 before them, and names with a letter in them', () => {
    expect(portsOf(ports({ port: '0120', protocol: 'TCP' }))).toEqual([port(80)]);
    expect(portsOf(ports({ port: '0x50', protocol: 'TCP' }))).toEqual([
      { protocol: 'TCP', kind: 'named', name: '0x50' },
    ]);
  });

  test('of all members of a rule are one list', () => {
    const items = [{ ports: [{ port: '80', protocol: 'TCP' }] }, { ports: [{ port: '81', protocol: 'UDP' }] }];
    expect(portsOf(toPorts(...items))).toEqual([port(80), port(81, 'UDP')]);
  });

  test('are all without members, and none with members that have none', () => {
    expect(portsOf(toPorts())).toBeUndefined();
    expect(portsOf(toPorts({}))).toEqual([]);
    expect(portsOf(ports())).toEqual([]);
  });

  test.each(['ICMP', 'ICMPV6', 'VRRP', 'IGMP'])('%s has none', (protocol) => {
    expect(portsOf(ports({ protocol }, { port: '0', protocol }, { port: '80', protocol: 'TCP' }))).toEqual([port(80)]);
  });

  test('of what is denied are read alike', () => {
    const ingressDeny = [{ fromEntities: ['all'], toPorts: [{ ports: [{ port: '22', protocol: 'TCP' }] }] }];
    expect(rulesOf(cilium({ ...WEB, ingressDeny }), 'ingress')).toEqual([
      { ports: [port(22)], action: 'deny', path: 'ingressDeny[0]' },
    ]);
  });

  test.each<[unknown, string]>([
    [{ port: 80 }, '.ports[0].port: got 80; allowed: a port number or name as text. Fix: put it in quotes'],
    [{ protocol: 'TCP' }, '.ports[0].port: got nothing; allowed: text, and it is required'],
    [{ port: '' }, 'text, and it is required'],
    [{ port: '65536' }, 'a port number from 0 (every port) to 65535'],
    [{ port: '-1' }, 'a port number from 0'],
    [{ port: '080' }, 'a port number from 0'],
    [{ port: '80-90' }, 'a port number from 0'],
    [{ port: 'a--b' }, 'a name of at most 15 letters'],
    [{ port: 'a'.repeat(16) }, 'a name of at most 15 letters'],
    [{ port: '80', protocol: 'tcp' }, 'got "tcp"; allowed: one of ANY, TCP, UDP, SCTP, ICMP, ICMPV6, VRRP, IGMP'],
    [{ port: '80', endPort: 65536 }, 'a port number from 1 to 65535'],
    [{ port: '80', endPort: '90' }, 'a port number from 1 to 65535'],
    [null, 'got null; allowed: a map'],
  ])('must be legal: %j', (given, problem) => {
    expect(ports(given).problems).toContainEqual(expect.stringContaining(problem));
  });

  test('are 40 of one member at most', () => {
    const many = Array.from({ length: 41 }, (_, i) => ({ port: `${i + 1}`, protocol: 'TCP' }));
    expect(ports(...many.slice(1)).problems).toEqual([]);
    expect(problemOf(ports(...many))).toMatch(
      /allowed: at most 40 ports\. Fix: make them several members of `toPorts`$/,
    );
  });

  test('have no other fields', () => {
    expect(doubtOf(ports({ port: '80', ports: '1' }))).toBe(
      'spec.ingress[0].toPorts[0].ports[0].ports is not known here; did you mean "port"?',
    );
  });
});

describe('ICMP', () => {
  const icmps = (fields: unknown[], more: object = {}) =>
    cilium({ ...WEB, ingress: [{ icmps: [{ fields }], ...more }] });

  test('opens no ports', () => {
    expect(rulesOf(icmps([{ type: 8 }, { family: 'IPv6', type: 'EchoRequest' }]), 'ingress')).toEqual([{ ports: [] }]);
    const rule = { fromEntities: ['world'] };
    expect(rulesOf(icmps([], rule), 'ingress')).toMatchObject([{ peers: [{}, {}], ports: [] }]);
  });

  test.each<[object, string]>([
    [{ type: 256 }, 'a type of ICMP: a number from 0 to 255'],
    [{ type: -1 }, 'a type of ICMP'],
    [{}, 'a type of ICMP'],
    [{ type: 8, family: 'ipv4' }, 'one of IPv4, IPv6'],
  ])('must be legal: %j', (field, problem) => {
    expect(problemOf(icmps([field]))).toContain(problem);
  });

  test('is a rule without ports, of 40 types at most', () => {
    const forty = Array<object>(40).fill({ type: 255 });
    expect(icmps(forty).problems).toEqual([]);
    expect(problemOf(icmps([...forty, { type: 0 }]))).toContain('at most 40 types');
    expect(problemOf(icmps([], { toPorts: [{ ports: [{ port: '80' }] }] }))).toContain('nothing beside `toPorts`');
  });
});
