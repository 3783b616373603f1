import { Field } from './manifest';
import { Labels, Workload } from './model';
import { groupOf, kindInIds, PodKind, podKindOf } from './pod-templates';

/** The controller of an object, by its owner reference. */
export interface Owner {
  readonly kind: string;
  readonly group: string;
  readonly name: string;
  /** What is known of its kind, if that is read. */
  readonly podKind?: PodKind;
}

/** A workload as it was read, and who made it. */
export interface OwnedWorkload {
  readonly workload: Workload;
  readonly owner?: Owner;
  /** Whether its controller has scaled it to nothing, as it does with those of former versions. */
  readonly isRetired: boolean;
  /** The workload whose template its pods have. */
  readonly templateOf?: Owner;
  readonly root: Field;
  /** What its pods are made of. */
  readonly template: Field;
}

/** The controller that an object names. */
export function ownerOf(root: Field): Owner | undefined {
  const owners = root.get('metadata').get('ownerReferences').items();
  const controller = owners.find((owner) => owner.get('controller').flag());
  const name = controller?.get('name').objectName();
  if (controller === undefined || name === undefined) return undefined;
  const kind = controller.get('kind').text() ?? '';
  const apiVersion = controller.get('apiVersion').text() ?? '';
  // The pods that a node runs of its own files are one of a kind.
  if (kind === 'Node' || !/^[A-Za-z0-9]+$/.test(kind) || !/^[A-Za-z0-9./-]*$/.test(apiVersion)) return undefined;
  return namedOwner(kind, apiVersion, name);
}

/** Another workload that an Argo Rollout takes its template from. */
export function templateOwner(root: Field): Owner | undefined {
  const reference = root.get('spec').get('workloadRef');
  if (reference.isAbsent || !root.get('spec').get('template').isAbsent) return undefined;
  const name = reference.get('name').requiredText();
  const kind = reference.get('kind').requiredText();
  const apiVersion = reference.get('apiVersion').optionalText() ?? 'apps/v1';
  return name === undefined || kind === undefined ? undefined : namedOwner(kind, apiVersion, name);
}

function namedOwner(kind: string, apiVersion: string, name: string): Owner {
  return { kind: kindInIds(kind, apiVersion), group: groupOf(apiVersion), name, podKind: podKindOf(kind, apiVersion) };
}

/** The id of an owner, which is in the namespace of what it owns. */
export function ownerId(namespace: string, { kind, name }: Owner): string {
  return `${namespace}/${kind}/${name}`;
}

/** A controller whose name tells of its own controller, which the input does not have or not name. */
export interface Guess {
  readonly owner: Owner;
  /** Whether it is sure enough to name it without having it. */
  readonly isSure: boolean;
}

/** Who made the controller of a pod, by the names and labels that controllers give. */
export function guessMaker({ kind, group, name }: Owner, labels: Labels): Guess | undefined {
  const before = (end: string | undefined): string | undefined =>
    end !== undefined && end !== '' && name.endsWith(`-${end}`) ? name.slice(0, -end.length - 1) : undefined;
  const guess = (
    maker: string | undefined,
    apiVersion: string,
    kindOfMaker: string,
    isSure: boolean,
  ): Guess | undefined =>
    maker === undefined || maker === '' ? undefined : { owner: namedOwner(kindOfMaker, apiVersion, maker), isSure };
  if (kind === 'ReplicaSet' && group === 'apps') {
    return (
      guess(before(own(labels, 'rollouts-pod-template-hash')), 'argoproj.io/v1alpha1', 'Rollout', true) ??
      guess(before(own(labels, 'pod-template-hash')), 'apps/v1', 'Deployment', true)
    );
  }
  if (kind === 'ReplicationController') {
    const config = own(labels, 'deploymentconfig');
    const isOf = config !== undefined && name.startsWith(`${config}-`) && /^\d+$/.test(name.slice(config.length + 1));
    return guess(isOf ? config : undefined, 'apps.openshift.io/v1', 'DeploymentConfig', true);
  }
  // Jobs of a CronJob end in the minutes of their time.
  if (kind === 'Job' && group === 'batch') {
    return guess(/^(.+)-\d{7,}$/.exec(name)?.[1], 'batch/v1', 'CronJob', false);
  }
  return undefined;
}

function own(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}
