import { RenderedObject } from './rendered-cluster';
import { ClusterProfile } from '../network/cluster-profile';
import { IpFamily } from '../network/ip-family';
import { inWords, refusalMessage } from '../support/refuse';

interface ServiceSpec {
  readonly ipFamilies?: readonly string[];
  readonly ipFamilyPolicy?: string;
}

/** Services that ask for addresses which their cluster does not have, by its profile: the API server refuses them. */
export function findOtherFamilies(objects: readonly RenderedObject[]): string[] {
  return objects.flatMap((object) => {
    if (object.kind !== 'Service' || object.apiVersion !== 'v1') return [];
    const families = ClusterProfile._applied(object.owner)?.ipFamilies;
    const { spec } = object.content as { readonly spec?: ServiceSpec };
    const asked = families && spec && otherFamily(spec, families);
    if (asked === undefined) return [];
    return [
      refusalMessage(object.owner, {
        what: `Service "${object.name}"`,
        got: inWords(asked),
        allowed: `${families!.join(' and ')}, which the cluster has by its profile`,
        fix: 'leave it out, or say which addresses the cluster has: `ipFamilies: [IpFamily.IPV4, IpFamily.IPV6]`',
      }),
    ];
  });
}

function otherFamily(
  { ipFamilies = [], ipFamilyPolicy }: ServiceSpec,
  families: readonly IpFamily[],
): string | undefined {
  const other = ipFamilies.find((family) => !families.includes(family as IpFamily));
  if (other !== undefined) return `ipFamilies with ${other}`;
  return ipFamilyPolicy === 'RequireDualStack' && families.length < 2 ? 'ipFamilyPolicy RequireDualStack' : undefined;
}
