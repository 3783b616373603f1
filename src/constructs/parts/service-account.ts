import { Part, Pods } from './part';
import { IServiceAccount } from '../../plus/cdk8s-plus';
import { checkObjectName } from '../../support/names';

/** Who the pods are towards the API server. @internal */
export interface ServiceAccountProps {
  /**
   * The service account of the pods; its token is mounted only if this is set.
   *
   * @default - the namespace's default account, without its token
   */
  readonly serviceAccount?: IServiceAccount;
}

/** The account of the pods. */
export function serviceAccount({ owner }: Pods, props: ServiceAccountProps): Part {
  const account = props.serviceAccount;
  if (account !== undefined) checkObjectName(owner, account.name, 'serviceAccount');
  return { props: { serviceAccount: account, automountServiceAccountToken: account !== undefined } };
}
