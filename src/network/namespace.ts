import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { isResource } from '../plus/recognise';
import { checkLabels, checkNamespace } from '../support/names';
import { refuse } from '../support/refuse';

/**
 * The namespace that a construct's objects land in, or `undefined` where only whoever applies the manifests knows.
 */
export function namespaceOf(construct: IConstruct): string | undefined {
  const placed = PLACED.get(construct);
  if (placed !== undefined) return placed;
  if (ApiObject.isApiObject(construct) || isResource(construct)) return construct.metadata.namespace;
  return Chart.of(construct).namespace;
}

/** Constructs whose pods are in another namespace than the objects of their chart. */
const PLACED = new WeakMap<IConstruct, string>();

/** Says that a construct is about pods of this namespace, whatever that of its chart is. */
export function placeIn(construct: IConstruct, namespace: string): void {
  PLACED.set(construct, namespace);
}

/** Checks what cdk8s writes into each object of a chart without looking at it: its namespace and its labels. */
export function checkChart(construct: IConstruct): void {
  const chart = Chart.of(construct);
  if (chart.namespace !== undefined) checkNamespace(chart, chart.namespace);
  checkLabels(chart, chart.labels);
}

/** Where `other` lies, seen from `self`: `undefined` for the same namespace, else its name. */
export function namespaceSeenFrom(self: IConstruct, other: IConstruct): string | undefined {
  const here = namespaceOf(self);
  const there = namespaceOf(other);
  if (here === there) return undefined;
  if (here !== undefined && there !== undefined) return there;
  const unknown = here === undefined ? self : other;
  return refuse(unknown, {
    what: 'namespace',
    got: undefined,
    allowed: `a known one, because "${self.node.path}" and "${other.node.path}" may be in different namespaces`,
    fix: `give its chart a namespace: new Chart(app, ${JSON.stringify(Chart.of(unknown).node.id)}, { namespace: '…' })`,
  });
}
