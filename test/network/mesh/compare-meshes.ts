import { MeshedApp } from './meshed-app';
import { membersOf, Plan, REQUESTS, Step } from './meshed-plan';
import { Mesh, NetworkReport } from '../../../src';
import { httpWords } from '../../../src/topology/http-words';
import { Manifest } from '../../manifests';
import { warningsOf } from '../../promises/synth';

/* What differs between an app with a mesh and the same one without. */

/** Each mesh that a plan is made with. */
export const MESHES: readonly [string, () => Mesh][] = [
  ['istio', () => Mesh.istio()],
  ['istio-ambient', () => Mesh.istioAmbient({ waypoint: 'waypoint' })],
  ['linkerd', () => Mesh.linkerd()],
  ['cilium', () => Mesh.cilium()],
];

/** Why a mesh may refuse what is built without one. */
const REFUSALS = [
  /got a client outside of the mesh, to a server inside; allowed: [^;]+.*\. Fix: /,
  /http: got "[^"]+", which is outside of the mesh; allowed: [^;]+\. Fix: /,
];

/** What synth must not say of a mesh where all is declared. */
const MESH_RULES =
  /\[(mesh-wire-closed|identity-wider-than-policies|policies-wider-than-identity|plaintext-to-strict|identity-policy-without-mesh|identity-without-account|refused-by-identity|not-proven)\]/;

/** What gets through from one workload to another on a port: everything, or some requests. */
type Through = ReadonlyMap<string, string>;

/** A comparison of one app with one mesh. */
export interface Compared {
  readonly isRefused: boolean;
  /** Whether some requests alone get through somewhere. */
  readonly isLimited: boolean;
  readonly objects: readonly Manifest[];
  /** What is wrong, in words. */
  readonly problems: readonly string[];
}

/** Builds a plan with a mesh, in both orders of its calls, and compares it with the flows without one. */
export function compare(plan: Plan, name: string, makeMesh: () => Mesh, plain: Through): Compared {
  const meshed = build(plan, makeMesh(), false);
  if (typeof meshed === 'string') {
    const isExpected =
      plan.workloads.some(({ isOutside }) => isOutside) && REFUSALS.some((pattern) => pattern.test(meshed));
    const problems = isExpected ? [] : [`refused: ${meshed}`];
    return { isRefused: true, isLimited: false, objects: [], problems };
  }
  const yaml = synth(meshed);
  const objects = meshed.app.charts.flatMap((chart) => chart.toJson() as Manifest[]);
  const flows = flowsBetween(meshed);
  const again = build(plan, makeMesh(), true);
  const reversed = typeof again === 'string' ? again : synth(again);
  return {
    isRefused: false,
    isLimited: [...flows.values()].some((through) => through !== 'everything'),
    objects,
    problems: [
      ...warningsOf(meshed.app).filter((text) => MESH_RULES.test(text)),
      ...differences(plan, name, withRequests(plan, name, plain, flows), flows),
      ...twice(objects).map((id) => `there twice: ${id}`),
      ...(reversed === yaml ? [] : [`in reverse: ${firstDifference(yaml, reversed)}`]),
    ],
  };
}

/** All that is open between the workloads of a plan without a mesh. */
export function plainFlows(plan: Plan): Through {
  const app = new MeshedApp(plan, undefined);
  app.app.synthYaml();
  return flowsBetween(app);
}

function build(plan: Plan, mesh: Mesh, isReversed: boolean): MeshedApp | string {
  try {
    return new MeshedApp(plan, mesh, isReversed);
  } catch (error) {
    return (error as Error).message;
  }
}

function synth({ app }: MeshedApp): string {
  try {
    return app.synthYaml() as string;
  } catch (error) {
    return (error as Error).message;
  }
}

function firstDifference(a: string, b: string): string {
  const [ours, theirs] = [a, b].map((text) => text.split('\n'));
  const at = ours.findIndex((line, i) => line !== theirs[i]);
  return [...ours.slice(at, at + 3), 'but', ...theirs.slice(at, at + 3)].join('\n');
}

function twice(objects: readonly Manifest[]): string[] {
  const ids = objects.map(({ apiVersion, kind, metadata }: Manifest) =>
    [apiVersion.split('/')[0], kind, metadata.namespace, metadata.name].join(' '),
  );
  return ids.filter((id, i) => ids.indexOf(id) !== i);
}

function differences(plan: Plan, mesh: string, wanted: Through, found: Through): string[] {
  const keys = [...new Set([...wanted.keys(), ...found.keys()])];
  return keys
    .filter((key) => !isCarried(plan, mesh, key))
    .filter((key) => wanted.get(key) !== found.get(key))
    .map((key) => `${key}: ${found.get(key) ?? 'nothing'}, and not ${wanted.get(key) ?? 'nothing'}`);
}

/**
 * Where a mesh carries all ports through one, network policies cannot tell them apart: whoever connects to a server at all comes to the
 * ports that it opens to everybody, to namespaces by their labels, which are no identity, or to the addresses of pods.
 */
