import { readdirSync, readFileSync } from 'fs';
import { basename, dirname, join } from 'path';
import Ajv2020, { ValidateFunction } from 'ajv/dist/2020';
import { FINDINGS, renderReport, reportOf } from './findings';
import { reachReport } from './reports';
import { check } from '../../src/checks/check';
import { CheckInput } from '../../src/checks/check-input';
import { SEVERITIES } from '../../src/checks/rule';
import { Analysis } from '../../src/reachability/analysis';
import { answer } from '../../src/reachability/answer';
import { AskedEnd, parseAskedEnd } from '../../src/reachability/asked-end';
import { diffFlows } from '../../src/reachability/diff';
import { explainPorts } from '../../src/reachability/explain-ports';
import { diffJson } from '../../src/render/diff-json';
import { explainJson, explainPortsJson } from '../../src/render/explain-json';
import { FINDINGS_JSON_VERSION } from '../../src/render/findings-json';
import { JSON_VERSION } from '../../src/render/json';
import { reachJson } from '../../src/render/reach-json';
import { Manifest } from '../../src/topology/manifest';
import { parseTopology } from '../../src/topology/parse';
import { readYaml } from '../../src/topology/read-yaml';

const SCHEMAS = join(__dirname, '../../docs/schemas');
const SCENARIOS = join(__dirname, '../scenarios');
type Json = { readonly [key: string]: unknown };

function schemaOf(command: string): Json {
  return JSON.parse(readFileSync(join(SCHEMAS, `${command}.schema.json`), 'utf8')) as Json;
}

const VALIDATE: Readonly<Record<string, ValidateFunction>> = Object.fromEntries(
  ['reach', 'diff', 'explain', 'check'].map((command) => [
    command,
    new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schemaOf(command)),
  ]),
);

/** What is wrong with a text by the schema of a command. */
function errorsOf(command: string, text: Iterable<string>): unknown {
  const validate = VALIDATE[command];
  return validate(JSON.parse([...text].join(''))) ? [] : validate.errors;
}

interface Input {
  readonly analysis: Analysis;
  readonly manifests: readonly Manifest[];
}

function inputOf(yaml: string): Input | undefined {
  const { manifests, problems } = readYaml(yaml, 'input.yaml');
  const parsed = parseTopology(manifests);
  return problems.length + parsed.problems.length > 0
    ? undefined
    : { analysis: Analysis.of(parsed.topology), manifests };
}

interface CheckSchema {
  readonly $defs: { readonly version: { readonly const: number } };
  readonly properties: {
    readonly findings: {
      readonly items: {
        readonly properties: {
          readonly severity: { readonly enum: readonly string[] };
          readonly accepted: { readonly properties: { readonly by: { readonly enum: readonly string[] } } };
        };
      };
    };
  };
}

const UNJUDGED = `---
apiVersion: projectcalico.org/v3
kind: NetworkPolicy
metadata: { name: any, namespace: shop }
spec: { selector: all(), types: [Ingress], ingress: [{ action: Deny }] }
`;
/** Some stand in groups. */
const scenarios = readdirSync(SCENARIOS, { recursive: true, encoding: 'utf8' })
  .filter((path) => basename(path) === 'manifests.yaml')
  .map(dirname)
  .sort();
const inputs = scenarios.flatMap((name) => {
  const yaml = readFileSync(join(SCENARIOS, name, 'manifests.yaml'), 'utf8');
  return [
    { name, ...inputOf(yaml) },
    { name: `${name}, with a policy that is not judged`, ...inputOf(`${yaml}\n${UNJUDGED}`) },
  ].filter((input): input is { name: string } & Input => input.analysis !== undefined);
});

