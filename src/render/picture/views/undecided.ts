import { Direction } from '../../../topology/model';
import { Picture, PictureNode } from '../picture';
import { ViewOptions } from '../view-options';

/** Whether nothing decides about a workload's connections in a direction: no policy of any kind, and no mesh. */
export function isFree({ walls }: PictureNode, direction: Direction): boolean {
  return walls?.[direction] === 'open' && (direction === 'egress' || walls.byIdentity !== true);
}

/** How many connections between workloads no policy decides, of those that are wanted. They are open on all ports. */
export function undecidedIn({ nodes }: Picture, view: ViewOptions): number {
  const { namespaces, workload, verdict, isInternetOnly } = view;
  if (verdict === 'undefined' || isInternetOnly === true) return 0;
  const workloads = nodes.filter(({ kind }) => kind === 'workload');
  const isWanted = ({ id, namespace }: PictureNode): boolean =>
    (workload === undefined || id === workload) && (namespaces === undefined || namespaces.includes(namespace ?? ''));
  const others = workloads.filter((node) => !isWanted(node));
  return pairsAmong(workloads) - pairsAmong(others);
}

function pairsAmong(workloads: readonly PictureNode[]): number {
  const senders = workloads.filter((node) => isFree(node, 'egress'));
  const both = senders.filter((node) => isFree(node, 'ingress')).length;
  return senders.length * workloads.filter((node) => isFree(node, 'ingress')).length - both;
}
