import { AddressBlock, AddressSet } from './address-set';
import { PortSet } from './port-set';
import { Origin, Route } from '../topology/model';

/** By what traffic comes in: a kind of route, or something by which it comes to a node or a load balancer. */
export type WayKind = Route['kind'] | 'LoadBalancer' | 'NodePort' | 'externalIPs' | 'hostPort';

/** A way from outside of the cluster into the pods of a workload. */
export interface WayIn {
  /** The route, the Service, or the workload whose containers have the port: `shop/Ingress/web`. */
  readonly id: string;
  readonly kind: WayKind;
  /** Whether a controller's pods carry the traffic, or it comes from the clients' own addresses (or a node's). */
  readonly through: 'controller' | 'nodes';
  /** The names that a route is for; none: any. */
  readonly hosts: readonly string[];
  /** The Service's port that it leads through: `shop/Service/web:80`. */
  readonly service?: string;
  /** The port of the nodes. */
  readonly nodePort?: number;
  /** Whether a node may stand in for the client, so that policies see its address. */
  readonly hidesClients: boolean;
  /** The addresses that may come by it at all, whatever policies say. */
  readonly sources: AddressSet;
  /** Whether it is for private networks alone, so that it is no way from the internet, whatever addresses these have. */
  readonly isInternal?: boolean;
  /** The pods' ports that it leads to. */
  readonly ports: PortSet;
  readonly origin: Origin;
}

/** A way in, as flows and changes have it. */
export interface Way extends Pick<WayIn, 'id' | 'kind' | 'service' | 'nodePort'> {
  /** Absent: any. */
  readonly hosts?: readonly string[];
  /** The public addresses that come in by it, where they are few. */
  readonly sources?: readonly AddressBlock[];
}

/** Why a route, or a Service that takes traffic from outside, leads nowhere. */
export interface DeadEnd {
  readonly id: string;
  readonly origin: Origin;
  /** The Service's id. */
  readonly service: string;
  readonly lacks:
    | { readonly kind: 'service' }
    /** The Service has no such port; `has` are those that it has. */
    | { readonly kind: 'port'; readonly port: string; readonly has: readonly string[] }
    /** It selects no workload of the input. */
    | { readonly kind: 'pods' }
    /** The pods have no port of the name that the Service's port leads to. */
    | { readonly kind: 'target'; readonly port: string; readonly workload: string };
}
