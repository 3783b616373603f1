import { IpFamily, isOfFamilies } from './ip-family';
import { ipBlock, otherPeer, PeerEnd, PeerParts, PeerSurroundings } from './peer-parts';
import { Platform } from './platform';
import { Port } from './port';
import { inWords, refuse } from '../support/refuse';

/** The annotations of service accounts by which clouds give their pods a role. */
export const ROLE_ANNOTATIONS = {
  aws: 'eks.amazonaws.com/role-arn',
  google: 'iam.gke.io/gcp-service-account',
  azure: 'azure.workload.identity/client-id',
} as const;

/** An address at which a cloud answers its machines or pods, and the ports that it answers on. */
interface CloudEndpoint {
  readonly networks: readonly string[];
  readonly ports: readonly number[];
}

/** What virtual machines ask for what they are; clouds without a network of their own have the first address, too. */
const METADATA: CloudEndpoint = { networks: ['169.254.169.254/32'], ports: [80] };
const AWS_METADATA: CloudEndpoint = { networks: ['169.254.169.254/32', 'fd00:ec2::254/128'], ports: [80] };
const GOOGLE_METADATA: CloudEndpoint = { networks: ['169.254.169.254/32', 'fd20:ce::254/128'], ports: [80] };

/**
 * The agent of EKS Pod Identity.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
 */
const EKS_IDENTITY: CloudEndpoint = { networks: ['169.254.170.23/32', 'fd00:ec2::23/128'], ports: [80] };

/**
 * The metadata server of Workload Identity on each node: ports 987 and 988 of the first, or 80 and 8080 of the second under
 * Dataplane V2.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity
 */
const GOOGLE_IDENTITY: CloudEndpoint = {
  networks: ['169.254.169.252/32', '169.254.169.254/32'],
  ports: [80, 987, 988, 8080],
};

interface CloudFacts {
  readonly metadata: CloudEndpoint;
  readonly identity?: CloudEndpoint;
}

const CLOUDS: { readonly [platform in Platform]?: CloudFacts } = {
  [Platform.EKS]: { metadata: AWS_METADATA, identity: EKS_IDENTITY },
  [Platform.EKS_AUTO_MODE]: { metadata: AWS_METADATA, identity: EKS_IDENTITY },
  [Platform.GKE]: { metadata: GOOGLE_METADATA, identity: GOOGLE_IDENTITY },
  [Platform.GKE_AUTOPILOT]: { metadata: GOOGLE_METADATA, identity: GOOGLE_IDENTITY },
  [Platform.AKS]: { metadata: METADATA },
};

const AGENT_TEXT = "the cloud's identity agent";

/** Where the cloud's machines ask for what they are, and for the credentials of their node. */
export const METADATA_PARTS: PeerParts = parts("the cloud's metadata", metadataOf);

/** The agent that gives pods the credentials of their cloud role. */
export const IDENTITY_PARTS: PeerParts = parts(AGENT_TEXT, identityOf);

/** That of EKS Pod Identity, whatever the platform is. */
export const EKS_IDENTITY_PARTS: PeerParts = parts(AGENT_TEXT, () => EKS_IDENTITY);

/** That of GKE's Workload Identity, whatever the platform is. */
export const GOOGLE_IDENTITY_PARTS: PeerParts = parts(AGENT_TEXT, () => GOOGLE_IDENTITY);

function parts(description: string, of: (surroundings: PeerSurroundings) => CloudEndpoint): PeerParts {
  return {
    description,
    ends: (surroundings): PeerEnd[] => {
      // Where the families are not known, an address that nobody has does no harm but to AWS's agent, which is told IPv4.
      const families = surroundings.ipFamilies ?? [IpFamily.IPV4];
      const own = of(surroundings).networks.filter((network) => isOfFamilies(families, network));
      const networks = own.length > 0 ? own : of(surroundings).networks;
      return [
        otherPeer(
          description,
          networks.map((network) => ipBlock(network)),
        ),
      ];
    },
    ports: (surroundings) => of(surroundings).ports.map((port) => Port.tcp(port)),
  };
}

function metadataOf({ platform }: PeerSurroundings): CloudEndpoint {
  return (platform === undefined ? undefined : CLOUDS[platform]?.metadata) ?? METADATA;
}

function identityOf({ platform }: PeerSurroundings): CloudEndpoint {
  const identity = platform === undefined ? undefined : CLOUDS[platform]?.identity;
  if (identity !== undefined) return identity;
  return refuse('Peer.cloudIdentity', {
    what: 'platform of the cluster profile',
    got: platform === undefined ? undefined : inWords(platform),
    allowed: 'Platform.EKS, EKS_AUTO_MODE, GKE or GKE_AUTOPILOT, which have an agent on each node',
    fix:
      platform === Platform.AKS
        ? "connect to an ExternalAlias with the hostname 'login.microsoftonline.com' and port 443"
        : 'name the platform: new ClusterProfile({ platform: Platform.EKS }).applyTo(app)',
  });
}
