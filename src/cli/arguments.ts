import { parseArgs } from 'node:util';
import { Arguments, Option } from './command';
import { refuseUsage } from './failures';
import { didYouMean } from './nearest';

/** Reads the command line of a command; whatever it does not know is refused. */
export function parseArguments(command: string, options: readonly Option[], args: readonly string[]): Arguments {
  const { tokens } = parseArgs({
    args: [...args],
    allowPositionals: true,
    // Not strict, because the errors are ours.
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      options.map(({ name, short, value }) => [
        name,
        { type: value === undefined ? 'boolean' : 'string', ...(short === undefined ? {} : { short }) },
      ]),
    ),
  });
  const positionals: string[] = [];
  const values = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const option = options.find(({ name }) => name === token.name);
    if (option === undefined) return refuseOption(command, options, token.rawName);
    const known = values.get(option.name) ?? [];
    if (known.length > 0 && option.value !== undefined && option.isRepeatable !== true) {
      refuseUsage(command, { what: token.rawName, got: token.value, allowed: 'one value', fix: 'give it once' });
    }
    values.set(option.name, [...known, checkValue(command, option, token)]);
  }
  return {
    positionals,
    one: (name) => values.get(name)?.at(-1),
    all: (name) => values.get(name) ?? [],
    has: (name) => values.has(name),
  };
}

interface OptionToken {
  readonly rawName: string;
  readonly value?: string;
  readonly inlineValue?: boolean;
}

function checkValue(command: string, option: Option, { rawName, value, inlineValue }: OptionToken): string {
  if (option.value === undefined) {
    if (value !== undefined) refuseUsage(command, { what: rawName, got: value, allowed: 'no value' });
    return '';
  }
  const allowed = option.allowed?.join(', ') ?? `${option.value}, ${option.help}`;
  // `--from --to x`: the value was forgotten, and the next option is none.
  if (value === undefined || value === '' || (inlineValue === false && /^-./.test(value))) {
    const next = value === undefined || value === '' ? undefined : `write ${rawName}=${value} if that is the value`;
    return refuseUsage(command, { what: rawName, got: undefined, allowed, fix: next });
  }
  if (option.allowed !== undefined && !option.allowed.includes(value)) {
    refuseUsage(command, { what: rawName, got: value, allowed, fix: didYouMean(value, option.allowed) });
  }
  return value;
}

function refuseOption(command: string, options: readonly Option[], rawName: string): never {
  const names = options.map(({ name }) => `--${name}`);
  return refuseUsage(command, {
    what: 'option',
    got: rawName,
    allowed: names.join(', '),
    fix: didYouMean(rawName, names),
  });
}
