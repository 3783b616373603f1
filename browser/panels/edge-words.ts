import { Names } from './names';
import { Exposure, Picture, PictureEdge } from '../../src/render/picture/picture';
import { rankOf } from '../../src/render/picture/views/connections';
import { plural } from '../../src/render/plural';

/** Verdicts in a word, with a sign that needs no colour. */
export const VERDICT_WORDS = {
  allow: { word: 'allowed', sign: '✓' },
  deny: { word: 'denied', sign: '✕' },
  undefined: { word: 'undefined', sign: '?' },
} as const;

/** What a change makes of a connection, as a sign. */
export const SIGNS = { added: '+', removed: '−', changed: '~' } as const;

/** How much a connection exposes, in words; nothing where it is inside. */
export const EXPOSURE_WORDS: Readonly<Record<Exposure, string>> = {
  'from internet': 'from the internet',
  'to internet': 'to the internet',
  'any pod': 'any pod of the cluster',
  outside: 'outside',
  inside: '',
};

/** What a connection goes through: `web (LoadBalancer), api (ClusterIP)`. */
export function throughWords({ way, service }: PictureEdge, names: Names): string {
  const own = [way, service].filter((id) => id !== undefined);
  // The way in and the Service may be one object.
  const texts = own.map((id) => {
    const node = names.node(id);
    return node === undefined ? id : `${node.name} (${node.what})`;
  });
  return [...new Set(texts)].join(', ');
}

/** What an end of an arrow is called. */
export function endWords(edge: PictureEdge, side: 'from' | 'to', names: Names): string {
  return edge.frame === side ? `most of ${edge[side]}` : names.of(edge[side]);
}

/** What is worth a word about an arrow beside its ends and ports. */
export function edgeNotes(edge: PictureEdge, names: Names): string[] {
  const { verdict, only, exposure, way, change, count, asked, outside = '' } = edge;
  const through = throughWords(edge, names);
  return [
    change === undefined ? '' : change.kind === 'changed' ? `changed: ${change.text}` : change.kind,
    verdict === 'allow' ? '' : verdict,
    only === undefined ? '' : `only ${only.join(', ')}`,
    through === '' ? '' : `through ${through}`,
    // Policies let it in; that anything leads there from outside is another matter. An arrow for several may be by ways, too.
    exposure === 'from internet' && way === undefined && count === undefined ? 'by address alone' : '',
    isSaid(edge, names) ? '' : EXPOSURE_WORDS[exposure],
    // Another arrow between the same boxes may be with other addresses.
    asked === undefined ? '' : outside,
    count === undefined ? '' : plural(count, 'connection'),
  ].filter((text) => text !== '');
}

/** Whether the ends say how much an arrow exposes. */
function isSaid({ exposure, from, to }: PictureEdge, names: Names): boolean {
  const end = exposure === 'from internet' ? from : exposure === 'to internet' ? to : undefined;
  return end === undefined || names.node(end)?.end === 'internet';
}

/** What lists are sorted by: what exposes most comes first, then by names. */
export function exposureKey(edge: PictureEdge, names: Names): string {
  const { from, to, ports } = edge;
  return [rankOf(edge, (id) => names.node(id)), names.of(from), names.of(to), ports].join('\0');
}

/** The arrows that begin and end at something, be it a workload, an end, a Service, a way or all of a namespace. */
export function edgesOf({ edges }: Picture, id: string): { readonly into: PictureEdge[]; readonly out: PictureEdge[] } {
  return {
    into: edges.filter(({ to, service, way }) => to === id || service === id || way === id),
    out: edges.filter(({ from }) => from === id),
  };
}
