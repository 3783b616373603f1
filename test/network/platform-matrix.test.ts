import { readFileSync } from 'fs';
import { join } from 'path';
import { ClusterProfile, Peer, Platform } from '../../src';

const PAGE = readFileSync(join(__dirname, '../../docs/cluster-profile.md'), 'utf8');

/** The rows of the table of platforms, by the name of the platform. */
const ROWS = new Map(
  [...PAGE.split('## Platforms at a glance')[1].matchAll(/^\| `([A-Z0-9_]+)` \|(.*)\|$/gm)].map(([, name, cells]) => [
    name,
    cells.split('|').map((cell) => cell.trim()),
  ]),
);
const NAMES = Object.keys(Platform) as (keyof typeof Platform)[];

const KNOWN = Peer.cidrs(['10.0.0.4/32']);

test('the table has each platform once', () => {
  expect([...ROWS.keys()].sort()).toEqual([...NAMES].sort());
});

describe.each(NAMES)('the row of %s', (name) => {
  const profile = new ClusterProfile({ platform: Platform[name], apiServer: KNOWN });
  const [dns, , , apiServer, families, enforced] = ROWS.get(name) ?? [];

  test('has the port of the API server, and who brings its calls', () => {
    const [port] = Peer.kubeApiServer()._ports(profile);
    const [caller] = Peer.kubeApiServer()._render(profile, 'ingress') ?? [];
    const { namespaceSelector, podSelector } = caller;
    const isHost = 'policy-group.network.openshift.io/host-network' in (namespaceSelector?.matchLabels ?? {});
    const by = isHost ? ', by the host network' : podSelector === undefined ? '' : ', by agents';
    expect(apiServer).toEqual(`${port.number}${by}`);
  });

  test('has the families', () => {
    expect(families).toEqual(profile.ipFamilies?.join(', '));
  });

  test('has the plugin, or says that it must be said', () => {
    const cni = /: `(\w+)`$/.exec(enforced)?.[1];
    const word = profile.cni?.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
    expect(cni ?? 'unknown').toEqual(profile.cni === undefined ? 'unknown' : word);
    expect(enforced.endsWith('say `cni`')).toBe(profile.cni === undefined);
  });

  test('has the DNS pods of its own, and their port', () => {
    const peers = profile.dns._servers.flatMap((server) => server.peers.map((peer) => peer._render(profile, 'egress')));
    const ports = profile.dns._servers.flatMap((server) => server.ports.map(({ number }) => number));
    expect(dns.includes('its own')).toBe(!JSON.stringify(peers).includes('"kube-dns"'));
    expect(dns.includes('5353')).toBe(ports.includes(5353));
  });
});
