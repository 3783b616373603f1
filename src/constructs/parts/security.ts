import { Part, Pods } from './part';
import { k8s } from '../../plus/cdk8s-plus';
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
export function security(
  { owner, needs }: Pods,
  props: SecurityProps,
  fallback: SecurityProfile = SecurityProfile.restricted(),
): Part {
  const profile = props.security ?? fallback;
  return {
    container: ({ rendered, isMain, bringsSecurity }) => {
      // Where nothing is known of another image, it runs as the user whose volumes it may share.
      const identity = (isMain ? needs : (needsOfImage(owner, rendered.image) ?? needs))?.identity;
      const ours = profile._container(identity);
      return { securityContext: bringsSecurity ? { ...ours, ...given(rendered.securityContext) } : ours };
    },
    pod: (_, containers) => ({ securityContext: profile._pod(needs?.identity, lowestPort(containers)) }),
  };
}

function given(context: k8s.SecurityContext = {}): k8s.SecurityContext {
  return Object.fromEntries(Object.entries(context).filter(([, value]) => value !== undefined));
}

function lowestPort(containers: readonly k8s.Container[]): number | undefined {
  const bound = containers.flatMap(({ ports = [] }) => ports.map((port) => port.containerPort));
  return bound.length > 0 ? Math.min(...bound) : undefined;
}
