import { ApiObject } from 'cdk8s';
import { analyseCluster } from './analyse-cluster';
import { PodsOfApp } from './pods-of-app';
import { idOf, RenderedCluster } from './rendered-cluster';
import { isForeign, Member } from '../network/declarations';
import { namespaceOf } from '../network/namespace';
import { Analysis } from '../reachability/analysis';

/** What is analysed, with the objects that tell whose pods are whose. */
export interface Analysed extends ReturnType<typeof analyseCluster> {
  readonly pods: PodsOfApp;
}

/**
 * Analyses what is rendered. Foreign pods that no manifest has are there by what the app says: for each lot of them a pod
 * stands that carries exactly these labels, so that what is declared for them is held against the rendered policies.
 */
export function analyseWithForeignPods(rendered: RenderedCluster, members: readonly Member[]): Analysed {
  const analysed = analyse(rendered, members);
  const missing = members.filter((member) => isForeign(member) && !analysed.pods.isCarried(member));
  if (missing.length === 0 || analysed.problems.length > 0) return analysed;
  const contents = missing.map((member) => ({ member, content: standIn(member, analysed.analysis.cluster.positions) }));
  const objects = contents.map(({ member: { owner }, content }) => {
    return { owner, content, kind: content.kind, apiVersion: content.apiVersion, ...content.metadata };
  });
  const manifests = contents.map(({ member: { owner }, content }) => {
    return { object: content, origin: { source: owner.node.path, document: 1 } };
  });
  const all = analyse(
    { ...rendered, objects: [...rendered.objects, ...objects], manifests: [...rendered.manifests, ...manifests] },
    members,
  );
  STAND_INS.set(all.analysis, new Set(objects.map(idOf)));
  return all;
}

const STAND_INS = new WeakMap<Analysis, ReadonlySet<string>>();
const NONE: ReadonlySet<string> = new Set();

/** The ids of the pods that stand for some which no manifest has: their ports are not known. */
export function standInsOf(analysis: Analysis): ReadonlySet<string> {
  return STAND_INS.get(analysis) ?? NONE;
}

function analyse(rendered: RenderedCluster, members: readonly Member[]): Analysed {
  const { analysis, problems } = analyseCluster(rendered);
  return { analysis, problems, pods: new PodsOfApp(analysis.cluster, rendered.objects, members) };
}

function standIn({ owner, podLabels, policy, mesh }: Member, taken: ReadonlyMap<string, number>) {
  const namespace = namespaceOf(owner);
  const { name } = policy as ApiObject;
  const isTaken = taken.has(`${namespace ?? 'default'}/Pod/${name}`);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: isTaken ? `${name}.pods` : name, namespace, labels: { ...podLabels } },
    // By it the rules of a mesh know them; nobody can tell that of pods without one.
    spec: { serviceAccountName: mesh?.account, containers: [] },
  };
}
