import { refuse, Where } from '../support/refuse';

/** A direction of traffic, seen from the pods. */
export enum PolicyDirection {
  /** Connections to the pods. */
  INGRESS = 'Ingress',
  /** Connections from the pods. */
  EGRESS = 'Egress',
}

/** The directions that a policy is about, in the order of the API; both where none are given. */
export function resolveDirections(where: Where, given: PolicyDirection[] | undefined): PolicyDirection[] {
  const all = [PolicyDirection.INGRESS, PolicyDirection.EGRESS];
  if (given?.length === 0) {
    refuse(where, {
      what: 'directions',
      got: [],
      allowed: 'at least one of PolicyDirection.INGRESS and EGRESS; an empty list would mean ingress',
      fix: 'leave it out for both',
    });
  }
  return given === undefined ? all : all.filter((direction) => given.includes(direction));
}

const NAMES = { [PolicyDirection.INGRESS]: 'ingress', [PolicyDirection.EGRESS]: 'egress' } as const;

/** The directions that a policy is about, as declarations call them. */
export function directionsOf(where: Where, given: PolicyDirection[] | undefined): ('ingress' | 'egress')[] {
  return resolveDirections(where, given).map((direction) => NAMES[direction]);
}
