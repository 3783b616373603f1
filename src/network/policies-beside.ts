import { Construct } from 'constructs';
import { EntityPolicies } from './entity-policies';
import { NamePolicies } from './name-policies';
import { PolicyOwner } from './policy-beside';
import { RequestPolicies } from './request-policies';
import { k8s } from '../plus/cdk8s-plus';

/** What network plugins have policies of their own for, beside the network policy of some pods. */
export class PoliciesBeside {
  public readonly entities: EntityPolicies;
  public readonly names: NamePolicies;
  public readonly requests: RequestPolicies;

  /** @param egress what the network policy lets the pods connect to, when it is rendered */
  constructor(scope: Construct, owner: PolicyOwner, egress: () => readonly k8s.NetworkPolicyEgressRule[]) {
    this.entities = new EntityPolicies(scope, owner);
    this.names = new NamePolicies(scope, owner, egress);
    this.requests = new RequestPolicies(scope, owner);
  }
}