describe('the JSON that is printed has the fields of the schema in docs/schemas, and no other', () => {
  test('for reach', () => {
    for (const { name, analysis } of inputs) {
      const { workloads } = analysis.cluster.topology;
      expect([name, errorsOf('reach', reachJson(reachReport(analysis.flows(), workloads)))]).toEqual([name, []]);
    }
    expect(inputs.length).toBeGreaterThan(100);
  });

  test('for diff, in both directions', () => {
    const seen = new Set<string>();
    inputs.forEach(({ name, analysis }, i) => {
      if (i % 2 === 1) return;
      const other = inputs[(i + 1) % inputs.length].analysis;
      for (const [before, after] of [
        [analysis, other],
        [other, analysis],
      ]) {
        const changes = diffFlows(before.flows(), after.flows());
        for (const change of changes) for (const key of Object.keys(change)) seen.add(key);
        expect([name, errorsOf('diff', diffJson(changes))]).toEqual([name, []]);
      }
    });
    expect([...seen]).toEqual(expect.arrayContaining(['ways', 'reason', 'only', 'verdictBefore', 'before', 'after']));
  });

  test('for check, of files and of constructs', () => {
    expect(errorsOf('check', [renderReport('json').text])).toEqual([]);
    expect(errorsOf('check', [renderReport('json', reportOf(FINDINGS, { isOfConstructs: true })).text])).toEqual([]);
    const seen = inputs
      .filter((_, i) => i % 3 === 0)
      .flatMap(({ name, analysis, manifests }) => {
        const findings = check(new CheckInput(analysis, manifests));
        expect([name, errorsOf('check', [renderReport('json', reportOf(findings)).text])]).toEqual([name, []]);
        return findings;
      });
    expect(seen.length).toBeGreaterThan(50);
  });

  test('for explain, about one port and about all of them', () => {
    for (const { name, analysis } of inputs.filter((_, i) => i % 3 === 0)) {
      const own = analysis.cluster.workloads
        .slice(0, 3)
        .map((_, position): AskedEnd => ({ kind: 'workload', position }));
      const outside = ['internet', 'ip:203.0.113.7'].map((text) => parseAskedEnd(analysis.cluster, text));
      for (const end of own) {
        for (const [from, to] of [
          ...[...own, ...outside].map((peer) => [peer, end]),
          ...outside.map((peer) => [end, peer]),
        ]) {
          const one = answer(analysis, from, to, { protocol: 'TCP', port: 8080 });
          expect([name, errorsOf('explain', explainJson(one))]).toEqual([name, []]);
          expect([name, errorsOf('explain', explainPortsJson(explainPorts(analysis, from, to)))]).toEqual([name, []]);
        }
      }
    }
  });
});

describe('the schemas', () => {
  test.each(['reach', 'diff', 'explain', 'check'])('of %s lets no other field in, at any level', (command) => {
    const open: string[] = [];
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      const { type, properties, additionalProperties } = node as Json;
      if (type === 'object' && properties !== undefined && additionalProperties !== false) open.push(path);
      for (const [key, inner] of Object.entries(node)) visit(inner, `${path}/${key}`);
    };
    visit(schemaOf(command), '');
    expect(open).toEqual([]);
  });

  test.each(['reach', 'diff', 'explain'])('of %s is for the version that is printed', (command) => {
    const defs = schemaOf(command).$defs as { version: { const: number } };
    expect(defs.version.const).toEqual(JSON_VERSION);
  });

  test('of check is for the version that is printed, and has all severities and ways to accept', () => {
    const { $defs, properties } = schemaOf('check') as unknown as CheckSchema;
    const fields = properties.findings.items.properties;
    expect($defs.version.const).toEqual(FINDINGS_JSON_VERSION);
    expect(fields.severity.enum).toEqual(SEVERITIES);
    const source = readFileSync(join(__dirname, '../../src/checks/finding.ts'), 'utf8');
    const ways = [.../readonly by: ([^;]*);/.exec(source)![1].matchAll(/'([a-z]+)'/g)].map(([, way]) => way);
    expect(fields.accepted.properties.by.enum).toEqual(ways);
  });

  test.each(['reach', 'diff', 'explain'])('of %s has all codes of reasons', (command) => {
    const source = readFileSync(join(__dirname, '../../src/reachability/reason.ts'), 'utf8');
    const [union] = /export type ReasonCode =[^;]*;/.exec(source)!;
    const codes = [...union.matchAll(/'([a-z-]+)'/g)].map(([, code]) => code);
    const defs = schemaOf(command).$defs as { reasonCode: { enum: string[] } };
    expect([...defs.reasonCode.enum].sort()).toEqual(codes.sort());
  });

  test.each([
    ['a field that nobody documents', { version: 2, workloads: [], flows: [], more: 1 }],
    ['another version', { version: 1, workloads: [], flows: [] }],
    ['a reason without its code', flowWith({ verdict: 'undefined', reason: 'why' })],
    ['a verdict that flows do not have', flowWith({ verdict: 'deny' })],
  ])('refuse %s', (_, json) => {
    expect(errorsOf('reach', [JSON.stringify(json)])).not.toEqual([]);
  });
});

function flowWith(more: object): object {
  const ports = [{ protocol: 'TCP', port: 1, endPort: 1 }];
  const flow = { from: 'internet', to: 'shop/Deployment/web', ports, verdict: 'allow', because: [], ...more };
  return { version: 2, workloads: [], flows: [flow] };
}
