import { Command, Option, optionsOf } from './command';
import { EXIT, refuseUsage } from './failures';
import { didYouMean } from './nearest';
import { inWords, quote } from '../support/refuse';

/** `service-patterns help`: what `--help` says, as a command; `commands` are the others. */
export function helpCommand(commands: readonly Command[]): Command {
  const self: Command = {
    name: 'help',
    summary: 'show this, or what a command takes',
    operands: '[command]',
    reads: 'nothing',
    options: [],
    examples: ['service-patterns help', 'service-patterns help diff'],
    exits: [],
    async run({ positionals }, io) {
      if (positionals.length > 1) {
        refuseUsage('help', { what: 'command', got: positionals, allowed: 'one, or none for all of them' });
      }
      const all = [...commands, self];
      const [name] = positionals;
      await io.stdout(name === undefined ? globalHelp(all) : commandHelp(findCommand('help', name, all)));
      return EXIT.ok;
    },
  };
  return self;
}

/** The command of that name; `also` is what may stand in its place. */
export function findCommand(
  where: string,
  name: string,
  commands: readonly Command[],
  also: readonly string[] = [],
): Command {
  const found = commands.find((one) => one.name === name);
  if (found !== undefined) return found;
  const allowed = [...commands.map((one) => one.name), ...also];
  return refuseUsage(where, {
    what: name.startsWith('-') ? 'option' : 'command',
    // In words: what a container runs as "command" may be a secret, this is none.
    got: inWords(quote(name)),
    allowed: allowed.join(', '),
    fix: didYouMean(name, allowed),
  });
}

/** What `service-patterns --help` says. */
export function globalHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    'Reads Kubernetes manifests and tells who may talk to whom; begins projects that render them.',
    '',
    'Usage: service-patterns <command> …',
    '',
    'Commands:',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'Options:',
    '  --help     show this; behind a command: its options',
    '  --version  show the version',
    '',
    'Exit codes:',
    ...exitLines(commands),
    '',
  ].join('\n');
}

/** What `service-patterns <command> --help` says. */
export function commandHelp(command: Command): string {
  const { name, summary, operands, reads, examples, exits } = command;
  const all = optionsOf(command);
  const spelled = all.map(spell);
  const width = Math.max(...spelled.map((text) => text.length));
  return [
    `${summary[0].toUpperCase()}${summary.slice(1)}.`,
    '',
    `Usage: service-patterns ${name} ${operands} [options]`,
    '',
    ...(reads === 'manifests' ? [MANIFESTS, ''] : []),
    'Options:',
    ...all.map(({ help }, i) => `  ${spelled[i].padEnd(width)}  ${help}`),
    '',
    'Exit codes:',
    ...exitLines([command]),
    ...exits.map((line) => `      ${line}`),
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
    '',
    ...(command.more === undefined ? [] : [...command.more(), '']),
  ].join('\n');
}

const MANIFESTS = 'A directory stands for its *.yaml, *.yml and *.json files, - for standard input.';

/** What a command may end with. */
function exitLines(commands: readonly Command[]): string[] {
  const hits = commands.flatMap(({ options }) => options.flatMap(({ hit }) => hit ?? []));
  const reads = commands.some((command) => command.reads === 'manifests');
  const lines: (readonly [code: number, meaning: string])[] = [
    [EXIT.ok, 'done'],
    ...(hits.length === 0 ? [] : [[EXIT.hit, hits.join(', or ')] as const]),
    [EXIT.usage, 'the command line is wrong'],
    ...(reads ? [[EXIT.input, 'the input is wrong; nothing was judged'] as const] : []),
    [EXIT.bug, 'a mistake in this program; please report it'],
    [EXIT.output, 'what is to be written cannot be written: a full disk'],
  ];
  return lines.map(([code, meaning]) => `  ${`${code}`.padEnd(2)}  ${meaning}`);
}

function spell({ name, short, value, isRepeatable }: Option): string {
  const names = short === undefined ? `    --${name}` : `-${short}, --${name}`;
  return `${names}${value === undefined ? '' : ` ${value}`}${isRepeatable === true ? ' …' : ''}`;
}
