import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv2020 from 'ajv/dist/2020';
import { RULES, rulesOf, rulesProblems } from './network-findings';
import { readRulesText } from '../../../src/checks/network-rules';
import { readYaml } from '../../../src/topology/read-yaml';

const SCHEMA = join(__dirname, '../../../docs/schemas/network-rules.schema.json');
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(SCHEMA, 'utf8')) as object,
);

function fitsSchema(yaml: string): boolean {
  return validate(readYaml(yaml, RULES).manifests[0]?.object);
}

/** A file with one rule, which denies this. */
function denying(connection: string, more = ''): string {
  return `version: 1\nrules:\n- deny: ${connection}\n  reason: because\n${more}`;
}

const ENDS = [
  "'*'",
  'internet',
  'payments/*',
  "'*/db'",
  'shop/StatefulSet/db',
  'shop/*/db-*',
  "'ip:10.0.0.0/8'",
  "'ip:169.254.169.254'",
  "'ip:2001:db8::/32'",
  "'name:*.example.com'",
  "'name:API.example.com.'",
  "'name:*'",
  "'entity:world'",
  "'entity:kube-apiserver'",
  "'nodes:*'",
  "'nodes:kubernetes.io/os=linux'",
  "'pods:ops/app=tool'",
  "'pods:*/*'",
  "'pods:kubernetes.io/metadata.name=ops/app.kubernetes.io/name in (a,b)'",
  '{ namespaces: { team: web } }',
  '{ pods: { tier: front } }',
  '{ namespaces: { matchLabels: { team: web } }, pods: { matchExpressions: [{ key: tier, operator: Exists }] } }',
  "[payments/*, { pods: { tier: front } }, '*']",
];

test.each(ENDS)('%s is an end, for the reader and for the schema', (end) => {
  const yaml = denying(`{ from: ${end}, to: ${end} }`);
  expect(rulesProblems(yaml)).toEqual([]);
  expect(fitsSchema(yaml)).toBe(true);
});

test.each(['[1]', '[65535/udp]', '["22", 8000-8999]', '[http, web-ui/UDP]', '[all]', '[all/SCTP]'])(
  '%s are ports, for the reader and for the schema',
  (ports) => {
    const yaml = denying(`{ from: '*', to: '*', ports: ${ports} }`);
    expect(rulesProblems(yaml)).toEqual([]);
    expect(fitsSchema(yaml)).toBe(true);
  },
);

