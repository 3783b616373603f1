import { createHash } from 'crypto';
import { DOMParser } from '@xmldom/xmldom';
import { Analysis } from '../../../src/reachability/analysis';
import { pageHtml } from '../../../src/render/page/html';
import { PageData } from '../../../src/render/page/page-data';
import { pageNetwork } from '../../../src/render/page/page-network';
import { PAGE_SCRIPT } from '../../../src/render/page/page-script';
import { readPageData } from '../../../src/render/page/unpack';
import { parseTopology } from '../../../src/topology/parse';

const HOSTILE = [
  '</script><script>alert(1)</script>',
  '<!--<script>',
  '"\'><img src=x onerror=alert(1)>',
  '\u2028\u2029&amp;',
];

function pod(name: string, more: object = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop', labels: { app: name } },
    spec: { containers: [] },
    ...more,
  };
}

function policy(name: string): object {
  const peer = { podSelector: { matchLabels: { app: 'web' } } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: 'shop' },
    spec: { podSelector: { matchLabels: { app: 'db' } }, ingress: [{ from: [peer], ports: [{ port: 5432 }] }] },
  };
}

function dataOf(objects: readonly object[], more: Partial<PageData> = {}): PageData {
  const manifests = objects.map((object, i) => ({ object, origin: { source: 'shop.yaml', document: i + 1 } }));
  const analysis = Analysis.of(parseTopology(manifests).topology);
  return { title: 'shop', version: '1.2.3', network: pageNetwork(analysis, analysis.decidedFlows(), []), ...more };
}

const page = (data: PageData): string => [...pageHtml(data)].join('');
const SHOP = dataOf([pod('web'), pod('db'), policy('db')]);
const HTML = page(SHOP);

const between = (text: string, start: string, end: string): string => text.split(start)[1].split(end)[0];
const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

test('the policy of the page lets its two scripts and its style in by their hashes, and nothing else', () => {
  const loader = between(HTML, '<script>', '</script>');
  const style = between(HTML, '<style>', '</style>');
  expect(between(HTML, 'Content-Security-Policy" content="', '"').split('; ')).toEqual([
    "default-src 'none'",
    `script-src ${hashOf(loader)} '${PAGE_SCRIPT.hash}'`,
    `style-src ${hashOf(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types page',
  ]);
});

test('the policy stands before all but the encoding', () => {
  expect(between(HTML, '<head>\n', '<meta http-equiv="Content-Security-Policy"')).toBe('<meta charset="utf-8" />\n');
});

test('the page has a language, and words for whoever runs no script', () => {
  expect(HTML.startsWith('<!doctype html>\n<html lang="en">\n<head>\n')).toBe(true);
  expect(HTML).toContain('<title>shop</title>');
  expect(HTML).toContain('<h1>shop</h1>\n<p>2 workloads in 1 namespace, ');
  expect(HTML).toMatch(/<noscript><p>[^<]+<\/p><\/noscript>/);
  expect(between(HTML, '<main id="page">', '</main>')).toMatch(/^<svg .*<\/svg>$/s);
});

test('the page is well-formed', () => {
  const errors: string[] = [];
  // A doctype of HTML is none of XML.
  const text = HTML.replace('<!doctype html>\n', '').replace(PAGE_SCRIPT.packed, '');
  const parsed = new DOMParser({ onError: (_, message) => errors.push(message) }).parseFromString(
    text.replace(/<script>.*<\/script>/s, '<script></script>').replace(/<style>.*?<\/style>/gs, '<style></style>'),
    'text/xml',
  );
  expect(errors).toEqual([]);
  expect(parsed.documentElement?.tagName).toBe('html');
});

test('the page has no attribute that runs or styles, and leads to nothing', () => {
  const markup = HTML.replace(/<script.*?<\/script>/gs, '').replace(/<style>.*?<\/style>/s, '');
  expect(markup.match(/ (style|on\w+|src|href)="/g)).toBeNull();
});

test('the same network is the same page', () => {
  expect(page(dataOf([pod('web'), pod('db'), policy('db')]))).toBe(HTML);
});

test.each(HOSTILE)('the name %j adds no element and ends none', (name) => {
  const data = dataOf([pod('web'), pod('db'), pod(name), policy(name)], { title: name, filter: name });
  const html = page(data);
  const tags = (text: string): number => text.split(/<script|<\/script|<!--|<img/i).length;
  expect(tags(html)).toBe(tags(HTML));
  expect(readPageData(between(html, 'id="data">', '</script>'))).toEqual(JSON.parse(JSON.stringify(data)));
});

test('what manifests keep from others is nowhere in the page', () => {
  const mark = 'MARK-9f3b';
  const container = {
    name: 'main',
    image: `registry/${mark}`,
    command: [mark],
    args: [mark],
    env: [{ name: 'TOKEN', value: mark }],
    volumeMounts: [{ name: 'v', mountPath: `/${mark}` }],
  };
  const metadata = { name: 'api', namespace: 'shop', labels: { app: 'api' }, annotations: { note: mark } };
  const html = page(
    dataOf([
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 's', namespace: 'shop' },
        stringData: { a: mark },
        data: { b: mark },
      },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace: 'shop' }, data: { a: mark } },
      pod('api', { metadata, spec: { containers: [container], initContainers: [container] } }),
      { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: { app: 'api' }, ports: [{ port: 80 }] } },
    ]),
  );
  expect(html).toContain('shop/Pod/api');
  expect(html).not.toContain(mark);
});

test('of a part of the connections the page says of which', () => {
  expect(page({ ...SHOP, filter: '--from internet' })).toContain('<p>Only --from internet</p>');
});
