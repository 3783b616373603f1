import { RenderedObject } from './rendered-cluster';
import { ClusterProfile } from '../network/cluster-profile';
import { isAtLeast } from '../network/kubernetes-version';
import { FEATURE_PLACES, KubernetesFeature } from '../support/kubernetes-features';
import { inWords, refusalMessage } from '../support/refuse';

/** The groups of the API whose kinds are meant: others have a Job or a Service, too. */
const OWN_GROUPS = /^(v1|apps\/.+|autoscaling\/.+|batch\/.+|policy\/.+)$/;

/**
 * Fields of objects that their cluster does not have, by the version of its profile: the API server drops them without a
 * word, or refuses the object. It reads what was rendered, so that patches and objects of cdk8s-plus are checked, too.
 */
export function findNewerThanCluster(objects: readonly RenderedObject[]): string[] {
  return objects.flatMap((object) => {
    const version = ClusterProfile._applied(object.owner)?.kubernetesVersion;
    if (version === undefined || !OWN_GROUPS.test(object.apiVersion)) return [];
    const newer = new Map<string, KubernetesFeature>();
    for (const { feature, path, value } of FEATURE_PLACES.get(object.kind) ?? []) {
      if (isAtLeast(version, feature.since)) continue;
      for (const place of found(object.content, path, value)) {
        // A value may be newer than its field: then there is no other value to write, either.
        const other = newer.get(place);
        if (other === undefined || isAtLeast(other.since, feature.since)) newer.set(place, feature);
      }
    }
    return [...newer].map(([place, feature]) => describe(object, place, feature, version));
  });
}

function describe(object: RenderedObject, place: string, feature: KubernetesFeature, version: string): string {
  return refusalMessage(object.owner, {
    what: `${object.kind} "${object.name}": ${place}`,
    got: inWords(`something that Kubernetes has since ${feature.since}`),
    allowed: `what Kubernetes ${version} has, the version of the cluster profile`,
    fix: feature.otherwise ?? 'leave it out, or upgrade the cluster',
  });
}

/** The places at which an object has something, as text. */
function found(content: unknown, path: readonly string[], value: string | undefined, before = ''): string[] {
  if (path.length === 0) return content === undefined || (value !== undefined && content !== value) ? [] : [before];
  if (typeof content !== 'object' || content === null) return [];
  const [step, ...rest] = path;
  const keys = step === '*' ? Object.keys(content) : [step].filter((key) => Object.hasOwn(content, key));
  return keys.flatMap((key) =>
    found((content as Record<string, unknown>)[key], rest, value, before === '' ? key : `${before}.${key}`),
  );
}
