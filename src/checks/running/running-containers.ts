import { quote } from '../../support/show';
import { CheckInput } from '../check-input';
import { CheckedObject } from '../checked-object';
import { CheckedContainer, CheckedPods } from '../checked-pods';
import { Raw } from '../raw';

/** A container, with the pods that it is of. */
export interface RunningContainer {
  readonly pods: CheckedPods;
  readonly object: CheckedObject;
  readonly kind: CheckedContainer['kind'];
  readonly field: Raw;
  /** What it is called in messages: `container app`, `init container migrate`. */
  readonly words: string;
  /** What tells it from others of the same pods. */
  readonly key: string;
}

/** What runs pods, without what stands for pods that no manifest has, or says nothing of them: nobody knows what those run. */
export function runningPods({ pods, context: { standIns } }: CheckInput): readonly CheckedPods[] {
  return pods.filter(({ object, spec }) => standIns?.has(object.id) !== true && spec.entries().length > 0);
}

/** The containers of all of them. */
export function runningContainers(input: CheckInput): readonly RunningContainer[] {
  return input.once(runningPods).flatMap((pods) => pods.containers.map((container) => toRunning(pods, container)));
}

/** A name as messages have it: anybody's may be of any characters. */
export function shownName(name: string): string {
  return /^[\w./:=,@-]{1,253}$/.test(name) ? name : quote(name);
}

/** Whether pods are for nodes of Windows, where most of what a security context says means nothing. */
export function isForWindows(spec: Raw): boolean {
  return spec.get('os', 'name').value === 'windows' || spec.get('nodeSelector', 'kubernetes.io/os').value === 'windows';
}

function toRunning(pods: CheckedPods, { name, field, kind }: CheckedContainer): RunningContainer {
  const [list, index] = field.path.slice(-2);
  const key = name === '' ? `${list}[${index}]` : name;
  const called = { main: 'container', init: 'init container', sidecar: 'sidecar' }[kind];
  const words = name === '' ? key : `${called} ${shownName(name)}`;
  return { pods, object: pods.object, kind, field, words, key };
}
