import { readPorts, readTexts } from './istio-values';
import { httpWords } from '../http-words';
import { IdentityPorts } from '../model';
import { Part } from '../policies/doubts';

/** What of a server a rule is about. */
export interface ReadOperation {
  /** Absent: all. */
  readonly ports?: IdentityPorts;
  /** What of layer 7, any of it, in words. Empty: everything. */
  readonly only: readonly string[];
}

const REQUESTS = ['hosts', 'methods', 'paths'] as const;
const FIELDS: readonly string[] = ['ports', 'notPorts', ...REQUESTS, 'notHosts', 'notMethods', 'notPaths'];

/** More combinations are put into one text. */
const MANY = 32;

/** Reads one member of `to`. */
export function readOperation(to: Part): ReadOperation {
  to.checkMap(['operation']);
  const operation = to.get('operation');
  operation.checkMap(FIELDS);
  if (operation.field.map() !== undefined && !FIELDS.some((name) => operation.get(name).items().length > 0)) {
    operation.field.problem('at least one field with a value', 'leave out `to` for everything');
  }
  const [numbers, notNumbers] = [operation.get('ports'), operation.get('notPorts')].map((list) =>
    list.items().length === 0 ? undefined : readPorts(list),
  );
  const only = describe(operation);
  const ports = portsOf(numbers, notNumbers);
  return ports === undefined ? { only } : { ports, only };
}

/** The ports that are in one list and not in the other. */
export function portsOf(
  numbers: readonly number[] | undefined,
  notNumbers: readonly number[] | undefined,
): IdentityPorts | undefined {
  if (numbers === undefined) return notNumbers === undefined ? undefined : { notNumbers };
  return { numbers: numbers.filter((number) => notNumbers?.includes(number) !== true) };
}

/** Ports that both mean. */
export function bothPorts(one: IdentityPorts | undefined, other: IdentityPorts | undefined): IdentityPorts | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const not = [...new Set([...(one.notNumbers ?? []), ...(other.notNumbers ?? [])])].sort((a, b) => a - b);
  if (one.numbers === undefined && other.numbers === undefined) return { notNumbers: not };
  const [first, second] = [one.numbers ?? other.numbers ?? [], one.numbers === undefined ? undefined : other.numbers];
  return portsOf(
    first.filter((number) => second === undefined || second.includes(number)),
    not,
  );
}

function describe(operation: Part): string[] {
  const [hosts, methods, paths] = REQUESTS.map((name) => readTexts(operation.get(name)));
  const not = [
    ...readTexts(operation.get('notMethods')),
    ...readTexts(operation.get('notPaths')),
    ...readTexts(operation.get('notHosts')).map((host) => `host ${host}`),
  ];
  if ([hosts, methods, paths, not].every((list) => list.length === 0)) return [];
  const but = not.length === 0 ? '' : ` but not ${not.join(', ')}`;
  const choices = [hosts, methods, paths].map((list) => (list.length === 0 ? [undefined] : list.map(unlessAny)));
  if (choices.reduce((count, list) => count * list.length, 1) > MANY) {
    const [host, method, path] = choices.map((list) => (list.includes(undefined) ? undefined : list.join(',')));
    return [httpWords({ host, method, path }) + but];
  }
  const [anyHost, anyMethod, anyPath] = choices;
  return anyMethod.flatMap((method) =>
    anyPath.flatMap((path) => anyHost.map((host) => httpWords({ method, path, host }) + but)),
  );
}

function unlessAny(text: string): string | undefined {
  return text === '*' ? undefined : text;
}
