import { HttpRequest } from './http-request';
import { k8s } from '../../plus/cdk8s-plus';
import { Port } from '../port';

/** Some addresses. */
export interface AddressBlock {
  readonly cidr: string;
  readonly except: readonly string[];
}

/** Who connects, as a mesh can know it. */
export type MeshClient =
  /** Pods with an account; which one is known when it is rendered. Where nobody knows it, they are known by their namespace. */
  | { readonly kind: 'account'; readonly namespace: string; readonly account: () => string | undefined }
  /** All pods of a namespace that are in the mesh. */
  | { readonly kind: 'namespace'; readonly namespace: string }
  /** Whoever is in the mesh. */
  | { readonly kind: 'identified' }
  /** Whoever has one of these addresses, in the mesh or not. */
  | { readonly kind: 'addresses'; readonly blocks: readonly AddressBlock[] }
  /** Everybody, in the mesh or not. */
  | { readonly kind: 'anybody' };

/** Whom a server takes connections from, on which of its ports. */
export interface IdentityOpening {
  readonly client: MeshClient;
  /** The client as network policies of the server name it, where it is pods. */
  readonly pods?: k8s.NetworkPolicyPeer;
  /** Whether these are pods of the app; other pods are known by what the peer says of them alone. */
  readonly isOfApp?: boolean;
  /** The pods' ports. */
  readonly ports: readonly Port[];
  /** The requests that are let through; absent: whatever is sent. */
  readonly http?: readonly HttpRequest[];
}
