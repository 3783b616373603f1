import { namesSecret } from './env-names';
import { isLiteral, IsSecret, literalSecret, unquoted } from './literal-secret';

/** Programs whose short options take a password: `mysql -phunter2`, `redis-cli -a hunter2`. */
const PROGRAMS: { readonly [option: string]: RegExp } = {
  '-p': /^(mysql|mariadb|mongo|sshpass)/,
  '-a': /^redis-cli$/,
  '-u': /^curl$/,
  '--user': /^curl$/,
};
const ANY_PROGRAM = new RegExp(
  Object.values(PROGRAMS)
    .map(({ source }) => source)
    .join('|'),
);
/** Options that take the password at once take none with a space: `mysql -p shop` asks for it. */
const JOINED_ONLY = /^(mysql|mariadb)/;

/**
 * Whether a command or its arguments hold a secret as text, in words that go on from "args"; nothing where they may be
 * harmless. A text with spaces is read like a line of a shell: `sh -c "exec app --password=…"`.
 *
 * @param isMeant leaves out some of what is found, by its name and its text
 */
export function secretArgument(args: readonly string[], isMeant: IsSecret = () => true): string | undefined {
  const isLiteralMeant: IsSecret = (value, name) => isLiteral(value) && isMeant(value, name);
  const isShellMeant: IsSecret = (value, name) => isShellLiteral(value) && isMeant(value, name);
  for (const [i, arg] of args.entries()) {
    const isSecret = isLineOfShell(args, i) ? isShellMeant : isLiteralMeant;
    const found = literalSecret(arg, isSecret) ?? (/\s/.test(arg) ? secretIn(wordsOf(arg), isSecret) : undefined);
    if (found !== undefined) return found;
  }
  // A line of a shell is no text of an option, however it begins: `PGPASSWORD=$DB_PASSWORD psql`.
  const words = args.map((arg, i) => (isLineOfShell(args, i) ? '' : arg));
  return secretIn(words, isLiteralMeant);
}

/** Whether a shell takes an argument apart: `sh -c "…"`. */
function isLineOfShell(args: readonly string[], i: number): boolean {
  return i > 0 && /^-[a-z]{0,5}c$/.test(args[i - 1]);
}

/** One level only: what is quoted in a line is split with the line. */
function wordsOf(line: string): string[] {
  return line.split(/[\s;|&]+/).map((word) => unquoted(word.replace(/^\(/, '')));
}

function secretIn(words: readonly string[], isSecret: IsSecret): string | undefined {
  let program = '';
  for (const [i, word] of words.entries()) {
    const following = words.slice(i + 1, i + 3);
    const name = secretOption(word, following, isSecret);
    if (name !== undefined) return `with literal text for "${name}"`;
    const password = program === '' ? undefined : passwordOf(program, word, following[0]);
    if (password !== undefined && isSecret(password, 'password')) return `with a password for "${program}"`;
    if (isProgram(word)) program = baseName(word);
  }
  return undefined;
}

/** The name of what is given as text: `--password=…`, `--password …`, `PASSWORD=…`, `X-Api-Key: …`. */
function secretOption(word: string, [next, second]: readonly string[], isSecret: IsSecret): string | undefined {
  const [, name, joint, value] = /^(-{0,2}[A-Za-z][\w.-]{0,100})([=:]?)([^]*)$/.exec(word) ?? [];
  if (name === undefined) return undefined;
  if (joint === '' && value !== '') return undefined;
  if (!namesSecret(name)) {
    // `--set auth.password=…` as one word: `--set=auth.password=…`.
    return joint === '=' && value !== '' ? secretOption(value.slice(0, 1000), [], isSecret) : undefined;
  }
  if (value !== '') return isSecret(value, name) ? name : undefined;
  const isHeader = joint === ':';
  if (joint === '=' || (!isHeader && !name.startsWith('-')) || next === undefined) return undefined;
  const given = isHeader && /^(Bearer|Basic|Token)$/i.test(next) ? second : next;
  return given !== undefined && !given.startsWith('-') && isSecret(given, name) ? name : undefined;
}

function passwordOf(program: string, word: string, next: string | undefined): string | undefined {
  for (const [option, programs] of Object.entries(PROGRAMS)) {
    if (!programs.test(program) || !word.startsWith(option)) continue;
    const isJoined = word.length > option.length;
    // `--password` and `-port` are other options.
    if (isJoined && (option === '--user' || !JOINED_ONLY.test(program))) continue;
    if (!isJoined && JOINED_ONLY.test(program)) continue;
    const value = isJoined ? word.slice(option.length) : next;
    return programs.test('curl') ? passwordBehindColon(value) : value;
  }
  return undefined;
}

function passwordBehindColon(login: string | undefined): string | undefined {
  const colon = login?.indexOf(':') ?? -1;
  return colon === -1 ? undefined : login!.slice(colon + 1);
}

function isProgram(word: string): boolean {
  return ANY_PROGRAM.test(baseName(word));
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `$TOKEN`, `${TOKEN}`, `$(cat …)`; but `${TOKEN:-text}` has a text for when there is none. */
function isShellLiteral(value: string): boolean {
  const isFilledIn = /^["']?(\$[({A-Za-z_]|`)/.test(value) && !/^["']?\$\{\w+:?[-=][^$}]/.test(value);
  return !isFilledIn && isLiteral(value);
}
