import { checked } from '../../checked/checked';
import { EKS_IDENTITY_PARTS, GOOGLE_IDENTITY_PARTS, ROLE_ANNOTATIONS } from '../../network/cloud-peers';
import { Peer } from '../../network/peer';
import { Platform } from '../../network/platform';
import { Refusal, refuse } from '../../support/refuse';

/** Options for `CloudRole.irsa`. */
export interface IrsaOptions {
  /**
   * Where the pods exchange their token for credentials, on port 443: `Peer.internet()`, or the networks of a VPC endpoint.
   *
   * @default - nothing is opened for it: connect to an ExternalAlias for `sts.<region>.amazonaws.com`
   */
  readonly tokenEndpoint?: Peer;
}

/** Options for `CloudRole.azureWorkloadIdentity`. */
export interface AzureRoleOptions {
  /**
   * The tenant of the identity.
   *
   * @default - the one that the cluster's webhook was set up with
   */
  readonly tenantId?: string;

  /**
   * Where the pods exchange their token for credentials, on port 443: `Peer.internet()`, or the networks of a private link.
   *
   * @default - nothing is opened for it: connect to an ExternalAlias for `login.microsoftonline.com`
   */
  readonly tokenEndpoint?: Peer;
}

const AZURE_TENANT = 'azure.workload.identity/tenant-id';

const EKS = [Platform.EKS, Platform.EKS_AUTO_MODE];
const GKE = [Platform.GKE, Platform.GKE_AUTOPILOT];
/** Clusters of nobody's cloud may trust any: whoever runs them installs the webhook. */
const OF_NO_CLOUD = [Platform.OPENSHIFT, Platform.K3S, Platform.KIND];

/** What a role means for a workload. */
interface RoleParts {
  readonly call: string;
  /** Annotations of the account. */
  readonly annotations?: { readonly [key: string]: string };
  readonly platforms: readonly Platform[];
  /** The agent on the node that gives the credentials. */
  readonly agent?: Peer;
  /** Where the pods themselves get them for their token. */
  readonly tokenEndpoint?: Peer;
}

/**
 * The role that a cloud gives to the pods of a workload: the annotations of its account, and the connection to whoever
 * gives the credentials.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/service-accounts.html
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity
 * @see https://learn.microsoft.com/azure/aks/workload-identity-overview
 *
 * @example
 *
 * new Worker(chart, 'mailer', {
 *   image: 'ghcr.io/acme/mailer:3.1.0',
 *   cloudRole: CloudRole.eksPodIdentity(),
 * });
 */
@checked
export class CloudRole {
  /**
   * A role of EKS Pod Identity, associated with the namespace and account in AWS: no manifest says which. The agent on each
   * node is opened.
   *
   * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
   */
  public static eksPodIdentity(): CloudRole {
    return new CloudRole({
      call: 'CloudRole.eksPodIdentity()',
      platforms: EKS,
      agent: Peer._of(EKS_IDENTITY_PARTS),
    });
  }

  /**
   * A role of AWS by the account's token. Pods exchange it at STS, which is no part of the cluster: say where with
   * `tokenEndpoint`, or connect to an ExternalAlias.
   *
   * @see https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
   */
  public static irsa(roleArn: string, options: IrsaOptions = {}): CloudRole {
    check(ROLE_ARN.test(roleArn), 'CloudRole.irsa', {
      what: 'roleArn',
      got: roleArn,
      allowed: 'the ARN of an IAM role',
      fix: 'write for example "arn:aws:iam::111122223333:role/mailer"',
    });
    return new CloudRole({
      call: 'CloudRole.irsa()',
      annotations: { [ROLE_ANNOTATIONS.aws]: roleArn },
      platforms: [...EKS, ...OF_NO_CLOUD],
      tokenEndpoint: options.tokenEndpoint,
    });
  }

  /**
   * A role of Google Cloud: that of a service account of IAM, or, without one, what IAM gives to the account of the pods
   * itself. The metadata server on each node is opened.
   *
   * @param serviceAccountEmail the service account of IAM that the pods act as
   */
  public static gkeWorkloadIdentity(serviceAccountEmail?: string): CloudRole {
    check(
      serviceAccountEmail === undefined || GOOGLE_EMAIL.test(serviceAccountEmail),
      'CloudRole.gkeWorkloadIdentity',
      {
        what: 'serviceAccountEmail',
        got: serviceAccountEmail,
        allowed: 'the address of a service account of IAM',
        fix: 'write for example "mailer@acme-prod.iam.gserviceaccount.com", or leave it out',
      },
    );
    return new CloudRole({
      call: 'CloudRole.gkeWorkloadIdentity()',
      annotations: serviceAccountEmail === undefined ? {} : { [ROLE_ANNOTATIONS.google]: serviceAccountEmail },
      platforms: GKE,
      agent: Peer._of(GOOGLE_IDENTITY_PARTS),
    });
  }

  /**
   * A role of Azure: that of a managed identity or of an application. Pods exchange their token at Microsoft Entra, which is no
   * part of the cluster: say where with `tokenEndpoint`, or connect to an ExternalAlias.
   *
   * @param clientId the client id of the identity
   */
  public static azureWorkloadIdentity(clientId: string, options: AzureRoleOptions = {}): CloudRole {
    const { tenantId, tokenEndpoint } = options;
    checkUuid('clientId', clientId);
    if (tenantId !== undefined) checkUuid('tenantId', tenantId);
    return new CloudRole({
      call: 'CloudRole.azureWorkloadIdentity()',
      annotations: {
        [ROLE_ANNOTATIONS.azure]: clientId,
        ...(tenantId === undefined ? {} : { [AZURE_TENANT]: tenantId }),
      },
      platforms: [Platform.AKS, ...OF_NO_CLOUD],
      tokenEndpoint,
    });
  }

  private constructor(
    /** @internal */
    public readonly _parts: RoleParts,
  ) {}

  /** The call that makes it, for messages. */
  public toString(): string {
    return this._parts.call;
  }
}

/** Partitions of AWS: `aws`, `aws-cn`, `aws-us-gov`, `aws-iso-b` …; the name of a role has at most 64 characters. */
const ROLE_ARN = /^arn:aws(-[a-z]+)*:iam::\d{12}:role\/([\x21-\x7e]{1,510}\/)?[\w+=,.@-]{1,64}$/;
const GOOGLE_EMAIL = /^[a-z0-9][a-z0-9-]{0,62}@([a-z0-9-]+\.)*gserviceaccount\.com$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function checkUuid(what: string, id: string): void {
  check(UUID.test(id), 'CloudRole.azureWorkloadIdentity', {
    what,
    got: id,
    allowed: 'a UUID',
    fix: 'write for example "11111111-2222-3333-4444-555555555555"',
  });
}

function check(isLegal: boolean, where: string, refusal: Refusal): void {
  if (!isLegal) refuse(where, refusal);
}
