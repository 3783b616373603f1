import { Problem } from './model';

/** Kinds of which no value is shown, wherever it stands: what is written into the wrong field may be a password, too. */
const HIDDEN: readonly string[] = ['ConfigMap', 'SealedSecret', 'Secret'];

const FIELD = /^(?:apiVersion|kind|metadata(?:\.(?:name|generateName|namespace|ownerReferences))?)\b(?!\.labels)/;

/** What is wrong with an object, without its values if it is of such a kind. */
export function withoutHidden(kind: string, problems: readonly Problem[]): readonly Problem[] {
  if (!HIDDEN.includes(kind)) return problems;
  return problems.map((problem) => ({ ...problem, message: withoutValue(problem.message) }));
}

/** Neither the value nor the key of a label. */
function withoutValue(message: string): string {
  const field = FIELD.exec(message)?.[0] ?? 'metadata.labels';
  const got = /: got nothing; allowed: /.test(message) ? 'nothing' : 'a value that is not shown';
  return `${field}: got ${got}${message.slice(message.indexOf('; allowed: '))}`;
}
