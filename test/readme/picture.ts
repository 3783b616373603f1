import { NetworkReport } from '../../src';

/** An arrow of the picture. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  /** `5432/TCP`. */
  readonly ports: string;
}

/** Whoever there is: who comes by the load balancer, and the three ends that it lets in. */
const EVERYBODY = ['internet', 'ip:0.0.0.0/0', 'ip:::/0', 'pods:*/*'];
const DNS = 'pods:kubernetes.io/metadata.name=kube-system/k8s-app=kube-dns';

/** The connections of an app, with names that people use. An end without such a name is an error. */
export function edgesOf(report: NetworkReport): Edge[] {
  const edges = report.flows().map(({ from, to, ports, verdict }) => {
    if (verdict !== 'allow') throw new Error(`${from} → ${to} is ${verdict}`);
    const spelled = ports.map(
      ({ protocol, port, endPort }) => `${port === endPort ? port : `${port}-${endPort}`}/${protocol}`,
    );
    return { from: nameOf(from), to: nameOf(to), ports: spelled.join(', ') };
  });
  return [...new Map(edges.map((edge) => [JSON.stringify(edge), edge])).values()];
}

function nameOf(end: string): string {
  if (EVERYBODY.includes(end)) return 'everybody';
  if (end === DNS) return 'DNS of the cluster';
  const workload = /^shop\/\w+\/([\w-]+)$/.exec(end);
  if (workload === null) throw new Error(`no name for ${end}`);
  return workload[1];
}

/** Where each end stands, from the left. */
const ROW = ['everybody', 'web', 'api', 'postgres'];
const [WIDTH, HEIGHT, GAP] = [120, 48, 96];
const x = (name: string): number => 24 + ROW.indexOf(name) * (WIDTH + GAP);
const TOP = 64;
const DNS_TOP = 196;

/** The picture: those who are in a row, the DNS below them. */
export function drawPicture(edges: readonly Edge[]): string {
  const right = x('postgres') + WIDTH + 24;
  const dnsLeft = x('api') - 20;
  const box = (name: string, left: number, top: number, width = WIDTH): string =>
    `  <rect x="${left}" y="${top}" width="${width}" height="${HEIGHT}" rx="8" fill="#ffffff" stroke="#24292f" stroke-width="1.5"/>\n` +
    `  <text x="${left + width / 2}" y="${top + 29}" text-anchor="middle" font-size="16">${name}</text>`;
  const arrow = ({ from, to, ports }: Edge): string => {
    const isDns = to === 'DNS of the cluster';
    const [x1, y1] = isDns ? [x(from) + WIDTH / 2, TOP + HEIGHT] : [x(from) + WIDTH, TOP + HEIGHT / 2];
    const [x2, y2] = isDns
      ? [dnsLeft + 80 + (ROW.indexOf(from) - ROW.indexOf('api')) * 60, DNS_TOP - 6]
      : [x(to) - 6, TOP + HEIGHT / 2];
    const dashes = isDns ? ' stroke-dasharray="4 4"' : '';
    const label = isDns ? '' : `\n    <text x="${(x1 + x2) / 2}" y="${y1 - 8}" text-anchor="middle">${ports}</text>`;
    return (
      `  <g data-from="${from}" data-to="${to}" data-ports="${ports}">\n` +
      `    <path d="M${x1} ${y1} L${x2} ${y2}" stroke="#0969da" stroke-width="1.5"${dashes} marker-end="url(#head)"/>${label}\n  </g>`
    );
  };
  const toDns = [...new Set(edges.filter(({ to }) => to === 'DNS of the cluster').map(({ ports }) => ports))];
  const summary = edges.map(({ from, to, ports }) => `${from} → ${to}: ${ports}`).join('; ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${right + 24}" height="280" viewBox="0 0 ${right + 24} 280" font-family="-apple-system, Segoe UI, Helvetica, Arial, sans-serif" font-size="13" fill="#24292f">`,
    `  <title>${summary}</title>`,
    '  <defs><marker id="head" markerWidth="8" markerHeight="8" refX="4" refY="4" orient="auto"><path d="M0 0 L8 4 L0 8 Z" fill="#0969da"/></marker></defs>',
    '  <rect width="100%" height="100%" rx="12" fill="#ffffff"/>',
    `  <rect x="${x('web') - 24}" y="20" width="${right - x('web') + 24}" height="116" rx="8" fill="#f6f8fa" stroke="#8c959f" stroke-dasharray="6 4"/>`,
    `  <text x="${x('web') - 12}" y="40" fill="#57606a">namespace shop: no other connection is open</text>`,
    ...ROW.map((name) => box(name, x(name), TOP)),
    box(`DNS of the cluster`, dnsLeft, DNS_TOP, 160),
    `  <text x="${dnsLeft + 172}" y="${DNS_TOP + 29}">${toDns.join(' | ')}</text>`,
    ...edges.map(arrow),
    '</svg>',
    '',
  ].join('\n');
}
