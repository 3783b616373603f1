import { Construct } from 'constructs';
import { GOOGLE_IDENTITY_PARTS, ROLE_ANNOTATIONS } from '../../network/cloud-peers';
import { ClusterProfile } from '../../network/cluster-profile';
import { Connections } from '../../network/connections';
import { Peer } from '../../network/peer';
import { Platform } from '../../network/platform';
import { Port } from '../../network/port';
import { inWords, refuse } from '../../support/refuse';
import { CloudRole } from '../values/cloud-role';

interface Annotations {
  readonly [key: string]: string;
}

/** What to use instead of a role of another cloud. */
const ROLES_OF: { readonly [platform in Platform]?: string } = {
  [Platform.EKS]: 'CloudRole.eksPodIdentity() or CloudRole.irsa(…)',
  [Platform.EKS_AUTO_MODE]: 'CloudRole.eksPodIdentity() or CloudRole.irsa(…)',
  [Platform.GKE]: 'CloudRole.gkeWorkloadIdentity()',
  [Platform.GKE_AUTOPILOT]: 'CloudRole.gkeWorkloadIdentity()',
  [Platform.AKS]: 'CloudRole.azureWorkloadIdentity(…)',
};

/** Refuses a role of another cloud than that of the profile: its pods would never get credentials. */
export function checkRole(owner: Construct, role: CloudRole): void {
  const { platform } = ClusterProfile.of(owner);
  const { platforms } = role._parts;
  if (platform === undefined || platforms.includes(platform)) return;
  const other = ROLES_OF[platform];
  refuse(owner, {
    what: 'cloudRole',
    got: inWords(`${role.toString()} on ${platform}`),
    allowed: `a role of the cloud that the profile names; this one is for ${platforms.join(', ')}`,
    fix: `${other === undefined ? '' : `use ${other}, or `}name the platform that the chart is for: new ClusterProfile({ platform: … })`,
  });
}

/** The annotations of an account with those of a role, which may be there already. */
export function withRole(owner: Construct, annotations: Annotations, role: CloudRole | undefined): Annotations {
  const ofRole = role?._parts.annotations ?? {};
  for (const [key, value] of Object.entries(ofRole)) {
    if ((annotations[key] ?? value) === value) continue;
    refuse(owner, {
      what: `serviceAccountAnnotations: ${key}`,
      got: annotations[key],
      allowed: `that of \`cloudRole\`, which is ${JSON.stringify(value)}: an account has one role`,
      fix: 'leave one of the two out',
    });
  }
  return { ...annotations, ...ofRole };
}

/** Opens to the pods what gives them their credentials, by the role that was named or by the annotations of their account. */
export function openCredentials(
  connections: Connections,
  owner: Construct,
  role: CloudRole | undefined,
  annotations: Annotations,
): void {
  const { agent, tokenEndpoint } = role?._parts ?? {};
  if (agent !== undefined) connections.allowTo(agent);
  if (tokenEndpoint !== undefined) connections.allowTo(tokenEndpoint, [Port.HTTPS]);
  if (role !== undefined || annotations[ROLE_ANNOTATIONS.google] === undefined) return;
  const { platform } = ClusterProfile.of(owner);
  const isElsewhere = platform !== undefined && platform !== Platform.GKE && platform !== Platform.GKE_AUTOPILOT;
  if (!isElsewhere) connections.allowTo(Peer._of(GOOGLE_IDENTITY_PARTS));
}
