import { listPolicies } from './why-words';
import { Walls } from '../../src/render/picture/picture';
import { shorten } from '../../src/render/ports';
import { Direction } from '../../src/topology/model';

const WHO: Readonly<Record<Direction, string>> = { ingress: 'who comes in', egress: 'where it connects to' };

/** What decides about one direction of a workload, in a sentence. */
export function wallWords(walls: Walls, direction: Direction): string {
  const own = walls.policies[direction];
  switch (walls[direction]) {
    case 'closed':
      return `closed: ${listPolicies(own)} ${own.length > 1 ? 'decide' : 'decides'} ${WHO[direction]}`;
    case 'partly':
      return `closed for some of its pods, or perhaps: ${own.length > 0 ? listPolicies(own) : 'by policies that are not judged'}`;
    case 'open':
      return `open: no NetworkPolicy decides ${WHO[direction]}`;
  }
}

/** What else decides: meshes, administrators, and policies that are not judged. */
export function otherWalls({ mesh, admin = [], unjudged = [] }: Walls): [string, string][] {
  const decides = mesh?.decides === true ? 'decides by identity who comes in' : 'decides nothing by identity';
  return [
    ...(mesh === undefined ? [] : [['Mesh', `${mesh.name}, which ${decides}`] as [string, string]]),
    ...(admin.length === 0 ? [] : [['Administrators', shorten(admin, 5)] as [string, string]]),
    ...(unjudged.length === 0 ? [] : [['Not judged', shorten(unjudged, 5)] as [string, string]]),
  ];
}
