import { CheckedObject } from './checked-object';
import { Raw } from './raw';
import { Workload } from '../topology/model';
import { podKindOf } from '../topology/pod-templates';

/** A container of pods. */
export interface CheckedContainer {
  readonly name: string;
  readonly field: Raw;
  /** `init` comes to its end before the others start, `sidecar` (an init container that is restarted) stays. */
  readonly kind: 'main' | 'init' | 'sidecar';
}

/** The pods of a workload, as its template says. */
export interface CheckedPods {
  readonly object: CheckedObject;
  /** What the engine knows of them, and where in the cluster. */
  readonly workload: Workload;
  readonly position: number;
  /** The metadata of the template; of a pod, its own. */
  readonly metadata: Raw;
  readonly spec: Raw;
  readonly containers: readonly CheckedContainer[];
}

/** The template of the pods that an object runs, if it runs any; an empty one where it says nothing of them. */
export function podTemplateOf({ kind, apiVersion, root }: CheckedObject): Raw | undefined {
  const templates = (podKindOf(kind, apiVersion)?.templates ?? []).map((path) => root.get(...path));
  return templates.find((template) => template.get('spec').entries().length > 0) ?? templates[0];
}

/** The containers of a pod's spec. */
export function containersOf(spec: Raw): CheckedContainer[] {
  const toContainer = (field: Raw, kind: CheckedContainer['kind']): CheckedContainer => ({
    name: field.get('name').text() ?? '',
    field,
    kind,
  });
  const initial = spec
    .get('initContainers')
    .items()
    .map((field) => toContainer(field, field.get('restartPolicy').value === 'Always' ? 'sidecar' : 'init'));
  const main = spec
    .get('containers')
    .items()
    .map((field) => toContainer(field, 'main'));
  return [...initial, ...main];
}
