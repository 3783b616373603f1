import { RenderedObject } from './rendered-cluster';
import { podKindOf } from '../topology/pod-templates';

/** What is read of the spec of pods. */
export interface PodSpec {
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly containers?: readonly { readonly env?: readonly { readonly name?: string }[] }[];
}

/** What is read of a service account. */
export interface Account {
  readonly automountServiceAccountToken?: boolean;
  readonly metadata?: { readonly annotations?: { readonly [key: string]: unknown } };
}

/** The spec of the pods that an object runs, if it runs any. */
export function podSpecOf({ kind, apiVersion, content }: RenderedObject): PodSpec | undefined {
  const templates = podKindOf(kind, apiVersion)?.templates ?? [];
  for (const path of templates) {
    const spec = [...path, 'spec'].reduce<unknown>(member, content);
    if (typeof spec === 'object' && spec !== null) return spec as PodSpec;
  }
  return undefined;
}

/** The service accounts of an app, by who has them. */
export class AccountsOfApp {
  private readonly byName: ReadonlyMap<string, Account>;

  constructor(objects: readonly RenderedObject[]) {
    this.byName = new Map(
      objects
        .filter(({ kind, apiVersion }) => kind === 'ServiceAccount' && apiVersion === 'v1')
        .map(({ namespace, name = '', content }) => [keyOf(namespace, name), content as Account]),
    );
  }

  /** The account of the pods that an object runs, where the app has it. */
  public of({ namespace }: RenderedObject, { serviceAccountName: name = 'default' }: PodSpec): Account | undefined {
    return this.byName.get(keyOf(namespace, name));
  }
}

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as { readonly [key: string]: unknown })[key] : undefined;
}
