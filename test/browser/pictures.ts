import { Picture, PictureEdge, PictureNode } from '../../src/render/picture/picture';

/** A small picture for tests of the page: the internet, a web workload behind its Service, and what it calls. */
export function smallPicture(): Picture {
  return {
    namespaces: [{ name: 'shop' }, { name: 'data' }],
    nodes: [
      { id: 'from internet', kind: 'end', name: 'the internet', what: 'internet', side: 'from' },
      workload('shop', 'web'),
      { ...workload('shop', 'web'), id: 'shop/Service/web', kind: 'service', what: 'ClusterIP', before: WEB },
      workload('shop', 'api'),
      workload('data', 'db'),
      { id: 'to dns', kind: 'end', name: 'DNS', what: 'pods', side: 'to' },
    ],
    edges: [
      edge({ from: 'from internet', to: WEB, service: 'shop/Service/web', exposure: 'from internet' }),
      edge({ from: WEB, to: API }),
      edge({ from: API, to: DB, verdict: 'undefined' }),
      edge({ from: API, to: 'to dns', ports: '53/UDP' }),
      edge({ from: WEB, to: 'to dns', ports: '53/UDP' }),
    ],
    undecided: 0,
  };
}

export const WEB = 'shop/Deployment/web';
export const API = 'shop/Deployment/api';
export const DB = 'data/Deployment/db';

export function edge(own: Pick<PictureEdge, 'from' | 'to'> & Partial<PictureEdge>): PictureEdge {
  return { ports: '80/TCP', ranges: [], verdict: 'allow', exposure: 'inside', ...own };
}

function workload(namespace: string, name: string): PictureNode {
  return { id: `${namespace}/Deployment/${name}`, kind: 'workload', name, what: 'Deployment', namespace };
}
