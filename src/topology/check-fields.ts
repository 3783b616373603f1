import { ANY_OBJECT, POLICY, Shape, SHAPES } from './field-shapes';
import { Field } from './manifest';
import { isNearField } from './near-field';
import { groupOf } from './pod-templates';
import { isJudgedPolicy } from './unjudged-kinds';
import { nearest } from '../support/nearest';

/**
 * Says which fields of an object the API does not have. In a policy they are mistakes, as they are for `kubectl apply`. Other
 * kinds may have more in newer versions, so only what is probably a mistake is worth a word there.
 */
export function checkFields(root: Field, kind: string, apiVersion: string): void {
  const isPolicy = isJudgedPolicy(kind, apiVersion);
  const shape = isPolicy ? POLICY : (SHAPES.get(`${kind}.${groupOf(apiVersion)}`) ?? ANY_OBJECT);
  if (isAllKnown(root.value, shape)) return;
  if (isPolicy) refuseUnknownFields(root, kind, shape);
  else warnOfNearFields(root, kind, shape);
}

/** Whether a value has nothing but known fields, as most have: found out without a `Field` for each of them. */
function isAllKnown(value: unknown, shape: Shape): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return true;
  // What is inherited is not known either, and left to the one that names what it finds.
  for (const key in value) {
    const member = shape.get(key);
    if (member === undefined) return false;
    if (member.shape === undefined) continue;
    const own = (value as Readonly<Record<string, unknown>>)[key];
    if (!member.isList) {
      if (!isAllKnown(own, member.shape)) return false;
    } else if (Array.isArray(own)) {
      for (const item of own as readonly unknown[]) if (!isAllKnown(item, member.shape)) return false;
    }
  }
  return true;
}

function refuseUnknownFields(root: Field, kind: string, shape: Shape): void {
  forEachUnknown(root, shape, [], ({ field, key, known, path }) => {
    field.unknown(kind, [...known.keys()].sort(), meantHere(key, known) ?? meantElsewhere(key, shape, path));
  });
}

/**
 * The fields that an answer depends on. Newer versions of Kubernetes may know more than is known here, so only what is
 * nearly one of these, or one of these in a wrong place, is worth a word.
 */
const WEIGHTY: ReadonlySet<string> = new Set([
  'addresses',
  'addressType',
  'alternateBackends',
  'backend',
  'backendRefs',
  'containerPort',
  'containers',
  'defaultBackend',
  'endpoints',
  'externalIPs',
  'externalName',
  'externalTrafficPolicy',
  'host',
  'hostNetwork',
  'hostPort',
  'hostnames',
  'http',
  'initContainers',
  'jobTemplate',
  'labels',
  'loadBalancerSourceRanges',
  'matchExpressions',
  'matchLabels',
  'match',
  'metadata',
  'name',
  'namespace',
  'nodePort',
  'number',
  'ordinals',
  'ownerReferences',
  'paths',
  'port',
  'ports',
  'protocol',
  'replicas',
  'routes',
  'rules',
  'selector',
  'service',
  'services',
  'spec',
  'targetPort',
  'template',
  'type',
  'values',
]);

function warnOfNearFields(root: Field, kind: string, shape: Shape): void {
  forEachUnknown(root, shape, [], ({ field, key, known, path }) => {
    const near = [...known.keys()].find((name) => WEIGHTY.has(name) && isNearField(key, name));
    if (near !== undefined) field.unread(kind, `did you mean "${near}"?`);
    const place =
      near === undefined && WEIGHTY.has(key) && key !== 'name' ? meantElsewhere(key, shape, path) : undefined;
    if (place !== undefined) field.unread(kind, place);
  });
}

interface Unknown {
  readonly field: Field;
  readonly key: string;
  /** The fields that the place has. */
  readonly known: Shape;
  /** The names of the fields that lead to the place. */
  readonly path: readonly string[];
}

function forEachUnknown(field: Field, shape: Shape, path: readonly string[], found: (unknown: Unknown) => void): void {
  const { value } = field;
  // A value of a wrong type is refused where it is read.
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const key of Object.keys(value)) {
    const member = shape.get(key);
    const inner = member?.shape;
    if (member === undefined) {
      found({ field: field.get(key), key, known: shape, path });
    } else if (inner !== undefined) {
      const own = field.get(key);
      const items = member.isList ? (Array.isArray(own.value) ? own.items() : []) : [own];
      for (const item of items) forEachUnknown(item, inner, [...path, key], found);
    }
  }
}

function meantHere(key: string, known: Shape): string | undefined {
  const names = [...known.keys()];
  const ends = names.filter((name) => key.length > 3 && name.toLowerCase().endsWith(key.toLowerCase()));
  const near =
    nearest(key, names) ?? names.find((name) => isNearField(key, name)) ?? (ends.length === 1 ? ends[0] : undefined);
  if (near !== undefined) return `did you mean "${near}"?`;
  return known.has('matchLabels') ? 'put it into `matchLabels` if it is a label' : undefined;
}

/** A field of that name in another place: the one that has most of the way in common. */
function meantElsewhere(key: string, root: Shape, path: readonly string[]): string | undefined {
  const common = (place: readonly string[]): number => {
    const differs = place.findIndex((name, i) => name !== path[i]);
    return differs < 0 ? place.length : differs;
  };
  const [place] = placesOf(key, root, []).sort((a, b) => common(b) - common(a) || a.length - b.length);
  if (place === undefined) return undefined;
  return place.length === 0 ? 'put it at the top, beside `kind`' : `put it into \`${place.join('.')}\``;
}

function placesOf(key: string, shape: Shape, path: readonly string[]): (readonly string[])[] {
  const below = [...shape].flatMap(([name, { shape: inner }]) =>
    inner === undefined ? [] : placesOf(key, inner, [...path, name]),
  );
  return shape.has(key) ? [path, ...below] : below;
}
