import { Part } from './doubts';
import { httpWords } from '../http-words';

const MISMATCHES = ['LOG', 'ADD', 'DELETE', 'REPLACE'] as const;

/**
 * Says which requests a rule lets through: `HTTP GET /health`. Methods, paths and hosts are regular expressions.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/#http
 */
export function describeHttp(rule: Part): string {
  rule.checkMap(['path', 'method', 'host', 'headers', 'headerMatches']);
  const { field } = rule;
  const given = field
    .get('headers')
    .items()
    .map((header) => header.requiredText());
  const headers = [...given, ...rule.get('headerMatches').items().map(describeHeader)];
  return httpWords({
    method: field.get('method').optionalText(),
    path: field.get('path').optionalText(),
    host: field.get('host').optionalText(),
    headers: headers.filter((header) => header !== undefined),
  });
}

/** One whose mismatch is mended, or just logged, narrows nothing. */
function describeHeader(match: Part): string | undefined {
  match.checkMap(['mismatch', 'name', 'secret', 'value']);
  const { field } = match;
  const name = field.get('name').requiredText();
  const value = field.get('value').optionalText();
  const secret = match.get('secret');
  secret.checkFields(['name', 'namespace']);
  if (!secret.field.isAbsent) secret.field.get('name').requiredText();
  const mismatch = field.get('mismatch');
  if (!mismatch.isAbsent && mismatch.value !== '') {
    mismatch.requiredOneOf(MISMATCHES);
    return undefined;
  }
  if (name === undefined) return undefined;
  return secret.field.isAbsent ? `${name}${value === undefined ? '' : `: ${value}`}` : `${name}: of a Secret`;
}

const ROLES: readonly string[] = ['produce', 'consume'];
const LONGEST_TOPIC = 255;

/** Says which messages of Kafka a rule lets through: `Kafka produce orders`. */
export function describeKafka(rule: Part): string {
  rule.checkMap(['role', 'apiKey', 'apiVersion', 'clientID', 'topic']);
  const { field } = rule;
  const [role, key] = ['role', 'apiKey'].map((name) => field.get(name).optionalText());
  if (role !== undefined && key !== undefined) field.problem('one of `role` and `apiKey`');
  if (role !== undefined && !ROLES.includes(role.toLowerCase())) field.get('role').problem('one of produce, consume');
  const version = field.get('apiVersion').optionalText();
  if (version !== undefined && !(/^\d{1,5}$/.test(version) && Number(version) <= 32767)) {
    field.get('apiVersion').problem('a number from 0 to 32767 as text');
  }
  const topic = field.get('topic').optionalText();
  if (topic !== undefined && !(/^[a-zA-Z0-9._-]+$/.test(topic) && topic.length <= LONGEST_TOPIC)) {
    field.get('topic').problem(`a topic of at most ${LONGEST_TOPIC} letters, digits, ".", "_" and "-"`);
  }
  const client = field.get('clientID').optionalText();
  const words = [
    role ?? key,
    topic === undefined ? undefined : `topic ${topic}`,
    version === undefined ? undefined : `version ${version}`,
    client === undefined ? undefined : `client ${client}`,
  ];
  return ['Kafka', ...words.filter((word) => word !== undefined)].join(' ');
}
