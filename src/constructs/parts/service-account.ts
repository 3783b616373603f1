import { ApiObject } from 'cdk8s';
import { Part, Pods } from './part';
import { IServiceAccount, ServiceAccount } from '../../plus/cdk8s-plus';
import { changeWhenRendered, Metadata } from '../../plus/completed-metadata';
import { withoutLoss } from '../../plus/rendered-json';
import { checkAnnotations, checkObjectName } from '../../support/names';
import { refuse } from '../../support/refuse';

/** Who the pods are towards the API server, meshes and clouds. @internal */
export interface ServiceAccountProps {
  /**
   * The service account of the pods: one that was made elsewhere, or "default" for the namespace's own.
   *
   * @default - an account of the workload's own, called like the workload
   * @see https://kubernetes.io/docs/concepts/security/service-accounts/
   */
  readonly serviceAccount?: string | IServiceAccount;

  /**
   * Annotations of the workload's own account, by which clouds give it a role: `eks.amazonaws.com/role-arn`,
   * `iam.gke.io/gcp-service-account`, `azure.workload.identity/client-id`.
   *
   * @default - none
   */
  readonly serviceAccountAnnotations?: { readonly [key: string]: string };

  /**
   * Whether the account's token for the API server is mounted. Tokens for clouds and meshes are others and need none.
   *
   * @default - what a given account says of itself, and true if it says nothing; false for the workload's own
   */
  readonly automountServiceAccountToken?: boolean;
}

/** The account that each namespace has. */
const OF_NAMESPACE = 'default';

/** @see https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html */
const AZURE_CLIENT = 'azure.workload.identity/client-id';
const AZURE_USE = 'azure.workload.identity/use';

/** The account of the pods, made here unless one was named. */
export function serviceAccount(
  pods: Pods,
  props: ServiceAccountProps,
  /** Further annotations of an account that is made here. */
  further: { readonly [key: string]: string } = {},
): Part {
  const account = accountOf(pods, props, further);
  const token = props.automountServiceAccountToken ?? (props.serviceAccount !== undefined && mountsToken(account));
  return {
    props: { serviceAccount: account, automountServiceAccountToken: token },
    complete: ({ workload }) => changeWhenRendered(workload.podMetadata, (pod) => forAzure(account, pod)),
  };
}

function accountOf(
  { owner, name, labels }: Pods,
  { serviceAccount: given, serviceAccountAnnotations: annotations }: ServiceAccountProps,
  further: { readonly [key: string]: string },
): IServiceAccount | undefined {
  if (annotations !== undefined) checkAnnotations(owner, annotations);
  // A workload of this name would take over the account that all other pods of the namespace have.
  const isOwn = given === undefined && name !== OF_NAMESPACE;
  if (isOwn) {
    const metadata = { name, labels: { ...labels }, annotations: { ...further, ...annotations } };
    const made = new ServiceAccount(owner, 'ServiceAccount', { metadata, automountToken: false });
    withoutLoss(ApiObject.of(made), owner);
    return made;
  }
  if (annotations !== undefined && Object.keys(annotations).length > 0) {
    refuse(owner, {
      what: 'serviceAccountAnnotations',
      got: annotations,
      allowed: 'none where the workload has no account of its own',
      fix: 'annotate the account where it is made, or leave `serviceAccount` out',
    });
  }
  if (given === undefined || given === OF_NAMESPACE) return undefined;
  if (typeof given === 'string') {
    return refuse(owner, {
      what: 'serviceAccount',
      got: given,
      allowed: '"default", the account of the namespace, or a ServiceAccount of cdk8s-plus',
      fix: 'use ServiceAccount.fromServiceAccountName(chart, id, name) for one that exists',
    });
  }
  checkObjectName(owner, given.name, 'serviceAccount');
  return given;
}

/** Azure gives a pod the role of its account only if the pod says so, too. */
function forAzure(account: IServiceAccount | undefined, pod: Metadata): Metadata {
  const { metadata } = (account ?? {}) as Partial<ServiceAccount>;
  const { annotations = {} } = (metadata?.toJson() ?? {}) as Partial<Metadata>;
  if (annotations[AZURE_CLIENT] === undefined) return pod;
  return { ...pod, labels: { [AZURE_USE]: 'true', ...pod.labels } };
}

/** One that is only referred to says nothing of its token; whoever names it wants it for that. */
function mountsToken(account: IServiceAccount | undefined): boolean {
  if (account === undefined) return false;
  return (account as Partial<ServiceAccount>).automountToken ?? true;
}