/** What both refuse, with the line and the beginning of the message. */
const REFUSED: readonly (readonly [title: string, yaml: string, line: number, message: string | RegExp])[] = [
  ['no map', '[]', 1, /^document: got a list; allowed: a map with version: 1, and rules$/],
  [
    'no version',
    'rules: [{ deny: { from: "*", to: "*" }, reason: x }]',
    1,
    'version: got nothing; allowed: 1. Fix: write version: 1',
  ],
  [
    'another version',
    'version: 2\nrules: [{ deny: { from: "*", to: "*" }, reason: x }]',
    1,
    'version: got 2; allowed: 1',
  ],
  ['no rules', 'version: 1', 1, 'rules: got nothing; allowed: a list with at least one rule'],
  ['an empty list of rules', 'version: 1\nrules: []', 2, 'rules: got []; allowed: a list with at least one rule'],
  [
    'a field that is none',
    'version: 1\nrule: []\nrules: [{ deny: { from: "*", to: "*" }, reason: x }]',
    2,
    'rule: got a field that a file of network rules does not have here; allowed: version, rules. Fix: did you mean "rules"?',
  ],
  [
    'a rule that is no map',
    'version: 1\nrules:\n- deny',
    3,
    'rules[0]: got "deny"; allowed: a map with allow or deny, and a reason',
  ],
  [
    'neither allow nor deny',
    'version: 1\nrules:\n- reason: x',
    3,
    'rules[0]: got neither of allow and deny; allowed: one of them',
  ],
  [
    'both',
    'version: 1\nrules:\n- deny: { from: "*", to: "*" }\n  allow: { from: "*", to: "*" }\n  reason: x',
    3,
    'rules[0]: got both of allow and deny; allowed: one of them',
  ],
  [
    'no reason',
    'version: 1\nrules:\n- deny: { from: "*", to: "*" }',
    3,
    'rules[0].reason: got nothing; allowed: one line that says why, of at most 300 characters',
  ],
  [
    'an empty reason',
    denying('{ from: "*", to: "*" }').replace('because', '" "'),
    4,
    'rules[0].reason: got " "; allowed: one line that says why, of at most 300 characters',
  ],
  [
    'a reason that YAML takes for false',
    denying('{ from: "*", to: "*" }').replace('because', 'no'),
    4,
    'rules[0].reason: got false; allowed: one line that says why, of at most 300 characters. Fix: put it in quotes',
  ],
  [
    'a reason of two lines',
    denying('{ from: "*", to: "*" }').replace('because', '"a\\nb"'),
    4,
    /^rules\[0\]\.reason: got .*; allowed: one line that says why/,
  ],
  [
    'a misspelt field of a rule',
    denying('{ from: "*", to: "*" }', '  reasons: x\n'),
    5,
    'rules[0].reasons: got a field that a file of network rules does not have here; allowed: name, allow, deny, reason. Fix: did you mean "reason"?',
  ],
  [
    'no from',
    denying('{ to: "*" }'),
    3,
    'rules[0].deny.from: got nothing; allowed: a text or a map of labels, or a list of them; "*" is everything',
  ],
  [
    'no to',
    denying('{ from: "*" }'),
    3,
    'rules[0].deny.to: got nothing; allowed: a text or a map of labels, or a list of them; "*" is everything',
  ],
  [
    'an empty list of ends',
    denying('{ from: [], to: "*" }'),
    3,
    'rules[0].deny.from: got []; allowed: a text or a map of labels, or a list of them; "*" is everything',
  ],
  [
    'a number as an end',
    denying('{ from: 5, to: "*" }'),
    3,
    'rules[0].deny.from: got 5; allowed: a text or a map of labels, or a list of them; "*" is everything',
  ],
  [
    'a connection that is no map',
    denying('internet'),
    3,
    'rules[0].deny: got "internet"; allowed: a map with from and to, and ports if it is not for all',
  ],
  [
    'a misspelt field of a connection',
    denying('{ form: "*", from: "*", to: "*" }'),
    3,
    'rules[0].deny.form: got a field that a file of network rules does not have here; allowed: from, to, ports. Fix: did you mean "from"?',
  ],
  [
    'a bare name',
    denying('{ from: "*", to: db }'),
    3,
    /^rules\[0\]\.deny\.to: got "db"; allowed: namespace\/Kind\/name or .*\. Fix: write "db\/\*" for the pods of a namespace, or "\*\/db" for workloads of that name$/,
  ],
  ['a slip in internet', denying('{ from: "*", to: internt }'), 3, /Fix: did you mean "internet"\?$/],
  [
    'a bare DNS name',
    denying('{ from: "*", to: api.example.com }'),
    3,
    /Fix: write "name:api\.example\.com" for a DNS name$/,
  ],
  ['a bare address', denying('{ from: "*", to: 10.0.0.1 }'), 3, /Fix: write "ip:10\.0\.0\.1"$/],
  [
    'an exception',
    denying('{ from: "!payments/*", to: "*" }'),
    3,
    /Fix: write an exception as a rule of its own before this one$/,
  ],
  [
    'no labels',
    denying('{ from: {}, to: "*" }'),
    3,
    'rules[0].deny.from: got {}; allowed: labels of namespaces, of pods or of both. Fix: write "*" for everything',
  ],
  [
    'empty labels',
    denying('{ from: { pods: {} }, to: "*" }'),
    3,
    /^rules\[0\]\.deny\.from\.pods: got \{\}; allowed: labels, or matchLabels and matchExpressions/,
  ],
  [
    'a misspelt kind of labels',
    denying('{ from: { namespace: { a: b } }, to: "*" }'),
    3,
    /Fix: did you mean "namespaces"\?$/,
  ],
  [
    'labels beside matchLabels',
    denying('{ from: { pods: { matchLabels: { a: b }, tier: x } }, to: "*" }'),
    3,
    /^rules\[0\]\.deny\.from\.pods\.tier: got a field/,
  ],
  [
    'an empty list of ports',
    denying('{ from: "*", to: "*", ports: [] }'),
    3,
    /^rules\[0\]\.deny\.ports: got \[\]; allowed: a list with at least one of: /,
  ],
  [
    'a port that is no list',
    denying('{ from: "*", to: "*", ports: 80 }'),
    3,
    /^rules\[0\]\.deny\.ports: got 80; allowed: a list with at least one of: /,
  ],
  [
    'port 0',
    denying('{ from: "*", to: "*", ports: [0] }'),
    3,
    /^rules\[0\]\.deny\.ports\[0\]: got 0; allowed: a number from 1 to 65535/,
  ],
  ['port 65536', denying('{ from: "*", to: "*", ports: [65536] }'), 3, /^rules\[0\]\.deny\.ports\[0\]: got 65536; /],
  ['half a port', denying('{ from: "*", to: "*", ports: [80.5] }'), 3, /^rules\[0\]\.deny\.ports\[0\]: got 80\.5; /],
  [
    'another protocol',
    denying('{ from: "*", to: "*", ports: [80/ICMP] }'),
    3,
    /^rules\[0\]\.deny\.ports\[0\]: got "80\/ICMP"; /,
  ],
  [
    'a name of no port',
    denying('{ from: "*", to: "*", ports: [HTTP] }'),
    3,
    /^rules\[0\]\.deny\.ports\[0\]: got "HTTP"; /,
  ],
];

