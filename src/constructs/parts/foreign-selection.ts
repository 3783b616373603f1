import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { ClusterProfile } from '../../network/cluster-profile';
import { canonical } from '../../support/canonical';
import { isInTree } from '../../support/in-tree';
import { labelValueOf } from '../../support/names';
import { compareText } from '../../support/order';

/** Which pods are meant. */
export interface ForeignSelection {
  readonly labels: { readonly [key: string]: string };
  readonly namespace?: string;
}

const KNOWN = new WeakMap<IConstruct, Map<string, Construct>>();

/** The construct that stands for these pods already, if one of the same cluster does. */
export function foreignPodsOf(scope: Construct, selection: ForeignSelection): Construct | undefined {
  const found = KNOWN.get(scope.node.root)?.get(keyOf(scope, selection));
  return found !== undefined && isInTree(found) ? found : undefined;
}

/** Keeps which construct stands for some pods; the first of several. */
export function rememberForeignPods(pods: Construct, selection: ForeignSelection): void {
  const known = KNOWN.get(pods.node.root) ?? new Map<string, Construct>();
  KNOWN.set(pods.node.root, known);
  if (foreignPodsOf(pods, selection) === undefined) known.set(keyOf(pods, selection), pods);
}

/** Without a namespace nobody knows whether two charts mean the same pods. */
function keyOf(scope: Construct, { labels, namespace }: ForeignSelection): string {
  const place = namespace === undefined ? { chart: Chart.of(scope).node.path } : { namespace };
  return canonical([ClusterProfile._clusterOf(scope), place, labels]);
}

/** What a policy for pods with these labels is called: `foreign-redis`, `foreign-redis-master`. */
export function nameForPods({ labels }: ForeignSelection): string {
  const words = Object.entries(labels)
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, value]) => wordFor(key, value));
  return labelValueOf(`foreign-${words.join('-')}`);
}

/** A value that says nothing by itself stands for its key. */
function wordFor(key: string, value: string): string {
  const text = ['', 'true', 'false'].includes(value) ? key.split('/').pop()! : value;
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
