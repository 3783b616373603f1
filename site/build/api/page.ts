import { fenced } from '../markdown';
import { ApiType, Assembly, Method, Parameter, Property, methodsOf, propertiesOf } from './assembly';
import { TypeLinks, about, cell, commentText, pythonModule, pythonName, signature, typeLink, typeText } from './text';

interface Context {
  readonly assembly: Assembly;
  readonly links: TypeLinks;
}

const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

function defaultOf({ optional, docs }: Property): string {
  if (optional !== true) return '**required**';
  return docs?.default === undefined ? '' : cell(docs.default.replace(/^- /, ''));
}

/** The properties of a struct: what a reader looks up most. */
function propsTable(context: Context, struct: ApiType): string {
  const rows = propertiesOf(context.assembly, struct).map((property) => [
    `<a id="prop-${property.name}" href="#prop-${property.name}"><code>${property.name}</code></a><br>${typeLink(property.type, context.links)}`,
    defaultOf(property),
    cell([property.docs?.summary, property.docs?.remarks].filter((text) => text !== undefined).join(' ')),
  ]);
  return table(['prop and type', 'default', 'meaning'], rows);
}

function parameterList(context: Context, parameters: Parameter[] = []): string {
  return parameters
    .map(({ name, type, docs }) => {
      const text =
        docs === undefined ? '' : `: ${cell([docs.summary, docs.remarks].filter((t) => t !== undefined).join(' '))}`;
      return `- \`${name}\` ${typeLink(type, context.links)}${text}`;
    })
    .join('\n');
}

function methodText(context: Context, owner: ApiType, method: Method): string {
  const result =
    method.returns === undefined
      ? 'void'
      : `${typeText(method.returns.type)}${method.returns.optional ? ' | undefined' : ''}`;
  const prefix = method.static === true ? `${owner.name}.` : '';
  const call = `${prefix}${method.name}(${signature(method.parameters)}): ${result}`;
  return [
    `### ${method.name} {#${method.name}}`,
    fenced('ts', call),
    about(method.docs),
    parameterList(context, method.parameters),
    method.docs?.returns === undefined ? '' : `Returns ${commentText(method.docs.returns)}`,
    `<span class="python-name">Python: <code>${method.static === true ? `${owner.name}.` : ''}${pythonName(method.name)}</code></span>`,
    method.docs?.example === undefined ? '' : fenced('ts', method.docs.example),
  ].join('\n\n');
}

function propertyTable(context: Context, owner: ApiType, properties: Property[]): string {
  const rows = properties.map((property) => [
    `<code>${property.static === true ? `${owner.name}.` : ''}${property.name}</code>`,
    `${typeLink(property.type, context.links)}${property.optional === true ? ' or nothing' : ''}`,
    cell([property.docs?.summary, property.docs?.remarks].filter((text) => text !== undefined).join(' ')),
  ]);
  return table(['property', 'type', 'meaning'], rows);
}

const section = (title: string, content: string): string => (content === '' ? '' : `## ${title}\n\n${content}`);

/** The struct that a construct takes; it has no page of its own. */
export function propsOf({ types }: Assembly, type: ApiType): ApiType | undefined {
  const fqn = type.initializer?.parameters?.find(({ name }) => name === 'props')?.type.fqn;
  return fqn === undefined ? undefined : types[fqn];
}

function classBody(context: Context, type: ApiType): string[] {
  const { assembly } = context;
  const methods = methodsOf(assembly, type);
  const [factories, actions] = [methods.filter((m) => m.static === true), methods.filter((m) => m.static !== true)];
  const [constants, properties] = [
    propertiesOf(assembly, type).filter((p) => p.static === true),
    propertiesOf(assembly, type).filter((p) => p.static !== true),
  ];
  const props = propsOf(assembly, type);
  const text = (all: Method[]): string => all.map((method) => methodText(context, type, method)).join('\n\n');
  const made = type.abstract === true ? undefined : type.initializer;
  return [
    made === undefined ? '' : section('Constructor', fenced('ts', `new ${type.name}(${signature(made.parameters)})`)),
    props === undefined ? '' : section('Props', `${about(props.docs)}\n\n${propsTable(context, props)}`),
    constants.length === 0 ? '' : section('Constants', propertyTable(context, type, constants)),
    section('Factories', text(factories)),
    properties.length === 0 ? '' : section('Properties', propertyTable(context, type, properties)),
    section('Methods', text(actions)),
  ];
}

function body(context: Context, type: ApiType): string[] {
  if (type.kind === 'enum') {
    const rows = (type.members ?? []).map(({ name, docs }) => [
      `<code>${type.name}.${name}</code>`,
      cell([docs?.summary, docs?.remarks].filter((text) => text !== undefined).join(' ')),
    ]);
    return [section('Values', table(['value', 'meaning'], rows))];
  }
  if (type.datatype === true) return [section('Props', propsTable(context, type))];
  return classBody(context, type);
}

/** The page of one type. */
export function typePage(context: Context, type: ApiType, guide: string | undefined, source: string): string {
  const see = type.docs?.see;
  const links = [
    guide === undefined ? '' : `[Guide](${guide})`,
    `[Source](${source})`,
    see === undefined ? '' : `[${new URL(see).hostname.replace(/^www\./, '')}](${see})`,
  ];
  return [
    `---\neditLink: false\nlastUpdated: false\noutline: [2, 3]\nprev: false\nnext: false\napi: true\n---`,
    `# ${type.name}`,
    about(type.docs),
    `<span class="python-name">Python: <code>${pythonModule(context.assembly)}.${type.name}</code></span>`,
    `<div class="api-links">\n\n${links.filter((link) => link !== '').join(' · ')}\n\n</div>`,
    type.docs?.example === undefined ? '' : fenced('ts', type.docs.example),
    ...body(context, type),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
