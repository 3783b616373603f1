/** Names of the API; they are asked for by those alone who read them in another spelling. */
let names: () => ReadonlySet<string> = () => new Set();

/** Has names of props and methods written as the caller's language spells them. */
export function spellForCallers(known: () => Iterable<string>): void {
  let all: ReadonlySet<string> | undefined;
  names = () => (all ??= new Set(known()));
}

/** What stands in quotes is of the user, and stays, here and below. Else: a name in camel case, and what begins an object in TypeScript. */
const WORDS = /"(?:[^"\\]|\\.)*"|\bnew (?=[A-Z])|(?<![\w$])[a-z]+\d*(?:[A-Z][a-z0-9]*)+(?![\w$])/g;

/** An object as the last argument of a call. */
const OPTIONS = /"(?:[^"\\]|\\.)*"|(?<=\w\((?:[^(){}]*, )?)\{ (\w+: [^{}:]+(?:, \w+: [^{}:]+)*) \}(?=\))/g;

/** An object as a prop, which jsii takes as a dict. */
const NESTED = /"(?:[^"\\]|\\.)*"|(\w+): \{ (\w+: [^{}:]+(?:, \w+: [^{}:]+)*) \}/g;

/** What messages name of cdk8s-plus, whose names the table does not have. */
const OF_CDK8S_PLUS = new Set(['fromSecretName', 'fromSecretValue']);

/**
 * The words of a message in the language of the caller, which jsii tells the process that it starts: in Python the prop
 * `targetPort` is `target_port`. Names that are not of the API, as those of fields of Kubernetes, are the same everywhere.
 */
export function inCallersWords(message: string): string {
  if (!isCalledFrom('Python')) return message;
  const nested = message.replace(NESTED, (all, name: string | undefined, props: string) =>
    name !== undefined && names().has(name) ? `${name}=dict(${asKeywords(props)})` : all,
  );
  const words = nested.replace(WORDS, (word) => {
    if (word === 'new ') return '';
    return names().has(word) || OF_CDK8S_PLUS.has(word) ? snakeCase(word) : word;
  });
  return words.replace(OPTIONS, (all, props: string | undefined) => (props === undefined ? all : asKeywords(props)));
}

function asKeywords(props: string): string {
  return props.replace(/(\w+): /g, '$1=');
}

/** Node.js keeps ten lines of a stack. Ours alone may be more, and the line that a user looks for comes behind them. */
const LINES_OF_STACK = 50;

/**
 * An error whose message is what the caller reads. jsii prints the stack before it, and the name of the error within it;
 * both say nothing to who writes no JavaScript.
 */
export function errorForCaller(message: string): Error {
  const error = errorWithLongStack(message);
  if (!isCalledFrom('')) return error;
  Object.defineProperty(error, 'name', { value: '' });
  error.stack = message;
  return error;
}

function errorWithLongStack(message: string): Error {
  // Node.js has it; the browsers that the page of the network runs in need not.
  const stacks = Error as { stackTraceLimit?: number };
  const { stackTraceLimit: limit } = stacks;
  if (limit === undefined) return new Error(message);
  stacks.stackTraceLimit = Math.max(limit, LINES_OF_STACK);
  try {
    return new Error(message);
  } finally {
    stacks.stackTraceLimit = limit;
  }
}

function isCalledFrom(language: string): boolean {
  // There is none in the page of the network.
  const { process } = globalThis as { process?: { readonly env: { readonly [name: string]: string | undefined } } };
  return process?.env.JSII_AGENT?.startsWith(language) === true;
}

/** As jsii makes names for Python: `http01Solver` is `http01_solver`. */
function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}
