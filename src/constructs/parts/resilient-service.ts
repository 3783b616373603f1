import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { IConnectable } from '../../network/connections';
import { Mesh } from '../../network/mesh/mesh';
import { Service } from '../../plus/cdk8s-plus';
import { withCompletedMetadata } from '../../plus/completed-metadata';
import { checkObjectName } from '../../support/names';
import { inWords, refuse } from '../../support/refuse';
import { ResolvedResilience } from '../values/resolved-resilience';
import { ServicePort } from '../values/service-port';

/** A port whose requests the mesh reads. */
export interface RequestPort {
  readonly port: ServicePort;
  readonly isGrpc: boolean;
}

/** A Service, and what its mesh is to do about requests to it. */
export interface ResilientService {
  readonly owner: Construct;
  readonly service: Service;
  readonly name: string;
  readonly namespace: string;
  /** `api.shop.svc.cluster.local` */
  readonly host: string;
  readonly labels: { readonly [key: string]: string };
  /** The annotations that the Service was given. */
  readonly annotations: { readonly [key: string]: string };
  readonly pods: readonly IConnectable[];
  readonly mesh: Mesh;
  /** Those of its ports whose requests the mesh reads, metrics aside. */
  readonly ports: readonly RequestPort[];
  readonly said: ResolvedResilience;
  /** Has requests go through the waypoint in front of it, in the mesh that has them. */
  readonly useWaypoint: () => void;
}

/** An object of the mesh about a Service. */
export interface ObjectOfService {
  readonly apiVersion: string;
  readonly kind: string;
  /** What is added to the Service's name; nothing where the kind alone tells it from others. */
  readonly suffix?: string;
  readonly annotations?: { readonly [key: string]: string };
  readonly spec: object;
}

/** Makes an object of the mesh beside a Service, behind it in the order of what is applied. */
export function addObject(
  { service, owner, name, labels }: ResilientService,
  { apiVersion, kind, suffix, annotations, spec }: ObjectOfService,
): void {
  const own = suffix === undefined ? name : `${name}-${suffix}`;
  const object = new ApiObject(service, suffix === undefined ? kind : `${kind}-${suffix}`, {
    apiVersion,
    kind,
    metadata: { name: checkObjectName(owner, own, `name of the ${kind}`), labels: { ...labels }, annotations },
    spec,
  });
  withCompletedMetadata(object);
}

/** Refuses an option that a mesh has no word for. */
export function refuseUnsaid({ owner, mesh }: ResilientService, option: string, why: string, fix: string): never {
  return refuse(owner, {
    what: `resilience.${option}`,
    got: inWords(`a value, with ${mesh.toString()}`),
    allowed: `none there: ${why}`,
    fix,
  });
}
