import { IConstruct } from 'constructs';
import { RegistryMirror } from './registry-mirror';
import { SecurityProfile } from './security-profile';
import { Spread } from './spread';
import { ContainerResources, ImagePullPolicy } from '../../plus/cdk8s-plus';
import { inWords, refuse } from '../../support/refuse';

interface Texts {
  readonly [key: string]: string;
}

/** What a team has said for the workloads below a scope. */
export interface AppliedDefaults {
  readonly imagePullPolicy?: ImagePullPolicy;
  readonly imagePullSecrets?: readonly string[];
  readonly registry?: RegistryMirror;
  readonly resources?: ContainerResources;
  readonly limitCpu?: boolean;
  readonly spread?: Spread;
  readonly security?: SecurityProfile;
  readonly priorityClassName?: string;
  readonly labels?: Texts;
  readonly annotations?: Texts;
  readonly podAnnotations?: Texts;
  readonly serviceAccountAnnotations?: Texts;
}

/** Of these each entry counts for itself. */
const MAPS: readonly (keyof AppliedDefaults)[] = [
  'resources',
  'labels',
  'annotations',
  'podAnnotations',
  'serviceAccountAnnotations',
];

const APPLIED = new WeakMap<IConstruct, AppliedDefaults>();
const NONE: AppliedDefaults = {};

/** Says defaults for everything at and below a scope. What was said for that scope before stays, so it is not said twice. */
export function applyDefaults(scope: IConstruct, defaults: AppliedDefaults): void {
  const before = APPLIED.get(scope) ?? NONE;
  const twice = namesOf(defaults).find((name) => namesOf(before).includes(name));
  if (twice !== undefined) {
    refuse(scope, {
      what: 'WorkloadDefaults',
      got: inWords(`a second \`${twice}\` for the same scope`),
      allowed: 'each default once for a scope, so that the order of the calls does not matter',
      fix: 'write it into one of the two, or apply one to a scope below',
    });
  }
  APPLIED.set(scope, merged(before, defaults));
}

/**
 * The defaults of a construct: for each prop what the nearest scope says. They are read when the construct is rendered,
 * because they may be said after it was made.
 */
export function defaultsOf(construct: IConstruct): AppliedDefaults {
  let found = NONE;
  for (let scope: IConstruct | undefined = construct; scope !== undefined; scope = scope.node.scope) {
    const applied = APPLIED.get(scope);
    if (applied !== undefined) found = found === NONE ? applied : merged(applied, found);
  }
  return found;
}

function merged(outer: AppliedDefaults, inner: AppliedDefaults): AppliedDefaults {
  const maps = MAPS.filter((name) => outer[name] !== undefined && inner[name] !== undefined);
  const both = maps.map((name) => [name, { ...(outer[name] as object), ...(inner[name] as object) }] as const);
  return { ...given(outer), ...given(inner), ...Object.fromEntries(both) };
}

/** What is said, each entry of a map by its own name. */
function namesOf(defaults: AppliedDefaults): string[] {
  return Object.entries(given(defaults)).flatMap(([name, value]) =>
    MAPS.includes(name as keyof AppliedDefaults) ? Object.keys(value as object).map((key) => `${name}.${key}`) : [name],
  );
}

function given(defaults: AppliedDefaults): AppliedDefaults {
  return Object.fromEntries(Object.entries(defaults).filter(([, value]) => value !== undefined));
}
