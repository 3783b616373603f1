import { ALL_PORTS, REASON, SHOP, tcp, workload } from './flows';
import { reachReport } from './reports';
import { Flow } from '../../src/reachability/flow';
import { REACH_FORMATS } from '../../src/render/formats';
import { endOf } from '../reachability/texts';

function render(format: string, flows: Iterable<Flow> = SHOP.flows): string {
  return [...REACH_FORMATS.get(format)!(reachReport(flows, SHOP.workloads))].join('');
}

/** Names that every format would read as its own, if it did not escape them. */
const NASTY: Flow = {
  from: endOf('shop/Deployment/a"b|c`d<e>\\f#g\nh,i'),
  to: endOf('ip:::/0'),
  ports: ALL_PORTS,
  verdict: 'allow',
  because: [],
};

test('the table has a line for each flow, and a note for each reason', () => {
  expect(render('table')).toEqual(
    [
      'FROM                                            TO                                 PORTS                    VERDICT',
      'shop/Deployment/web                             shop/StatefulSet/db                5432/TCP                 allow',
      'tools/Job/seed                                  shop/StatefulSet/db                5432/TCP, 8000-8999/UDP  undefined (1)',
      'ip:0.0.0.0/0 except 10.0.0.0/8, 192.168.0.0/16  shop/Deployment/web                8080/TCP                 allow',
      'shop/Deployment/web                             pods:kube-system/k8s-app=kube-dns  53/TCP, 53/UDP           allow',
      'tools/Job/seed                                  pods:*/*                           all                      allow',
      '',
      '(1) an ipBlock decides',
      '',
    ].join('\n'),
  );
});

test('the same reason is noted once', () => {
  const [, undecided] = SHOP.flows;
  const text = render('table', [undecided, undecided, { ...undecided, reason: { ...REASON, text: 'another' } }]);
  expect(text.match(/\(\d\)/g)).toEqual(['(1)', '(1)', '(2)', '(1)', '(2)']);
});

test('many exceptions are counted in the table, and listed in full in JSON', () => {
  const except = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];
  const flow = { ...SHOP.flows[2], from: endOf('ip:0.0.0.0/0', except) };
  expect(render('table', [flow])).toContain('ip:0.0.0.0/0 except 3 networks  shop');
  expect(JSON.parse(render('json', [flow])).flows[0].except).toEqual(except);
});

test('the JSON is versioned, with a line for each flow', () => {
  expect(render('json', SHOP.flows.slice(0, 3))).toEqual(
    `{
  "version": 2,
  "workloads": [
    {"id":"shop/Deployment/web","namespace":"shop","kind":"Deployment","name":"web"},
    {"id":"shop/StatefulSet/db","namespace":"shop","kind":"StatefulSet","name":"db"},
    {"id":"tools/Job/seed","namespace":"tools","kind":"Job","name":"seed"}
  ],
  "flows": [
    {"from":"shop/Deployment/web","to":"shop/StatefulSet/db","ports":[{"protocol":"TCP","port":5432,"endPort":5432}],"verdict":"allow","because":[{"direction":"egress","policy":"shop/NetworkPolicy/web","rule":1},{"direction":"ingress","policy":"shop/NetworkPolicy/db","rule":0}],"services":["shop/Service/db:5432"]},
    {"from":"tools/Job/seed","to":"shop/StatefulSet/db","ports":[{"protocol":"TCP","port":5432,"endPort":5432},{"protocol":"UDP","port":8000,"endPort":8999}],"verdict":"undefined","reason":"an ipBlock decides","reasonCode":"pod-address","because":[{"direction":"egress"},{"direction":"ingress","policy":"shop/NetworkPolicy/db","rule":1}]},
    {"from":"ip:0.0.0.0/0","to":"shop/Deployment/web","except":["10.0.0.0/8","192.168.0.0/16"],"ports":[{"protocol":"TCP","port":8080,"endPort":8080}],"verdict":"allow","because":[{"direction":"ingress","policy":"shop/NetworkPolicy/web","rule":0}]}
  ]
}
`,
  );
});

test('CSV has a row for each flow, with lists parted by semicolons', () => {
  expect(render('csv')).toEqual(
    `from,to,except,ports,verdict,reason,because,services,reasonCode,ways,only
shop/Deployment/web,shop/StatefulSet/db,,5432/TCP,allow,,shop/NetworkPolicy/web egress[1]; shop/NetworkPolicy/db ingress[0],shop/Service/db:5432,,,
tools/Job/seed,shop/StatefulSet/db,,5432/TCP; 8000-8999/UDP,undefined,an ipBlock decides,egress not isolated; shop/NetworkPolicy/db ingress[1],,pod-address,,
ip:0.0.0.0/0,shop/Deployment/web,10.0.0.0/8; 192.168.0.0/16,8080/TCP,allow,,shop/NetworkPolicy/web ingress[0],,,,
shop/Deployment/web,pods:kubernetes.io/metadata.name=kube-system/k8s-app=kube-dns,,53/TCP; 53/UDP,allow,,shop/NetworkPolicy/web egress[0],,,,
tools/Job/seed,pods:*/*,,all,allow,,egress not isolated,,,,
`,
  );
});

