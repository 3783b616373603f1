import { Duration } from 'cdk8s';
import { ConfigProps } from './config-files';
import { FurtherContainersProps, furtherContainers } from './containers';
import { environment, EnvironmentProps } from './environment';
import { ArgumentsProps } from './image';
import { imageAdvice } from './image-advice';
import { IsolationProps } from './isolation';
import { mesh } from './mesh';
import { mountedVolumes, MountedVolumesProps } from './mounted-volumes';
import { NamingProps } from './naming';
import { Part, Pods } from './part';
import { PodMetadataProps } from './pod-metadata';
import { ClaimedPath } from './pod-volumes';
import { priority, PriorityProps } from './priority';
import { pulling, PullingProps } from './pulling';
import { resources, ResourcesProps } from './resources';
import { scheduling, SchedulingProps } from './scheduling';
import { security, SecurityProps } from './security';
import { serviceAccount, ServiceAccountProps } from './service-account';
import { termination, TerminationProps } from './termination';
import { resolveVolumes, volumes, VolumesProps } from './volumes';
import { ContainerResources } from '../../plus/cdk8s-plus';
import { SecurityProfile } from '../values/security-profile';
import { WritablePath } from '../values/writable-path';

/** What every kind of workload can be told. @internal */
export interface PodProps
  extends
    NamingProps,
    ArgumentsProps,
    PullingProps,
    EnvironmentProps,
    ResourcesProps,
    VolumesProps,
    ConfigProps,
    FurtherContainersProps,
    SecurityProps,
    ServiceAccountProps,
    PodMetadataProps,
    TerminationProps,
    PriorityProps,
    SchedulingProps,
    IsolationProps {}

/** What applies where the props say nothing. */
export interface PodDefaults {
  readonly resources?: ContainerResources;
  readonly security?: SecurityProfile;
  /** Whether somebody has said what the image needs by other words than the props. */
  readonly saysNeeds?: boolean;
  /** Where the program writes besides /tmp and what its image is known to need. */
  readonly writablePaths?: readonly (string | WritablePath)[];
  readonly terminationGracePeriod?: Duration;
  /** Annotations of the account that is made for the pods. */
  readonly accountAnnotations?: { readonly [key: string]: string };
  /** Volumes that each pod claims for itself. */
  readonly claimed?: readonly ClaimedPath[];
}

/** The parts of every kind of workload. */
export function podParts(pods: Pods, props: PodProps & MountedVolumesProps, defaults: PodDefaults = {}): Part[] {
  const { writablePaths = [], claimed = [] } = defaults;
  const { resolved, mounted } = resolveVolumes(pods, props, writablePaths, claimed);
  return [
    serviceAccount(pods, props, defaults.accountAnnotations),
    priority(pods, props),
    scheduling(pods, props),
    security(pods, props, defaults.security),
    imageAdvice(pods, props, defaults.saysNeeds),
    pulling(pods, props),
    resources(pods, props, {
      ofImage: defaults.resources,
      ephemeralStorage: resolved.ephemeralStorage(),
      inMemory: resolved.inMemory(),
    }),
    termination(pods, props, defaults.terminationGracePeriod),
    environment(pods.owner, props),
    volumes(resolved, claimed),
    furtherContainers(
      pods,
      props,
      claimed.map(({ name }) => name),
    ),
    mountedVolumes(pods.owner, mounted),
    mesh(pods, props),
  ];
}
