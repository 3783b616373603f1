import { createHash, scryptSync } from 'crypto';
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { objectOfApp } from './app-objects';
import { ConfigReference, referencesOf, RenderedPod } from '../../plus/pod-references';
import { canonical } from '../../support/canonical';
import { compareText } from '../../support/order';
import { PerPass } from '../../support/render-pass';

/** The annotation of the pods that changes with the ConfigMaps and Secrets that they read. */
export const CONFIG_HASH = 'cdk8s-service-patterns/config-hash';

/** How many hexadecimal digits it has: changes that leave them equal do not happen. */
const HASH_LENGTH = 16;

interface RenderedWorkload {
  readonly spec?: {
    readonly template?: {
      readonly metadata?: { readonly annotations?: { readonly [key: string]: string } };
      readonly spec?: RenderedPod;
    };
  };
}

/**
 * Has an object rendered with a hash of the ConfigMaps and Secrets of the app that its pods read, in an annotation of the
 * pods: kubelets do not restart pods whose configuration changes, controllers do so with pods whose template does.
 *
 * It is made of what is rendered, of the pods as of the others, so that nothing that was added or patched is missed.
 */
export function rollWithConfig(owner: IConstruct, object: ApiObject): void {
  const render = object.toJson.bind(object) as () => RenderedWorkload;
  object.toJson = () => {
    const rendered = render();
    const { template } = rendered.spec ?? {};
    const hash = template?.spec && hashOf(owner, referencesOf(template.spec));
    if (hash === undefined || template?.metadata?.annotations?.[CONFIG_HASH] !== undefined) return rendered;
    const { annotations: others, ...rest } = template?.metadata ?? {};
    const entries = Object.entries({ ...others, [CONFIG_HASH]: hash }).sort(([a], [b]) => compareText(a, b));
    const metadata = { annotations: Object.fromEntries(entries), ...rest };
    return { ...rendered, spec: { ...rendered.spec, template: { ...template, metadata } } };
  };
}

const READ_ONCE = new WeakSet<ApiObject>();

/** Keeps that an object is read when pods find no data yet, and never again: a change of it is no reason to replace them. */
export function readOnce<T extends ApiObject>(object: T): T {
  READ_ONCE.add(object);
  return object;
}

/** Nothing where no object is one of the app. */
function hashOf(owner: IConstruct, references: readonly ConfigReference[]): string | undefined {
  const contents = references.flatMap(({ kind, name }) => {
    const object = objectOfApp(owner, kind, name);
    return object === undefined || READ_ONCE.has(object) ? [] : [[kind, name, CONTENTS.get(object)]];
  });
  if (contents.length === 0) return undefined;
  return createHash('sha256').update(JSON.stringify(contents)).digest('hex').slice(0, HASH_LENGTH);
}

/** What is being looked into: a value that is made at synth may render the pods again. */
const OPEN = new Set<ApiObject>();

/** What tells one content of an object from another. */
const CONTENTS = new PerPass<ApiObject, string>((object) => {
  if (OPEN.has(object)) return '';
  OPEN.add(object);
  try {
    const { data, binaryData, stringData } = object.toJson() as { [field: string]: unknown };
    const content = canonical({ data, binaryData, stringData });
    return object.kind === 'Secret' ? slowHash(object, content) : createHash('sha256').update(content).digest('hex');
  } finally {
    OPEN.delete(object);
  }
});

const SLOW_HASHES = new WeakMap<ApiObject, { readonly content: string; readonly hash: string }>();

/** Some milliseconds for each guess. */
const EFFORT = { N: 4096, r: 8, p: 1 };

/**
 * Who may list pods is not who may read Secrets, and could try values until one has the hash: each try is to cost
 * something.
 */
function slowHash(object: ApiObject, content: string): string {
  const known = SLOW_HASHES.get(object);
  if (known?.content === content) return known.hash;
  const hash = scryptSync(content, `${CONFIG_HASH} ${object.name}`, 32, EFFORT).toString('hex');
  SLOW_HASHES.set(object, { content, hash });
  return hash;
}