test.each(REFUSED)('%s is refused, with its line, by the reader and by the schema', (_, yaml, line, message) => {
  expect(rulesProblems(yaml)).toEqual([
    {
      source: RULES,
      document: 1,
      line,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    },
  ]);
  expect(fitsSchema(yaml)).toBe(false);
});

/** What a schema does not tell. */
test.each([
  [
    'an address that is none',
    denying("{ from: '*', to: 'ip:10.0.0.0/33' }"),
    /^rules\[0\]\.deny\.to: got "ip:10\.0\.0\.0\/33"; allowed: addresses as ip:<cidr>/,
  ],
  [
    'a name that is none',
    denying("{ from: '*', to: 'name:under/way' }"),
    /allowed: names as name:<DNS name or pattern>/,
  ],
  ['an entity that is none', denying("{ from: '*', to: 'entity:wurld' }"), /Fix: did you mean "entity:world"\?$/],
  [
    'a selector of nodes that is none',
    denying("{ from: '*', to: 'nodes:a=b=c' }"),
    /allowed: nodes:\* or nodes:<selector>/,
  ],
  [
    'selectors of pods that are none',
    denying("{ from: '*', to: 'pods:a/b=c=d' }"),
    /allowed: pods as pods:<namespace, or selector/,
  ],
  [
    'a run that ends before it begins',
    denying("{ from: '*', to: '*', ports: [90-80] }"),
    /^rules\[0\]\.deny\.ports\[0\]: got "90-80"; /,
  ],
  [
    'a name that two rules have',
    `${denying("{ from: '*', to: '*' }", '  name: a\n')}- allow: { from: x/*, to: y/* }\n  reason: z\n  name: a\n`,
    /^rules\[1\]\.name: got "a"; allowed: a name that no other rule has$/,
  ],
  [
    'a second document',
    `${denying("{ from: '*', to: '*' }")}---\n${denying("{ from: '*', to: '*' }")}`,
    /^document: got a second one; allowed: one/,
  ],
  ['a label value that is none', denying("{ from: { pods: { a: '!' } }, to: '*' }"), /a label value/],
  [
    'no value for In',
    denying("{ from: { pods: { matchExpressions: [{ key: a, operator: In }] } }, to: '*' }"),
    /at least one value for operator In/,
  ],
])('%s is refused by the reader', (_, yaml, message) => {
  expect(rulesProblems(yaml).map((problem) => problem.message)).toEqual([expect.stringMatching(message)]);
});

test('a text that nests without end is a problem, and not the end of the program', () => {
  expect(readRulesText('['.repeat(200_000), RULES).problems).toEqual([
    expect.objectContaining({ source: RULES, message: expect.stringMatching(/^not valid YAML/) as unknown }),
  ]);
});

test('an empty file has no rules', () => {
  expect(rulesProblems('')).toEqual([
    { source: RULES, message: 'document: got nothing; allowed: version: 1, and rules' },
  ]);
});

test('all that is wrong is told at once', () => {
  const yaml = 'version: 1\nrules:\n- deny: { from: [], to: db }\n- allow: {}\n  reason: x\n';
  expect(rulesProblems(yaml).map(({ line }) => line)).toEqual([3, 3, 3, 4, 4]);
});

test('names of JavaScript are names like all others', () => {
  const yaml = denying('{ from: { pods: { constructor: x } }, to: toString/__proto__ }', '  name: __proto__\n');
  expect(rulesProblems(yaml).map(({ message }) => message)).toEqual([
    expect.stringMatching(/^rules\[0\]\.deny\.to: got "toString\/__proto__"; allowed: namespace\/Kind\/name/),
  ]);
  expect(
    rulesProblems('version: 1\n__proto__: 1\nconstructor: 2\nrules: [{ deny: { from: "*", to: "*" }, reason: x }]'),
  ).toHaveLength(2);
});

test('a rule has its place, and a key that stays when others come and when it is reasoned otherwise', () => {
  const [first] = rulesOf(denying("{ from: [a/*, b/*], to: '*', ports: [80, 53/UDP] }"));
  const [, second] = rulesOf(
    `version: 1\nrules:\n- allow: { from: x/*, to: y/* }\n  reason: z\n- deny: { from: [b/*, a/*], to: '*', ports: [53/udp, "80"] }\n  reason: other words\n`,
  );
  expect([first.number, first.line, second.number, second.line]).toEqual([1, 3, 2, 5]);
  expect(second.key).toBe(first.key);
  expect(rulesOf(denying("{ from: a/*, to: '*' }", '  name: mine\n'))[0].key).toBe('mine');
});
