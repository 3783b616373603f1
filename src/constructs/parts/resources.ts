import { Size } from 'cdk8s';
import { checkExtendedResources, ExtendedResourcesProps } from './extended-resources';
import { Part, Pods } from './part';
import { ContainerResources, k8s } from '../../plus/cdk8s-plus';
import { sizeQuantity } from '../../plus/quantity';
import { memoryLimit, renderResources } from '../../plus/resources';
import { refuse, Where } from '../../support/refuse';
import { warn } from '../../support/warn';
import { AppliedDefaults, defaultsOf } from '../values/applied-defaults';

/** What the main container may use. @internal */
export interface ResourcesProps extends ExtendedResourcesProps {
  /**
   * Requests and limits; what is left out is completed.
   *
   * @default - 50m to 500m CPU, 64 to 256 MiB memory, 64 MiB to 1 GiB ephemeral storage; a database engine's own
   */
  readonly resources?: ContainerResources;

  /**
   * Whether containers have a limit of CPU where nobody named one. Without, a container takes what its node has left, and
   * shares it by the requests; memory and storage stay limited.
   *
   * @default true
   */
  readonly limitCpu?: boolean;
}

/** What is known of the main container beside its props. */
export interface UsualResources {
  /** Of the image: a database engine's own. */
  readonly ofImage?: ContainerResources;
  /** Bounds that hold what may be written to the node's disk. */
  readonly ephemeralStorage: { readonly request: Size; readonly limit: Size };
  /** How much of the memory folders in it may take. */
  readonly inMemory: Size;
}

/** Requests and limits of each container: the main one's, and small ones for those that bring none. */
export function resources({ owner }: Pods, props: ResourcesProps, usual: UsualResources): Part {
  checkLimitCpu(owner, props);
  const extended = checkExtendedResources(owner, props);
  const ofMain = (applied: AppliedDefaults): k8s.ResourceRequirements => {
    const { requests, limits } = renderResources(owner, limitOf(props, applied), ...chain(props, applied, usual));
    return { requests: { ...requests, ...extended }, limits: { ...limits, ...extended } };
  };
  // Refused here, where the props are written.
  ofMain({});
  return {
    container: ({ isMain, bringsResources }) => {
      // Defaults may be said behind the workload.
      const applied = defaultsOf(owner);
      if (isMain) {
        warnOfMemory(owner, usual.inMemory, memoryLimit(...chain(props, applied, usual)));
        return { resources: ofMain(applied) };
      }
      return bringsResources ? {} : { resources: renderResources(owner, limitOf(props, applied)) };
    },
  };
}

/** One cannot have a limit and none. */
export function checkLimitCpu(where: Where, props: Pick<ResourcesProps, 'limitCpu' | 'resources'>): void {
  if (props.limitCpu !== false || props.resources?.cpu?.limit === undefined) return;
  refuse(where, {
    what: 'limitCpu',
    got: false,
    allowed: 'true beside a limit in `resources.cpu`',
    fix: 'leave one of the two out',
  });
}

function limitOf(props: ResourcesProps, applied: AppliedDefaults): { limitCpu?: boolean } {
  return { limitCpu: props.limitCpu ?? applied.limitCpu };
}

/** An engine knows better than a team what a database needs; what volumes need is no less than what a team allows. */
function chain(
  props: ResourcesProps,
  { resources: ofTeam }: AppliedDefaults,
  usual: UsualResources,
): ContainerResources[] {
  const { ofImage = {}, ephemeralStorage: needed } = usual;
  const storage = ofTeam?.ephemeralStorage;
  const tooSmall = storage?.limit !== undefined && storage.limit.toKibibytes() < needed.limit.toKibibytes();
  const allowed = tooSmall ? { ...ofTeam, ephemeralStorage: { ...storage, limit: needed.limit } } : (ofTeam ?? {});
  return [props.resources ?? {}, ofImage, allowed, { ephemeralStorage: needed }];
}

/** What lies in memory counts as the container's own. */
function warnOfMemory(owner: Pods['owner'], inMemory: Size, limit: Size): void {
  if (inMemory.toKibibytes() < limit.toKibibytes()) return;
  warn(
    owner,
    `folders in memory may take ${sizeQuantity(inMemory)} and the container ${sizeQuantity(limit)} together with them: it ` +
      'is killed before they are full. Raise `resources.memory.limit`, or lower their `sizeLimit`.',
  );
}
