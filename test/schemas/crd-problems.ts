import { spawnSync } from 'child_process';
import { join } from 'path';
import { unknownFields } from './unknown-fields';

/** A rendered object. */
export interface Rendered {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

const PACKAGES: { readonly [group: string]: string } = {
  'security.istio.io': '@kubernetes-models/istio',
  'networking.istio.io': '@kubernetes-models/istio',
  'cilium.io': '@kubernetes-models/cilium',
  'gateway.networking.k8s.io': '@kubernetes-models/gateway-api',
};

/** The module with the model of an object's kind, if a package has it. */
export function moduleOf({ apiVersion }: Rendered): string | undefined {
  const [group] = apiVersion.split('/');
  return Object.hasOwn(PACKAGES, group) ? `${PACKAGES[group]}/${apiVersion}` : undefined;
}

/**
 * What the custom resource definitions say against objects of Istio, Cilium and the Gateway API: values that they refuse, and fields that
 * they do not know, which an API server would drop.
 */
export function crdProblems(objects: readonly Rendered[]): string[] {
  const known = objects.flatMap((object) => {
    const module = moduleOf(object);
    return module === undefined ? [] : [{ object, module }];
  });
  if (known.length === 0) return [];
  return [...refusedValues(known), ...unknownFields(known)];
}

function refusedValues(known: readonly { readonly object: Rendered; readonly module: string }[]): string[] {
  const child = spawnSync(process.execPath, [join(__dirname, 'crd-models.mjs')], {
    input: JSON.stringify(known),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (child.status !== 0) throw new Error(`the schemas could not be asked: ${child.stderr}`);
  const answers = JSON.parse(child.stdout) as (string | null)[];
  return answers.flatMap((answer, i) => (answer === null ? [] : [`${nameOf(known[i].object)}: ${answer}`]));
}

/** `PeerAuthentication shop/web` */
export function nameOf({ kind, metadata: { namespace, name } }: Rendered): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}