test('Markdown is a table that GitHub shows', () => {
  expect(render('md', SHOP.flows.slice(0, 2))).toEqual(
    `| from | to | ports | through | verdict |
|---|---|---|---|---|
| \`shop/Deployment/web\` | \`shop/StatefulSet/db\` | 5432/TCP | \`shop/Service/db:5432\` | allow |
| \`tools/Job/seed\` | \`shop/StatefulSet/db\` | 5432/TCP, 8000-8999/UDP |  | undefined (1) |

(1) an ipBlock decides
`,
  );
});

test('DOT frames namespaces and dashes what is undefined', () => {
  expect(render('dot', SHOP.flows.slice(0, 3))).toEqual(
    `digraph reach {
  rankdir=LR;
  node [shape=box];
  subgraph cluster_0 {
    label="shop";
    n0 [label="web\\nDeployment"];
    n1 [label="db\\nStatefulSet"];
  }
  subgraph cluster_1 {
    label="tools";
    n2 [label="seed\\nJob"];
  }
  n3 [label="ip:0.0.0.0/0 except 10.0.0.0/8, 192.168.0.0/16", style=dashed];
  n0 -> n1 [label="5432/TCP"];
  n2 -> n1 [label="5432/TCP, 8000-8999/UDP", style=dashed];
  n3 -> n0 [label="8080/TCP"];
}
`,
  );
});

test('Mermaid frames namespaces and dots what is undefined', () => {
  expect(render('mermaid')).toEqual(
    `flowchart LR
  subgraph ns0["shop"]
    n0["web<br/>Deployment"]
    n1["db<br/>StatefulSet"]
  end
  subgraph ns1["tools"]
    n2["seed<br/>Job"]
  end
  n3(["ip:0.0.0.0/0 except 10.0.0.0/8, 192.168.0.0/16"])
  n4(["pods:kube-system/k8s-app=kube-dns"])
  n5(["pods:#42;/#42;"])
  n0 -->|"5432/TCP"| n1
  n2 -.->|"5432/TCP, 8000-8999/UDP"| n1
  n3 -->|"8080/TCP"| n0
  n0 -->|"53/TCP, 53/UDP"| n4
  n2 -->|"all"| n5
`,
  );
});

test.each([
  ['table', 'shop/Deployment/a"b|c`d<e>\\f#g h,i  ip:::/0  all    allow'],
  ['csv', '"shop/Deployment/a""b|c`d<e>\\f#g\nh,i",ip:::/0,'],
  ['md', '| `` shop/Deployment/a"b\\|c`d<e>\\f#g h,i `` | `ip:::/0` |'],
  ['dot', 'n0 [label="a\\"b|c`d<e>\\\\f#g h,i\\nDeployment"];'],
  ['mermaid', 'n0["a#34;b#124;c#96;d#60;e#62;#92;f#35;g h,i<br/>Deployment"]'],
])('%s escapes what it would read as its own', (format, escaped) => {
  expect(render(format, [NASTY])).toContain(escaped);
});

test.each([
  ['table', 'no connections\n'],
  ['csv', 'from,to,except,ports,verdict,reason,because,services,reasonCode,ways,only\n'],
  ['md', 'No connections.\n'],
  ['dot', 'digraph reach {\n  rankdir=LR;\n  node [shape=box];\n}\n'],
  ['mermaid', 'flowchart LR\n'],
])('%s of nothing is still legal', (format, text) => {
  expect(render(format, [])).toEqual(text);
});

test('JSON of nothing is still legal', () => {
  const empty = [...REACH_FORMATS.get('json')!(reachReport([]))].join('');
  expect(empty).toEqual('{\n  "version": 2,\n  "workloads": [],\n  "flows": []\n}\n');
});

test.each(['json', 'csv', 'md'])('%s streams: the first flow is out before the last is asked for', (format) => {
  let asked = 0;
  function* endless(): Generator<Flow> {
    for (;;) yield { ...SHOP.flows[0], ports: [tcp(++asked)] };
  }
  const pieces = REACH_FORMATS.get(format)!(reachReport(endless(), [workload('shop/Pod/a')]));
  for (const piece of pieces) if (piece.includes('shop/StatefulSet/db')) break;
  expect(asked).toBeLessThan(3);
});
