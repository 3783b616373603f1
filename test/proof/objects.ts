import { parseAllDocuments } from 'yaml';
import { Direction } from './plan';
import { Raw } from './vocabulary';

/* What the objects of a YAML say, with the defaults of the API server. */

const PARSED = new Map<string, readonly Raw[]>();

/** The objects of a YAML. */
export function parseObjects(yaml: string): Raw[] {
  return yaml.split(/^---\n/m).flatMap(parseOnce);
}

/** Most objects are in many apps. */
function parseOnce(text: string): readonly Raw[] {
  let objects = PARSED.get(text);
  if (objects === undefined) {
    objects = parseAllDocuments(text)
      .map((document) => document.toJS() as Raw)
      .filter((object) => object !== null);
    PARSED.set(text, objects);
  }
  return objects;
}

/** `namespace/Kind/name` */
export function idOf({ kind, metadata }: Raw): string {
  return `${metadata.namespace}/${kind}/${metadata.name}`;
}

/** Whether labels meet a selector; an empty or missing one takes all. */
export function selects(selector: Raw, labels: Readonly<Record<string, string>>): boolean {
  const { matchLabels, matchExpressions } = selector ?? {};
  const labelsFit = Object.entries(matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  return (
    labelsFit &&
    (matchExpressions ?? []).every(({ key, operator, values }: Raw) => {
      if (operator === 'In') return key in labels && values.includes(labels[key]);
      if (operator === 'NotIn') return !(key in labels && values.includes(labels[key]));
      return operator === 'Exists' ? key in labels : !(key in labels);
    })
  );
}

/** Whether pods run of it. */
export function hasPods({ kind }: Raw): boolean {
  return ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod'].includes(kind);
}

/** What pods are made by. */
export function templateOf(object: Raw): Raw {
  switch (object.kind) {
    case 'Pod':
      return object;
    case 'CronJob':
      return object.spec.jobTemplate.spec.template;
    default:
      return object.spec.template;
  }
}

/** The API server takes null for nothing. */
export function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Without a list: ingress always, and egress if there are rules for it. */
export function typesOf({ policyTypes, egress }: Raw): string[] {
  if ((policyTypes ?? []).length > 0) return policyTypes.map((type: string) => type.toLowerCase());
  return (egress ?? []).length > 0 ? ['ingress', 'egress'] : ['ingress'];
}

/** The rules of a policy for a direction. */
export function rulesOf(spec: Raw, direction: Direction): Raw[] {
  return spec[direction] ?? [];
}

/** The peers of a rule. */
export function peersOf(rule: Raw, direction: Direction): Raw[] | undefined {
  return direction === 'ingress' ? rule.from : rule.to;
}

/** Whatever number is in some manifests. */
export function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersOf) : [];
}
