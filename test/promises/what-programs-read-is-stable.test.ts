import { readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { ALL_RULES } from '../../src/checks/registry';
import { Command, optionsOf } from '../../src/cli/command';
import { EXIT } from '../../src/cli/failures';
import { COMMANDS } from '../../src/cli/run';
import { findingsOf } from '../checks/findings-of';

/*
 * What pipelines and scripts are written against: commands, options, their values, exit codes, ids of rules, fields of JSON.
 *
 * `UPDATE_NAMES=1 npx jest test/promises/what-programs-read` writes the file anew. A line that is only added is a new feature; one
 * that changes or goes is a breaking change: docs/stability.md says what that needs.
 */

const GOLDEN = join(__dirname, 'what-programs-read.golden.txt');
const SCHEMAS = join(__dirname, '../../docs/schemas');
/** Something is wrong with it, on the object and in a container. */
const SHOP = `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      containers: [{ name: api, image: api, env: [{ name: DB_PASSWORD, value: hunter2 }] }]
`;

type Json = { readonly [key: string]: unknown };

test('commands, exit codes, rules and fields of JSON are those of the golden file', () => {
  const text = [
    ...COMMANDS.flatMap(commandLines),
    ...Object.entries(EXIT).map(([name, code]) => `exit code ${code}: ${name}`),
    ...ALL_RULES.map(({ id, severity }) => `rule ${id}: ${severity}`).sort(),
    ...findingsOf(SHOP).map(({ rule, object, fingerprint }) => `fingerprint of ${rule.id} ${object}: ${fingerprint}`),
    ...readdirSync(SCHEMAS).sort().flatMap(schemaLines),
    '',
  ].join('\n');
  if (process.env.UPDATE_NAMES !== undefined) writeFileSync(GOLDEN, text);
  expect(text.split('\n')).toEqual(readFileSync(GOLDEN, 'utf8').split('\n'));
});

function commandLines(command: Command): string[] {
  const options = optionsOf(command).map(({ name, short, value, allowed, isRepeatable }) =>
    [
      `  --${name}`,
      ...(short === undefined ? [] : [`-${short}`]),
      ...(value === undefined ? [] : [allowed?.join('|') ?? value]),
      ...(isRepeatable === true ? ['repeatable'] : []),
    ].join(' '),
  );
  return [`command ${command.name} ${command.operands}`.trim(), ...options];
}

/** The fields that a schema has, with their types and the values that it lists. */
function schemaLines(file: string): string[] {
  const lines = new Set<string>();
  const walk = (node: unknown, path: string): void => {
    if (Array.isArray(node)) return node.forEach((each) => walk(each, path));
    if (typeof node !== 'object' || node === null) return;
    const {
      properties,
      required,
      enum: values,
      const: value,
      $ref: reference,
      $defs: definitions,
      ...others
    } = node as Json;
    const known = (values ?? (value === undefined ? undefined : [value])) as readonly unknown[] | undefined;
    if (known !== undefined) lines.add(`${path} is ${known.map((each) => JSON.stringify(each)).join('|')}`);
    if (typeof reference === 'string') lines.add(`${path} as ${reference}`);
    for (const [name, field] of Object.entries((properties ?? {}) as Json)) {
      const isRequired = Array.isArray(required) && required.includes(name);
      lines.add(`${path}.${name}${isRequired ? '' : '?'}`);
      walk(field, `${path}.${name}`);
    }
    for (const [name, definition] of Object.entries((definitions ?? {}) as Json)) {
      walk(definition, `${path} #/$defs/${name}`);
    }
    for (const [name, below] of Object.entries(others)) walk(below, name === 'items' ? `${path}[]` : path);
  };
  walk(JSON.parse(readFileSync(join(SCHEMAS, file), 'utf8')), file.replace('.schema.json', ''));
  return [...lines];
}
