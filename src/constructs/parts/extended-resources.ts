import { k8s } from '../../plus/cdk8s-plus';
import { checkQualifiedName } from '../../support/names';
import { checkWholeNumber } from '../../support/numbers';
import { refuse, Where } from '../../support/refuse';

/** Devices of the nodes. @internal */
export interface ExtendedResourcesProps {
  /**
   * Devices that the main container gets for itself, by the names under which nodes offer them: `{ 'nvidia.com/gpu': 1 }`.
   *
   * @default - none
   * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#extended-resources
   */
  readonly extendedResources?: { readonly [name: string]: number };
}

/** Devices as requests and limits, which must be equal. */
export function checkExtendedResources(
  where: Where,
  { extendedResources = {} }: ExtendedResourcesProps,
): { [name: string]: k8s.Quantity } {
  const checked = Object.entries(extendedResources).map(([name, count]) => {
    checkName(where, name);
    checkWholeNumber(where, count, {
      what: `extendedResources "${name}"`,
      min: 1,
      fix: 'a device is given as a whole; leave out what is not needed',
    });
    return [name, k8s.Quantity.fromString(String(count))] as const;
  });
  return Object.fromEntries(checked);
}

/** Names without a domain, and those of kubernetes.io, are resources that Kubernetes counts itself. */
function checkName(where: Where, name: string): void {
  const what = 'extendedResources';
  const isNative = !name.includes('/') || /(^|\.)kubernetes\.io\//.test(name) || name.startsWith('requests.');
  if (isNative) {
    refuse(where, {
      what,
      got: name,
      allowed: 'a name with the domain of who offers it, such as "nvidia.com/gpu"; none of kubernetes.io',
      fix: fixOf(name),
    });
  }
  checkQualifiedName(where, name, what);
}

function fixOf(name: string): string | undefined {
  if (/^(cpu|memory|ephemeral-storage)$/.test(name)) return 'say it with `resources`';
  if (/^(gpu|nvidia)/i.test(name)) return 'write "nvidia.com/gpu"';
  return name.startsWith('requests.') ? `write "${name.slice('requests.'.length)}"` : undefined;
}
