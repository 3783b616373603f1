import * as fc from 'fast-check';
import { KINDS, platformChart } from './platform';
import { ClusterGuardrail, GuardrailRuleOptions, Peer, Port } from '../../../src';
import { judge } from '../../../src/reachability/judge';
import { PortSet } from '../../../src/reachability/port-set';
import { judgeManifests } from '../../../src/report/analyse-app';
import { Manifest, render } from '../../manifests';
import { holds } from '../../property';

/*
 * Guardrails say: of the calls that are about a connection, the first one decides. Whatever policies, rules and priorities they
 * become, and whatever kind these are of, the engine must find the same.
 */

interface Pods {
  readonly namespace: string;
  readonly app: string;
  readonly address: string;
}

const TIERS: Readonly<Record<string, string>> = { a: 'db', b: 'web', c: 'web' };
const PODS: readonly Pods[] = ['a', 'b', 'c'].flatMap((namespace, i) =>
  ['x', 'y'].map((app, j) => ({ namespace, app, address: `10.244.${i}.${j + 1}` })),
);
const PORTS = [80, 443];

/** A peer in the words of the library, and whom it means. */
interface Named {
  readonly peer: () => Peer;
  readonly means: (pods: Pods) => boolean;
  /** Whether it is about addresses, which no rule for ingress and no exception of pods takes. */
  readonly isNetwork?: true;
}

const NAMED: readonly Named[] = [
  { peer: () => Peer.allPods(), means: () => true },
  { peer: () => Peer.namespace('a'), means: ({ namespace }) => namespace === 'a' },
  { peer: () => Peer.namespacesLabelled({ tier: 'web' }), means: ({ namespace }) => TIERS[namespace] === 'web' },
  { peer: () => Peer.podsLabelled({ app: 'x' }), means: ({ app }) => app === 'x' },
  {
    peer: () => Peer.pods({ namespace: 'b', labels: { app: 'y' } }),
    means: ({ namespace, app }) => namespace === 'b' && app === 'y',
  },
  { peer: () => Peer.cidr('10.244.1.0/24'), means: ({ address }) => /^10\.244\.1\./.test(address), isNetwork: true },
  { peer: () => Peer.anywhere(), means: () => true, isNetwork: true },
];
const WITHOUT_NETWORKS = NAMED.filter(({ isNetwork }) => isNetwork === undefined);

interface Call {
  readonly method: 'denyTo' | 'denyFrom' | 'acceptTo' | 'acceptFrom';
  readonly subject: Named;
  readonly subjectExcept: readonly Named[];
  readonly peer: Named;
  readonly except: readonly Named[];
  readonly ports: readonly number[];
}

const exceptions = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Named[]>([]) },
  { weight: 1, arbitrary: fc.subarray([...WITHOUT_NETWORKS.slice(1)], { maxLength: 2 }) },
);
/** Few of them, so that rules come back to pods that others were about in between. */
const subjects = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...WITHOUT_NETWORKS.slice(0, 2)) },
  { weight: 1, arbitrary: fc.constantFrom(...WITHOUT_NETWORKS) },
);
const call: fc.Arbitrary<Call> = fc
  .record({
    method: fc.constantFrom('denyTo' as const, 'denyFrom' as const, 'acceptTo' as const, 'acceptFrom' as const),
    subject: subjects,
    subjectExcept: exceptions,
    peer: fc.constantFrom(...NAMED),
    except: exceptions,
    ports: fc.subarray(PORTS, { minLength: 1 }),
  })
  .map((each) => (each.peer.isNetwork ? { ...each, except: [] } : each))
  .filter(({ method, peer }) => !(peer.isNetwork && method.endsWith('From')));

const meansIt = (pods: Pods, named: Named, except: readonly Named[]): boolean =>
  named.means(pods) && !except.some((each) => each.means(pods));

/** Says it to a guardrail; exceptions that leave nobody are no rule. */
function say(guardrail: ClusterGuardrail, { method, subject, subjectExcept, peer, except, ports }: Call): void {
  const options: GuardrailRuleOptions = {
    reason: 'because',
    ports: ports.map((port) => Port.tcp(port)),
    except: except.map((each) => each.peer()),
  };
  try {
    guardrail.pods(subject.peer(), { except: subjectExcept.map((each) => each.peer()) })[method](peer.peer(), options);
  } catch (error) {
    // What another one leaves nothing to has no say: it is never the first.
    if (!/leave nobody|leaves nothing/.test((error as Error).message)) throw error;
  }
}

function decides(calls: readonly Call[], from: Pods, to: Pods, port: number): boolean {
  const side = (ending: string, own: Pods, other: Pods): boolean => {
    const first = calls.find(
      ({ method, subject, subjectExcept, peer, except, ports }) =>
        method.endsWith(ending) &&
        ports.includes(port) &&
        meansIt(own, subject, subjectExcept) &&
        meansIt(other, peer, except),
    );
    return first === undefined || first.method.startsWith('accept');
  };
  return side('To', from, to) && side('From', to, from);
}

const SURROUNDINGS: Manifest[] = [
  ...Object.entries(TIERS).map(([name, tier]) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { tier } },
  })),
  ...PODS.map(({ namespace, app, address }) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: app, namespace, labels: { app } },
    spec: { containers: [{ name: 'c' }] },
    status: { podIP: address, podIPs: [{ ip: address }] },
  })),
];

test.each(KINDS)('as %s the first call that is about a connection decides it', (_, profile) => {
  holds(
    fc.property(fc.array(call, { minLength: 1, maxLength: 9 }), (calls) => {
      const chart = platformChart(profile);
      const guardrail = new ClusterGuardrail(chart, 'company', { priority: 0 });
      for (const each of calls) say(guardrail, each);
      const manifests = [...SURROUNDINGS, ...(render(chart) as Manifest[])].map((object: Manifest) => ({
        object,
        origin: { source: 'test', document: 1 },
      }));
      const { cluster } = judgeManifests(manifests, ['10.244.0.0/16']).analysis;
      for (const from of PODS) {
        for (const to of PODS) {
          if (from === to) continue;
          const [source, destination] = [from, to].map(({ namespace, app }) =>
            cluster.positions.get(`${namespace}/Pod/${app}`)!,
          );
          const { allow, unknown } = judge(cluster, source, destination);
          const found = PORTS.map((port) => {
            const asked = PortSet.range('TCP', port, port);
            return unknown.includes(asked) ? 'unknown' : allow.includes(asked);
          });
          expect(found).toEqual(PORTS.map((port) => decides(calls, from, to, port)));
        }
      }
    }),
    { runs: 60 },
  );
});
