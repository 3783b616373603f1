import { ApiObject } from 'cdk8s';
import { isAccountElsewhere } from './accounts-elsewhere';
import { checkRole, openCredentials, withRole } from './cloud-access';
import { Part, Pods } from './part';
import { acceptWhenRendered } from '../../network/accepted-findings';
import { ROLE_ANNOTATIONS } from '../../network/cloud-peers';
import { IServiceAccount, ServiceAccount } from '../../plus/cdk8s-plus';
import { changeWhenRendered, Metadata } from '../../plus/completed-metadata';
import { withoutLoss } from '../../plus/rendered-json';
import { checkAnnotations, checkObjectName } from '../../support/names';
import { refuse } from '../../support/refuse';
import { CloudRole } from '../values/cloud-role';

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
   * The role that a cloud gives the pods: annotates the workload's own account, and opens what gives them their
   * credentials. A given account must have the annotations already.
   *
   * @default - none, unless annotations of the account say so
   */
  readonly cloudRole?: CloudRole;

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
const AZURE_USE = 'azure.workload.identity/use';

/** The account of the pods, made here unless one was named. */
export function serviceAccount(
  pods: Pods,
  props: ServiceAccountProps,
  /** Further annotations of an account that is made here. */
  further: { readonly [key: string]: string } = {},
): Part {
  const { owner } = pods;
  const { cloudRole: role } = props;
  if (role !== undefined) checkRole(owner, role);
  const account = accountOf(pods, props, further);
  const token = props.automountServiceAccountToken ?? (props.serviceAccount !== undefined && mountsToken(account));
  return {
    props: { serviceAccount: account, automountServiceAccountToken: token },
    open: (connections) => openCredentials(connections, owner, role, annotationsOf(account)),
    complete: ({ workload }) => {
      const isAzure = (annotations: Annotations = {}): boolean => annotations[ROLE_ANNOTATIONS.azure] !== undefined;
      changeWhenRendered(workload.podMetadata, (pod) =>
        isAzure(role?._parts.annotations) || isAzure(annotationsOf(account)) ? forAzure(pod) : pod,
      );
    },
  };
}

function accountOf(
  { owner, name, labels }: Pods,
  { serviceAccount: given, serviceAccountAnnotations: annotations, cloudRole }: ServiceAccountProps,
  further: { readonly [key: string]: string },
): IServiceAccount | undefined {
  if (annotations !== undefined) checkAnnotations(owner, annotations);
  // A workload of this name would take over the account that all other pods of the namespace have.
  const isOwn = given === undefined && name !== OF_NAMESPACE;
  if (isOwn) {
    const own = withRole(owner, { ...further, ...annotations }, cloudRole);
    const metadata = { name, labels: { ...labels }, annotations: { ...own } };
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
  acceptWhenRendered(owner, () =>
    isAccountElsewhere(owner, given.name)
      ? [['account-missing', `\`serviceAccount\` names ${given.name}, which is made elsewhere`]]
      : [],
  );
  return given;
}

/** Azure gives a pod the role of its account only if the pod says so, too. */
function forAzure(pod: Metadata): Metadata {
  return { ...pod, labels: { [AZURE_USE]: 'true', ...pod.labels } };
}

type Annotations = { readonly [key: string]: string };

/** What is known of them: those of one that is only referred to are not. */
function annotationsOf(account: IServiceAccount | undefined): Annotations {
  const { metadata } = (account ?? {}) as Partial<ServiceAccount>;
  return ((metadata?.toJson() ?? {}) as Partial<Metadata>).annotations ?? {};
}

/** One that is only referred to says nothing of its token; whoever names it wants it for that. */
function mountsToken(account: IServiceAccount | undefined): boolean {
  if (account === undefined) return false;
  return (account as Partial<ServiceAccount>).automountToken ?? true;
}
