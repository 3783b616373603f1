import { readFileSync } from 'fs';
import { Construct, IConstruct } from 'constructs';
import { ClusterProfile } from '../network/cluster-profile';
import { Dns } from '../network/dns';
import { Analysis } from '../reachability/analysis';
import { AskedEnd, parseAskedEnd } from '../reachability/asked-end';
import { analysisFor, Judged, judgeManifests } from '../report/analyse-app';
import { workloadIdsOf } from '../report/workload-ids';
import { readYaml } from '../topology/read-yaml';

/** A workload of manifest files, for expectations. */
export interface WorkloadInFiles {
  readonly analysis: Analysis;
  readonly id: string;
}

/** Manifest files, for expectations about their workloads. */
export interface ManifestFiles {
  /** What is in the files, as the rules see it. */
  readonly judged: Judged;
  /** The workload of that id, `namespace/name`, or name. */
  workload(id: string): WorkloadInFiles;
}

/** Whether a subject is files as a whole. */
export function isManifestFiles(subject: unknown): subject is ManifestFiles {
  return typeof subject === 'object' && subject !== null && 'judged' in subject && 'workload' in subject;
}

/** What an expectation is about: a construct, or a workload of manifest files. */
export type Subject = IConstruct | WorkloadInFiles;

/** Reads manifest files: rendered by synth, by Helm or kustomize, or written by hand. */
export function manifestFiles(...paths: string[]): ManifestFiles {
  const read = paths.map((path) => readYaml(textOf(path), path));
  const broken = read.flatMap(({ problems }) => problems);
  if (broken.length > 0) {
    throw new Error(broken.map(({ source, line, message }) => `${source}, line ${line}: ${message}`).join('\n'));
  }
  const judged = judgeManifests(read.flatMap(({ manifests }) => manifests));
  return { judged, workload: (id) => ({ analysis: judged.analysis, id }) };
}

/** Strict, because a text in another encoding would be read as nonsense. */
function textOf(path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    throw new Error(`manifestFiles: ${path}: ${(error as Error).message}; allowed: a file of text in UTF-8`);
  }
}

/** The analysis that a subject is in, and its position there. */
export function locate(subject: Subject): { analysis: Analysis; position: number } {
  const analysis = Construct.isConstruct(subject) ? analysisFor(subject) : (subject as WorkloadInFiles).analysis;
  if (analysis === undefined) {
    throw new Error(
      `expect: got ${String(subject)}; allowed: a construct with pods, or manifestFiles(…).workload(…). ` +
        'Fix: pass the workload itself',
    );
  }
  const end = endOf(analysis, subject);
  if (end.kind === 'workload') return { analysis, position: end.position };
  throw new Error(`expect: got ${end.text}; allowed: a workload. Fix: put addresses on the other side`);
}

/** One end of a connection: a construct, a workload of files, or a text such as `internet` or `ip:10.0.0.0/8`. */
export function endOf(analysis: Analysis, end: Subject | string): AskedEnd {
  if (typeof end === 'string') return parseAskedEnd(analysis.cluster, end);
  if (!Construct.isConstruct(end)) return parseAskedEnd(analysis.cluster, (end as WorkloadInFiles).id);
  const ids = workloadIdsOf(analysis, end);
  if (ids.length === 1) return parseAskedEnd(analysis.cluster, ids[0]);
  throw new Error(
    `${end.node.path}: got a construct with ${ids.length} workloads; allowed: exactly one. Fix: pass the workload itself`,
  );
}

/** Where a workload asks for names: what its profile says; files have no profile, so any DNS that is known counts. */
export function profileOf(subject: Subject): ClusterProfile {
  return Construct.isConstruct(subject) ? ClusterProfile.of(subject) : ANY_DNS;
}

const ANY_DNS = new ClusterProfile({
  dns: Dns.anyOf(Dns.coreDns(), Dns.nodeLocal(), Dns.gke(), Dns.eksAutoMode(), Dns.aks(), Dns.openshift()),
});
