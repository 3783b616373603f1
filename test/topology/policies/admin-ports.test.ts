import {
  adminPolicy,
  baselinePolicy,
  clusterPolicy,
  firstEgress,
  legalPolicy,
  many,
  readPolicy,
} from './admin-policy-parts';
import { PolicyPort } from '../../../src/topology/model';

const PODS = '[{ namespaces: {} }]';

/** A policy of v1alpha2 whose only rule is for these protocols. */
function withProtocols(protocols: string, to = PODS): string {
  return clusterPolicy(`  egress: [{ action: Accept, to: ${to}, protocols: ${protocols} }]`);
}

/** A policy of v1alpha1 whose only rule is for these ports. */
function withPorts(ports: string, to = PODS): string {
  return adminPolicy(`  egress: [{ action: Allow, to: ${to}, ports: ${ports} }]`);
}

const NAMED_WEB: readonly PolicyPort[] = [
  { protocol: 'TCP', kind: 'named', name: 'web' },
  { protocol: 'UDP', kind: 'named', name: 'web' },
  { protocol: 'SCTP', kind: 'named', name: 'web' },
];

describe('protocols of a ClusterNetworkPolicy', () => {
  it('that are absent are all ports of all protocols', () => {
    expect(
      firstEgress(clusterPolicy(`  egress: [{ action: Accept, to: ${PODS}, protocols: null }]`)),
    ).not.toHaveProperty('ports');
  });

  it.each([
    ['tcp', 'TCP'],
    ['udp', 'UDP'],
    ['sctp', 'SCTP'],
  ])('may be ports of %s by number or range', (key, protocol) => {
    const protocols = `[{ ${key}: { destinationPort: { number: 65535 } } }, { ${key}: { destinationPort: { range: { start: 1, end: 2 } } } }]`;
    expect(firstEgress(withProtocols(protocols)).ports).toEqual([
      { protocol, kind: 'range', first: 65535, last: 65535 },
      { protocol, kind: 'range', first: 1, last: 2 },
    ]);
  });

  it('may be a port by its name, whatever its protocol is', () => {
    expect(firstEgress(withProtocols('[{ destinationNamedPort: web }]')).ports).toEqual(NAMED_WEB);
  });

  it('that say no port are all ports of it, which is worth a word', () => {
    const { policies, problems, warnings } = readPolicy(withProtocols('[{ udp: {} }]'));
    expect(problems).toEqual([]);
    expect(policies[0].rules.egress![0].ports).toEqual([{ protocol: 'UDP', kind: 'all' }]);
    expect(warnings).toEqual([
      'line 8: spec.egress[0].protocols[0].udp: got an empty map, which the API server may refuse; it is read as every UDP port. Fix: write udp: { destinationPort: { range: { start: 1, end: 65535 } } }',
    ]);
  });

  it.each([
    ['[]', ': got []; allowed: a list of ports, and at least one. Fix: for every port, leave it out'],
    [
      '[{}]',
      '[0]: got {}; allowed: exactly one of `tcp`, `udp`, `sctp`, `destinationNamedPort`. Fix: for every port, leave `protocols` out',
    ],
    [
      '[{ tcp: { destinationPort: { number: 1 } }, destinationNamedPort: web }]',
      '[0]: got {"tcp":{"destinationPort":{"number":1}},"destinationNamedPort":"web"}; allowed: exactly one of `tcp`, `udp`, `sctp`, `destinationNamedPort`',
    ],
    ['[tcp]', '[0]: got "tcp"; allowed: a map'],
    ['[{ tcp: 80 }]', '[0].tcp: got 80; allowed: a map'],
    ['[{ tcp: { destinationPort: 80 } }]', '[0].tcp.destinationPort: got 80; allowed: a map'],
    [
      '[{ tcp: { destinationPort: {} } }]',
      '[0].tcp.destinationPort: got {}; allowed: exactly one of `number`, `range`',
    ],
    [
      '[{ tcp: { destinationPort: { number: 1, range: { start: 1, end: 2 } } } }]',
      '[0].tcp.destinationPort: got {"number":1,"range":{"start":1,"end":2}}; allowed: exactly one of `number`, `range`',
    ],
    [
      '[{ tcp: { destinationPort: { number: 0 } } }]',
      '[0].tcp.destinationPort.number: got 0; allowed: a port number from 1 to 65535',
    ],
    [
      '[{ tcp: { destinationPort: { number: 65536 } } }]',
      '[0].tcp.destinationPort.number: got 65536; allowed: a port number from 1 to 65535',
    ],
    [
      '[{ tcp: { destinationPort: { number: "80" } } }]',
      '[0].tcp.destinationPort.number: got "80"; allowed: a port number from 1 to 65535',
    ],
    [
      '[{ tcp: { destinationPort: { range: { start: 1 } } } }]',
      '[0].tcp.destinationPort.range.end: got nothing; allowed: a port number from 1 to 65535, and it is required',
    ],
    [
      '[{ tcp: { destinationPort: { range: { start: 2, end: 1 } } } }]',
      '[0].tcp.destinationPort.range.end: got 1; allowed: more than `start`, which is 2',
    ],
    [
      '[{ tcp: { destinationPort: { range: { start: 2, end: 2 } } } }]',
      '[0].tcp.destinationPort.range.end: got 2; allowed: more than `start`, which is 2. Fix: write one port by its number',
    ],
    ['[{ destinationNamedPort: "" }]', '[0].destinationNamedPort: got ""; allowed: text, and it is required'],
    [
      '[{ destinationNamedPort: Web_1 }]',
      '[0].destinationNamedPort: got "Web_1"; allowed: a name of at most 15 lower-case letters, digits and single "-", with a letter',
    ],
  ])('are refused as %s', (protocols, message) => {
    expect(readPolicy(withProtocols(protocols)).problems).toEqual([`line 8: spec.egress[0].protocols${message}`]);
  });

  it('are at most 25', () => {
    const port = '{ tcp: { destinationPort: { number: 80 } } }';
    expect(firstEgress(withProtocols(many(25, port))).ports).toHaveLength(25);
    expect(readPolicy(withProtocols(many(26, port))).problems).toEqual([
      'line 8: spec.egress[0].protocols: got 26 ports; allowed: at most 25. Fix: put the others into a rule of their own',
    ]);
  });

  it.each(['networks: [10.0.0.0/8]', 'nodes: {}', 'domainNames: [a.example.com]'])(
    'have no names beside %s, which have no named ports',
    (peer) => {
      const protocols = '[{ tcp: { destinationPort: { number: 1 } } }, { destinationNamedPort: web }]';
      expect(readPolicy(withProtocols(protocols, `[{ namespaces: {} }, { ${peer} }]`)).problems).toEqual([
        'line 8: spec.egress[0].protocols[1].destinationNamedPort: got "web"; allowed: numbers in rules with networks, nodes or names, which have no named ports. Fix: make it a rule of its own',
      ]);
      expect(
        readPolicy(withProtocols('[{ sctp: { destinationPort: { number: 1 } } }]', `[{ ${peer} }]`)).problems,
      ).toEqual([]);
    },
  );

  it('have names in rules of ingress', () => {
    const { rules } = legalPolicy(
      clusterPolicy(`  ingress: [{ action: Deny, from: ${PODS}, protocols: [{ destinationNamedPort: web }] }]`),
    );
    expect(rules.ingress![0].ports).toEqual(NAMED_WEB);
  });
});

