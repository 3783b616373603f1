import { Part, Pods } from './part';
import { acceptWhenRendered } from '../../network/accepted-findings';
import { ClusterProfile } from '../../network/cluster-profile';
import { k8s } from '../../plus/cdk8s-plus';
import { defaultsOf } from '../values/applied-defaults';
import { needsOfImage } from '../values/known-images';
import { SecurityProfile } from '../values/security-profile';

/** What the containers may do. @internal */
export interface SecurityProps {
  /**
   * The rights of the containers.
   *
   * @default SecurityProfile.restricted()
   */
  readonly security?: SecurityProfile;
}

/** The rights of all containers. What a container says of its own counts; what it leaves open is closed. */
export function security({ owner, needs }: Pods, props: SecurityProps, ofImage?: SecurityProfile): Part {
  const profile = (): SecurityProfile =>
    props.security ?? ofImage ?? defaultsOf(owner).security ?? SecurityProfile.restricted();
  const assigned = assignsUsers({ owner });
  acceptWhenRendered(owner, () => profile()._accepted());
  return {
    container: ({ rendered, container, isMain, bringsSecurity }) => {
      // By the name that was written, which a mirror may replace.
      const own = isMain ? needs : needsOfImage(owner, container.image);
      // Another image that asks for no user runs as the one whose volumes it may share.
      const ours = profile()._container({ needs: { ...own, identity: own?.identity ?? needs?.identity }, assigned });
      return { securityContext: bringsSecurity ? { ...ours, ...given(rendered.securityContext) } : ours };
    },
    pod: (_, containers) => ({ securityContext: profile()._pod({ needs, assigned }, lowestPort(containers)) }),
  };
}

/** Whether the platform chooses the users of pods that name none. */
export function assignsUsers({ owner }: Pick<Pods, 'owner'>): boolean {
  return ClusterProfile.of(owner)._defaultUserPolicy === 'assigned';
}

function given(context: k8s.SecurityContext = {}): k8s.SecurityContext {
  return Object.fromEntries(Object.entries(context).filter(([, value]) => value !== undefined));
}

function lowestPort(containers: readonly k8s.Container[]): number | undefined {
  const bound = containers.flatMap(({ ports = [] }) => ports.map((port) => port.containerPort));
  return bound.length > 0 ? Math.min(...bound) : undefined;
}
