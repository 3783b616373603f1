import { App, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { chartOf, service, worker } from './policies';
import {
  Connections,
  DatabaseEngine,
  ExternalAlias,
  HeadlessDatabase,
  IConnectionTarget,
  Peer,
  Port,
  Worker,
} from '../../src';
import { renderAll } from '../../src/synth/inspection';
import { Manifest, testApp } from '../manifests';
import { holds } from '../property';

/*
 * Random apps: workloads of every kind in two namespaces, and random calls between them. Kubernetes reads an empty list
 * of peers, an empty peer and an empty selector as "everybody"; none may come out unless somebody asked for it in words.
 */

type Kind = 'service' | 'worker' | 'database' | 'plus';
type Direction = 'ingress' | 'egress';

/** Who a workload is opened to: another workload of the app, by its number, or somebody outside. */
type PeerPlan = { readonly workload: number } | { readonly outside: string };

interface Call {
  readonly who: number;
  readonly does: 'allowFrom' | 'allowTo' | 'connectTo';
  readonly peer: PeerPlan;
  readonly ports: string[];
}

interface Plan {
  readonly workloads: { readonly kind: Kind; readonly namespace: 'shop' | 'data' }[];
  readonly calls: Call[];
  readonly shuffled: Call[];
}

const OUTSIDE: Record<string, () => Peer> = {
  anywhere: () => Peer.anywhere(),
  allPodsInNamespace: () => Peer.allPodsInNamespace(),
  internet: () => Peer.internet(),
  cidr: () => Peer.cidr('10.0.0.0/8', { except: ['10.9.0.0/16'] }),
  ipv6: () => Peer.cidr('2001:db8::/32'),
  everyIpv4: () => Peer.cidr('0.0.0.0/0'),
  namespace: () => Peer.namespace('ops'),
  namespaces: () => Peer.namespacesLabelled({ team: 'ops' }),
  pods: () => Peer.pods({ labels: { app: 'tool' } }),
  podsElsewhere: () => Peer.pods({ namespace: 'ops', labels: { app: 'tool', tier: 'back' } }),
};

const PORTS: Record<string, () => Port> = {
  http: () => Port.tcp(8080),
  metrics: () => Port.tcp(9090),
  dns: () => Port.udp(53),
  dnsTcp: () => Port.DNS_TCP,
  sctp: () => Port.sctp(3868),
  range: () => Port.tcpRange(8000, 9000),
  named: () => Port.named('http'),
  allTcp: () => Port.allTcp(),
  allUdp: () => Port.allUdp(),
  all: () => Port.all(),
};

const ALIASES = ['alias:name', 'alias:networks', 'alias:addresses'];

function callArbitrary(workloads: number): fc.Arbitrary<Call> {
  const someWorkload = fc.record({ workload: fc.nat({ max: workloads - 1 }) });
  const who = fc.nat({ max: workloads - 1 });
  const outside = fc.record({ outside: fc.constantFrom(...Object.keys(OUTSIDE)) });
  const alias = fc.record({ outside: fc.constantFrom(...ALIASES) });
  const ports = fc.array(fc.constantFrom(...Object.keys(PORTS)), { minLength: 1, maxLength: 3 });
  return fc.oneof(
    fc.record({ who, does: fc.constantFrom('allowFrom', 'allowTo'), peer: fc.oneof(someWorkload, outside), ports }),
    fc.record({ who, does: fc.constant('connectTo' as const), peer: fc.oneof(someWorkload, alias), ports }),
  );
}

const plans: fc.Arbitrary<Plan> = fc
  .array(
    fc.record({
      kind: fc.constantFrom<Kind[]>('service', 'worker', 'database', 'plus'),
      namespace: fc.constantFrom('shop', 'data'),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .chain((workloads) =>
    fc
      .array(callArbitrary(workloads.length), { maxLength: 12 })
      .chain((calls) =>
        fc
          .shuffledSubarray(calls, { minLength: calls.length, maxLength: calls.length })
          .map((shuffled) => ({ workloads, calls, shuffled })),
      ),
  ) as fc.Arbitrary<Plan>;

/** A workload of the plan, and how it can be told to connect. */
interface Made {
  readonly podLabels: Record<string, string>;
  readonly self: Worker | HeadlessDatabase | kplus.Deployment;
  readonly target?: IConnectionTarget;
  connections(): Connections;
}

function make(chart: Chart, kind: Kind, id: string): Made {
  const podLabels = { 'app.kubernetes.io/name': id };
  switch (kind) {
    case 'service': {
      const self = service(chart, id);
      return { self, podLabels, target: self, connections: () => self.connections };
    }
    case 'worker': {
      const self = worker(chart, id);
      return { self, podLabels, connections: () => self.connections };
    }
    case 'database': {
      const engine = DatabaseEngine.redis('7.4');
      const self = new HeadlessDatabase(chart, id, { engine, storage: Size.gibibytes(1) });
      return { self, podLabels, target: self, connections: () => self.connections };
    }
    case 'plus': {
      const self = new kplus.Deployment(chart, id, { containers: [{ image: 'ghcr.io/acme/tool:1.0.0' }] });
      const label = 'cdk8s.io/metadata.addr';
      return {
        self,
        podLabels: { [label]: self.podMetadata.getLabel(label)! },
        connections: () => Connections.of(self),
      };
    }
  }
}

/** Makes the app, with its calls in this order. */
function build({ workloads }: Plan, calls: Call[]): { made: Made[]; manifests: Manifest[] } {
  const app: App = testApp();
  const charts = { shop: chartOf(app, 'shop'), data: chartOf(app, 'data') };
  const made = workloads.map(({ kind, namespace }, i) => make(charts[namespace], kind, `w${i}`));
  const aliases: Record<string, ExternalAlias> = {
    'alias:name': new ExternalAlias(charts.shop, 'name', { hostname: 'api.stripe.com', port: 443 }),
    'alias:networks': new ExternalAlias(charts.shop, 'networks', {
      hostname: 'api.example.com',
      cidrs: ['203.0.113.0/24'],
      port: 443,
    }),
    'alias:addresses': new ExternalAlias(charts.data, 'addresses', {
      addresses: ['10.20.0.5', '2001:db8::5'],
      port: 5432,
    }),
  };
  for (const { who, does, peer, ports } of calls) {
    const { self, connections } = made[who];
    if (does === 'connectTo') {
      const target = 'workload' in peer ? made[peer.workload].target : aliases[peer.outside];
      if (target !== undefined && !(self instanceof kplus.Deployment)) self.connectTo(target);
    } else {
      const other = 'workload' in peer ? made[peer.workload].self : OUTSIDE[peer.outside]();
      connections()[does](
        other,
        ports.map((port) => PORTS[port]()),
      );
    }
  }
  // Whoever was not told anything is isolated all the same.
  for (const { connections } of made) connections();
  // Some name ports that no container has, which synth refuses; what is rendered must be right all the same.
  return { made, manifests: renderAll(app).map(({ content }) => content) };
}

/** The numbers of the workloads for which this peer was asked for, in that direction. */
function asked(calls: Call[], direction: Direction, outside: string): Set<number> {
  const does = direction === 'ingress' ? 'allowFrom' : 'allowTo';
  return new Set(
    calls
      .filter((call) => call.does === does && 'outside' in call.peer && call.peer.outside === outside)
      .map(({ who }) => who),
  );
}

function policyOf(manifests: Manifest[], podLabels: Record<string, string>): Manifest {
  const own = manifests.filter(
    ({ kind, spec }) =>
      kind === 'NetworkPolicy' && JSON.stringify(spec.podSelector) === JSON.stringify({ matchLabels: podLabels }),
  );
  expect(own.map(({ kind }) => kind)).toEqual(['NetworkPolicy']);
  return own[0].spec;
}

function peersOf(rule: Manifest, direction: Direction): Manifest[] | undefined {
  return direction === 'ingress' ? rule.from : rule.to;
}

/** What a peer selects, as far as it matters here. */
function widthOf(peer: Manifest): 'everybody' | 'all pods of the namespace' | 'somebody' {
  const { ipBlock, namespaceSelector, podSelector } = peer;
  const selects = (selector: Manifest): boolean => Object.keys(selector?.matchLabels ?? {}).length > 0;
  if (ipBlock !== undefined || selects(namespaceSelector)) return 'somebody';
  if (namespaceSelector !== undefined || podSelector === undefined) return 'everybody';
  return selects(podSelector) ? 'somebody' : 'all pods of the namespace';
}

/** Each run builds whole apps. */
const RUNS = { runs: 40 };

const DIRECTIONS: Direction[] = ['ingress', 'egress'];

test('each workload owns exactly one policy, for both directions, and nobody else has one', () => {
  holds(
    fc.property(plans, (plan) => {
      const { made, manifests } = build(plan, plan.calls);
      for (const { podLabels } of made) {
        expect(policyOf(manifests, podLabels).policyTypes).toEqual(['Ingress', 'Egress']);
      }
      expect(manifests.filter(({ kind }) => kind === 'NetworkPolicy').length).toEqual(made.length);
    }),
    RUNS,
  );
});

test.each(DIRECTIONS)('no rule for %s is for everybody unless somebody said Peer.anywhere()', (direction) => {
  holds(
    fc.property(plans, (plan) => {
      const { made, manifests } = build(plan, plan.calls);
      const everybody = made.map(({ podLabels }) =>
        (policyOf(manifests, podLabels)[direction] ?? []).some((rule: Manifest) => {
          const peers = peersOf(rule, direction);
          return peers === undefined || peers.length === 0 || peers.some((peer) => widthOf(peer) === 'everybody');
        }),
      );
      const said = asked(plan.calls, direction, 'anywhere');
      expect(everybody).toEqual(made.map((_, i) => said.has(i)));
    }),
    RUNS,
  );
});

test.each(DIRECTIONS)('no rule for %s has an empty list of peers or ports, or an empty peer', (direction) => {
  holds(
    fc.property(plans, (plan) => {
      const { made, manifests } = build(plan, plan.calls);
      for (const { podLabels } of made) {
        for (const rule of policyOf(manifests, podLabels)[direction] ?? []) {
          expect(peersOf(rule, direction)).not.toEqual([]);
          expect(rule.ports).not.toEqual([]);
          expect((peersOf(rule, direction) ?? []).map(widthOf)).not.toContain('everybody');
        }
      }
    }),
    RUNS,
  );
});

test.each(DIRECTIONS)('no rule for %s selects all pods unless somebody said Peer.allPodsInNamespace()', (direction) => {
  holds(
    fc.property(plans, (plan) => {
      const { made, manifests } = build(plan, plan.calls);
      const said = asked(plan.calls, direction, 'allPodsInNamespace');
      made.forEach(({ podLabels }, i) => {
        const widths = (policyOf(manifests, podLabels)[direction] ?? []).flatMap((rule: Manifest) =>
          (peersOf(rule, direction) ?? []).map(widthOf),
        );
        if (!said.has(i)) expect(widths).not.toContain('all pods of the namespace');
      });
    }),
    RUNS,
  );
});

test('no policy is written onto all pods of a namespace', () => {
  holds(
    fc.property(plans, (plan) => {
      const { manifests } = build(plan, plan.calls);
      for (const { spec } of manifests.filter(({ kind }) => kind === 'NetworkPolicy')) {
        expect(Object.keys(spec.podSelector.matchLabels).length).toEqual(1);
      }
    }),
    RUNS,
  );
});

test('what is rendered does not depend on the order of the calls, nor on how often they are made', () => {
  holds(
    fc.property(plans, (plan) => {
      const expected = JSON.stringify(build(plan, plan.calls).manifests);
      expect(JSON.stringify(build(plan, plan.shuffled).manifests)).toEqual(expected);
      expect(JSON.stringify(build(plan, [...plan.calls, ...plan.shuffled]).manifests)).toEqual(expected);
    }),
    RUNS,
  );
});

test('the two ends of a connection say the same ports', () => {
  holds(
    fc.property(plans, (plan) => {
      // A rule for everybody swallows the peers that it covers, so there it is left out.
      const calls = plan.calls.filter(({ peer }) => !('outside' in peer && peer.outside === 'anywhere'));
      const { made, manifests } = build(plan, calls);
      const specs = made.map(({ podLabels }) => policyOf(manifests, podLabels));
      const opens = (from: number, to: number, direction: Direction): string[] =>
        specs[from][direction]?.flatMap((rule: Manifest) =>
          (peersOf(rule, direction) ?? [])
            .filter((peer) => JSON.stringify(peer.podSelector) === JSON.stringify({ matchLabels: made[to].podLabels }))
            .map(() => JSON.stringify(rule.ports ?? 'all')),
        ) ?? [];
      made.forEach((_, client) =>
        made.forEach((__, server) => {
          expect(opens(client, server, 'egress')).toEqual(opens(server, client, 'ingress'));
        }),
      );
    }),
    RUNS,
  );
});