describe('ports of an AdminNetworkPolicy', () => {
  it('that are absent are all ports of all protocols', () => {
    expect(firstEgress(adminPolicy(`  egress: [{ action: Deny, to: ${PODS} }]`))).not.toHaveProperty('ports');
  });

  it('are of TCP unless they say otherwise', () => {
    const ports = `[{ portNumber: { port: 80 } }, { portNumber: { protocol: UDP, port: 53 } }, { portRange: { start: 1, end: 9 } }, { portRange: { protocol: SCTP, start: 9, end: 9 } }]`;
    expect(firstEgress(withPorts(ports)).ports).toEqual([
      { protocol: 'TCP', kind: 'range', first: 80, last: 80 },
      { protocol: 'UDP', kind: 'range', first: 53, last: 53 },
      { protocol: 'TCP', kind: 'range', first: 1, last: 9 },
      { protocol: 'SCTP', kind: 'range', first: 9, last: 9 },
    ]);
  });

  it('may be given by name, whatever the protocol is', () => {
    expect(firstEgress(withPorts('[{ namedPort: web }]')).ports).toEqual(NAMED_WEB);
  });

  it.each([
    ['[]', ': got []; allowed: a list of ports, and at least one. Fix: for every port, leave it out'],
    [
      '[{}]',
      '[0]: got {}; allowed: exactly one of `portNumber`, `portRange`, `namedPort`. Fix: for every port, leave `ports` out',
    ],
    [
      '[{ portNumber: { port: 1 }, namedPort: web }]',
      '[0]: got {"portNumber":{"port":1},"namedPort":"web"}; allowed: exactly one of `portNumber`, `portRange`, `namedPort`',
    ],
    [
      '[{ portNumber: {} }]',
      '[0].portNumber.port: got nothing; allowed: a port number from 1 to 65535, and it is required',
    ],
    ['[{ portNumber: 80 }]', '[0].portNumber: got 80; allowed: a map'],
    ['[{ portNumber: { port: web } }]', '[0].portNumber.port: got "web"; allowed: a port number from 1 to 65535'],
    [
      '[{ portNumber: { protocol: tcp, port: 1 } }]',
      '[0].portNumber.protocol: got "tcp"; allowed: one of TCP, UDP, SCTP',
    ],
    ['[{ portRange: { start: 3, end: 2 } }]', '[0].portRange.end: got 2; allowed: at least `start`, which is 3'],
    ['[{ portRange: { start: 0, end: 2 } }]', '[0].portRange.start: got 0; allowed: a port number from 1 to 65535'],
  ])('are refused as %s', (ports, message) => {
    const { problems } = readPolicy(withPorts(ports));
    expect(problems).toContain(`line 7: spec.egress[0].ports${message}`);
  });

  it('are at most 100', () => {
    expect(firstEgress(withPorts(many(100, '{ portNumber: { port: 80 } }'))).ports).toHaveLength(100);
    expect(readPolicy(withPorts(many(101, '{ portNumber: { port: 80 } }'))).problems).toEqual([
      'line 7: spec.egress[0].ports: got 101 ports; allowed: at most 100. Fix: put the others into a rule of their own',
    ]);
  });

  it('have no names beside networks', () => {
    expect(readPolicy(withPorts('[{ namedPort: web }]', '[{ networks: [10.0.0.0/8] }]')).problems).toEqual([
      'line 7: spec.egress[0].ports[0].namedPort: got "web"; allowed: numbers in rules with networks, nodes or names, which have no named ports. Fix: make it a rule of its own',
    ]);
  });

  it.each([
    ['[{ portNumber: { port: 1, endPort: 2 } }]', 'spec.egress[0].ports[0].portNumber.endPort is not known here'],
    ['[{ portRange: { start: 1, end: 2, step: 1 } }]', 'spec.egress[0].ports[0].portRange.step is not known here'],
    ['[{ port: 80 }]', 'spec.egress[0].ports[0].port is not known here'],
  ])('with fields that nobody knows leave the policy unjudged: %s', (ports, notJudged) => {
    expect(readPolicy(withPorts(ports))).toMatchObject({ notJudged, problems: [] });
  });
});

describe('ports of a BaselineAdminNetworkPolicy', () => {
  it('are those of an AdminNetworkPolicy', () => {
    const rule = (ports: string): string =>
      baselinePolicy(`  egress: [{ action: Deny, to: ${PODS}, ports: ${ports} }]`);
    expect(firstEgress(rule('[{ portNumber: { protocol: UDP, port: 53 } }, { namedPort: web }]')).ports).toEqual([
      { protocol: 'UDP', kind: 'range', first: 53, last: 53 },
      ...NAMED_WEB,
    ]);
  });
});