function isCarried(plan: Plan, mesh: string, key: string): boolean {
  const { workloads, steps } = plan;
  const [, to, port] = /\/w(\d+) on (\d+)\/TCP/.exec(key) ?? [];
  if (to === undefined || !['istio-ambient', 'linkerd'].includes(mesh)) return false;
  const { kind, door, hasProbe } = workloads[Number(to)];
  const isPublic = kind === 'web' && ['loadBalancer', 'nodePort', 'office'].includes(door) && port === '8080';
  // What probes ask is open to everybody.
  const isProbed = mesh === 'linkerd' && hasProbe && port === '8080' && key.includes('undefined');
  const isWide = steps.some(
    (step) =>
      step.step === 'allow' &&
      step.direction === 'in' &&
      step.of === Number(to) &&
      ((step.peer === 3 && port === '8443') || (step.peer === 5 && port === '8082')),
  );
  return isPublic || isProbed || isWide || isOpenToAddresses(plan, Number(to));
}

function flowsBetween({ app }: MeshedApp): Through {
  const report = NetworkReport.of(app);
  const { workloads } = report;
  const flows = new Map<string, string>();
  for (const { from, to, ports, only, verdict, reason } of report.flows()) {
    if (!workloads.includes(from) || !workloads.includes(to)) continue;
    for (const { protocol, port, endPort } of ports) {
      const on = port === endPort ? port : `${port}-${endPort}`;
      const what = verdict === 'allow' ? '' : `, ${verdict} (${reason})`;
      // The name of a Job has a hash of its pods.
      const [source, target] = [from, to].map((end) => end.replace(/^(.*\/Job\/w\d+)-.*$/, '$1'));
      flows.set(`${source} -> ${target} on ${on}/${protocol}${what}`, only === undefined ? 'everything' : widest(only));
    }
  }
  return flows;
}

/** Requests without those that are within others. */
function widest(requests: readonly string[]): string {
  // Those of Cilium are regular expressions.
  const paths = requests.map((words) => words.replace(/\(\\\?\.\*\)\?$/, '').replace(/\.\*$/, '*'));
  const all = [...new Set(paths)];
  return all
    .filter((own) => !all.some((other) => other !== own && isWithin(own, other)))
    .sort()
    .join(', ');
}

function isWithin(narrow: string, wide: string): boolean {
  const [a, b] = [narrow, wide].map((words) => /^HTTP(?: ([A-Z]+))?(?: (\/.*))?$/.exec(words)!.slice(1));
  if (b[0] !== undefined && a[0] !== b[0]) return false;
  if (b[1] === undefined || a[1] === b[1]) return true;
  return a[1] !== undefined && b[1].endsWith('*') && a[1].startsWith(b[1].slice(0, -1));
}

/** The workloads that a step connects to. */
function serversOf(workloads: Plan['workloads'], step: Step): readonly number[] {
  if (step.step === 'group') return membersOf(workloads, step);
  return step.step === 'connect' || step.step === 'connectAdmin' ? [step.to] : [];
}

/** Whether a server lets in the addresses of pods, because a client outside says why. */
function isOpenToAddresses({ workloads, steps, saysWhy }: Plan, server: number): boolean {
  return (
    saysWhy &&
    steps.some(
      (step) => 'from' in step && workloads[step.from].isOutside && serversOf(workloads, step).includes(server),
    )
  );
}

/** The flows with the requests that the plan names; of pods that let in whoever has an address, or another of the same account, whatever they are. */
function withRequests(plan: Plan, mesh: string, plain: Through, meshed: Through): Through {
  const { workloads, steps } = plan;
  return new Map(
    [...plain].map(([key, through]) => {
      const [, from, to] = /\/w(\d+)\S* -> \S*\/w(\d+)\S* on 8080\/TCP$/.exec(key) ?? [];
      if (from === undefined) return [key, through];
      const own = steps.filter((step) => 'from' in step && step.from === Number(from));
      const isWhole = own.some(
        (step) =>
          (step.step === 'connect' && step.http === undefined && step.to === Number(to)) ||
          (step.step === 'group' && membersOf(workloads, step).includes(Number(to))),
      );
      const { kind, door, hasProbe } = workloads[Number(to)];
      if (isWhole) return [key, through];
      const isPublic = kind === 'web' && ['loadBalancer', 'nodePort', 'office'].includes(door);
      if (isPublic || isOpenToAddresses(plan, Number(to)) || workloads[Number(from)].sharesAccount) {
        return [key, meshed.get(key) ?? through];
      }
      const requests = own.flatMap((step) =>
        step.step === 'connect' && step.to === Number(to) ? REQUESTS[step.http!] : [],
      );
      if (requests.length === 0) return [key, through];
      // Linkerd knows no kubelet, so that whoever the network policies let in may ask what probes ask.
      const probes = mesh === 'linkerd' && hasProbe ? [{ method: 'GET', path: '/healthz' }] : [];
      return [key, widest([...requests, ...probes].map(httpWords))];
    }),
  );
}
