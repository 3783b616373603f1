import { plural } from '../../plural';
import { Picture, PictureEdge, PictureNode } from '../picture';
import { changesText, countsOf } from '../views/counts';

const SEVERITIES = { error: 'an error', warning: 'a warning', note: 'a note' };

/** What a badge says. */
export function findingsText(findings: readonly number[], severity: NonNullable<PictureNode['severity']>): string {
  const worst = findings.length === 1 ? ', ' : ', the worst is ';
  return `${plural(findings.length, 'finding')}${worst}${SEVERITIES[severity]}`;
}

/** A box in words. */
export function nodeText(node: PictureNode): string {
  const { name, what, namespace, details = [], replicas, walls, findings = [], severity, change, workloads } = node;
  return [
    name,
    ...(what === '' || what === name ? [] : [what]),
    ...(replicas === undefined ? [] : [plural(replicas, 'pod')]),
    ...(workloads === undefined ? [] : [plural(workloads, 'workload')]),
    ...(namespace === undefined || node.kind === 'namespace' ? [] : [`in namespace ${namespace}`]),
    ...details,
    ...(walls === undefined ? [] : [`ingress ${walls.ingress}, egress ${walls.egress}`, ...markTexts(node)]),
    ...(findings.length === 0 ? [] : [findingsText(findings, severity ?? 'note')]),
    ...(change === undefined ? [] : [change]),
  ].join(', ');
}

/** What beside NetworkPolicies has a say about a workload. */
export function markTexts({ walls }: PictureNode): readonly string[] {
  if (walls === undefined) return [];
  const { mesh, admin = [], unjudged = [] } = walls;
  return [
    ...(mesh === undefined ? [] : [`mesh ${mesh.name}${mesh.decides ? ' decides' : ''}`]),
    ...(admin.length === 0 ? [] : ['admin policy']),
    ...(unjudged.length === 0 ? [] : ['not judged']),
  ];
}

/** What of an edge is let through, where it is not everything. */
export function onlyText({ only }: PictureEdge): string | undefined {
  return only === undefined || only.length === 0 ? undefined : `only ${only.join(', ')}`;
}

/** An arrow in words; names are those of its ends. */
export function edgeText(edge: PictureEdge, nameOf: (id: string) => string): string {
  const { from, to, way, service, ports, verdict, reason, change, count, frame } = edge;
  const only = onlyText(edge);
  const by = way ?? service;
  return [
    `${frame === 'from' ? 'most of ' : ''}${nameOf(from)} to ${frame === 'to' ? 'most of ' : ''}${nameOf(to)}`,
    ...(by === undefined ? [] : [`by ${nameOf(by)}`]),
    ports,
    verdict === 'allow' ? 'allowed' : `undefined${reason === undefined ? '' : ` (${reason})`}`,
    ...(only === undefined ? [] : [only]),
    ...(count === undefined ? [] : [plural(count, frame === undefined ? 'connection' : 'workload')]),
    ...(change === undefined ? [] : [`${change.kind}: ${change.text}`]),
  ].join(', ');
}

/** How much a picture has. */
export function captionOf(picture: Picture): string {
  const { nodes, undecided } = picture;
  const workloads = nodes.reduce((sum, node) => sum + (node.kind === 'workload' ? 1 : (node.workloads ?? 0)), 0);
  const counts = countsOf(picture);
  const changes = changesText(counts);
  const more = undecided === 0 ? '' : `; ${undecided} more between workloads that no policy decides`;
  const changed = changes === '' ? '' : ` (${changes})`;
  return `${plural(workloads, 'workload')}, ${plural(counts.connections, 'connection')}${changed}${more}`;
}

/** A picture in words: for those who do not see it. */
export function describe(picture: Picture, nameOf: (id: string) => string): string {
  const fromInternet = namesOf(picture.edges, 'from internet', ({ to }) => nameOf(to));
  const toInternet = namesOf(picture.edges, 'to internet', ({ from }) => nameOf(from));
  return [
    `${captionOf(picture)}.`,
    fromInternet === '' ? 'No arrow in it comes from the internet.' : `The internet reaches ${fromInternet}.`,
    ...(toInternet === '' ? [] : [`${toInternet} may send to the internet.`]),
  ].join(' ');
}

function namesOf(
  edges: readonly PictureEdge[],
  exposure: PictureEdge['exposure'],
  name: (edge: PictureEdge) => string,
): string {
  const names = [...new Set(edges.filter((edge) => edge.exposure === exposure).map(name))];
  return names.length > 8 ? `${names.slice(0, 7).join(', ')} and ${names.length - 7} others` : names.join(', ');
}
