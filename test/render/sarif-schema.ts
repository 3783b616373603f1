import { readFileSync } from 'fs';
import Ajv from 'ajv';

/** As it is published; its version of JSON Schema is older than the validator, and differs in the name of one word. */
const {
  id: _id,
  $schema: _schema,
  ...schema
} = JSON.parse(
  readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
) as Record<string, unknown>;

// One pattern of the schema is none by the stricter rules.
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
ajv.addFormat('uri', /^[a-z][a-z0-9+.-]*:(?:[!#$&-;=?-[\]_a-zA-Z~]|%[0-9A-F]{2})*$/i);
ajv.addFormat('uri-reference', /^(?:[!#$&-;=?-[\]_a-zA-Z~]|%[0-9A-F]{2})*$/);
ajv.addFormat('date-time', true);
const validate = ajv.compile(schema);

/** What is wrong with a log by the published schema of SARIF 2.1.0. */
export function sarifErrors(log: unknown): readonly unknown[] {
  return validate(log) ? [] : (validate.errors ?? []);
}
