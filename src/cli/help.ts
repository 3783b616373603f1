import { Command, COMMON_OPTIONS, Option } from './command';

/** What `service-patterns --help` says. */
export function globalHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    'Reads Kubernetes manifests and tells who may talk to whom.',
    '',
    'Usage: service-patterns <command> <file|dir|-> …',
    '',
    'Commands:',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'Options:',
    '  --help     show this; behind a command: its options',
    '  --version  show the version',
    '',
    'Exit codes:',
    ...EXIT_LINES,
    '',
  ].join('\n');
}

/** What `service-patterns <command> --help` says. */
export function commandHelp({ name, summary, operands, options, examples, exits }: Command): string {
  const all = [...options, ...COMMON_OPTIONS];
  const spelled = all.map(spell);
  const width = Math.max(...spelled.map((text) => text.length));
  return [
    `${summary[0].toUpperCase()}${summary.slice(1)}.`,
    '',
    `Usage: service-patterns ${name} ${operands} [options]`,
    '',
    'A directory stands for its *.yaml, *.yml and *.json files, - for standard input.',
    '',
    'Options:',
    ...all.map(({ help }, i) => `  ${spelled[i].padEnd(width)}  ${help}`),
    '',
    'Exit codes:',
    ...EXIT_LINES,
    ...exits.map((line) => `     ${line}`),
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
    '',
  ].join('\n');
}

const EXIT_LINES = [
  '  0  done',
  '  1  --fail-on or --expect found what it looks for',
  '  2  the command line is wrong',
  '  3  the input is wrong; nothing was judged',
];

function spell({ name, short, value, isRepeatable }: Option): string {
  const names = short === undefined ? `    --${name}` : `-${short}, --${name}`;
  return `${names}${value === undefined ? '' : ` ${value}`}${isRepeatable === true ? ' …' : ''}`;
}
