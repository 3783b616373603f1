import { Repository } from '../repository';
import { SidebarGroup } from '../sidebar';
import { ApiType, Assembly, isConstruct } from './assembly';
import { propsOf, typePage } from './page';
import { cell } from './text';

export interface ApiPages {
  /** Pages by their address, such as /api/peer. */
  readonly pages: Map<string, string>;
  readonly sidebar: SidebarGroup[];
}

const kebab = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();

const GROUPS = ['Constructs', 'Classes', 'Interfaces', 'Props and options', 'Enums'] as const;

function groupOf(assembly: Assembly, type: ApiType): (typeof GROUPS)[number] {
  if (type.kind === 'enum') return 'Enums';
  if (type.kind === 'interface') return type.datatype === true ? 'Props and options' : 'Interfaces';
  return isConstruct(assembly, type) ? 'Constructs' : 'Classes';
}

/** Pages of types by full name; the props of a construct are on the page of the construct. */
function pagesOfTypes(assembly: Assembly): Map<string, string> {
  const all = Object.values(assembly.types);
  const links = new Map(all.map(({ fqn, name }) => [fqn, `/api/${kebab(name)}`]));
  for (const type of all.filter((each) => isConstruct(assembly, each) && each.abstract !== true)) {
    const props = propsOf(assembly, type);
    if (props?.name === `${type.name}Props`) links.set(props.fqn, `${links.get(type.fqn)}#props`);
  }
  return links;
}

function indexPage(groups: { title: string; types: ApiType[] }[], links: Map<string, string>): string {
  const lists = groups.map(({ title, types }) => {
    const rows = types.map(({ name, fqn, docs }) => `| [${name}](${links.get(fqn)}) | ${cell(docs?.summary ?? '')} |`);
    return `## ${title}\n\n| type | what it is |\n|---|---|\n${rows.join('\n')}`;
  });
  const lead =
    'All public types, from the comments of the sources. Names are those of TypeScript; each page has those of Python, too.';
  return [
    `---\neditLink: false\nlastUpdated: false\noutline: 2\nprev: false\nnext: false\napi: true\n---`,
    '# API reference',
    lead,
    ...lists,
  ].join('\n\n');
}

/** A page for each public type, and a list of them. `guides` are pages of the documentation, by the names of constructs. */
export function apiPages(assembly: Assembly, guides: Map<string, string>, { url }: Repository, base: string): ApiPages {
  const links = pagesOfTypes(assembly);
  // Links in HTML are left as they are, so that they need the base of the site.
  const absolute = new Map([...links].map(([fqn, page]) => [fqn, `${base.replace(/\/$/, '')}${page}`]));
  const types = Object.values(assembly.types).sort((a, b) => (a.name < b.name ? -1 : 1));
  const groups = GROUPS.map((title) => ({ title, types: types.filter((type) => groupOf(assembly, type) === title) }));
  const pages = new Map([['/api/', indexPage(groups, links)]]);
  const own = types.filter(({ fqn }) => !links.get(fqn)!.includes('#'));
  for (const type of own) {
    const { filename, line } = type.locationInModule!;
    const source = `${url}/blob/main/${filename}#L${line}`;
    pages.set(links.get(type.fqn)!, typePage({ assembly, links: absolute }, type, guides.get(type.name), source));
  }
  // Options and enums are reached from where they are used, and from the list of all types.
  const inSidebar = groups.filter(({ title }) => !['Props and options', 'Enums'].includes(title));
  const sidebar = inSidebar.map(({ title, types: members }) => ({
    text: title,
    items: members.filter((type) => own.includes(type)).map(({ name, fqn }) => ({ text: name, link: links.get(fqn)! })),
  }));
  return { pages, sidebar: [{ text: 'API reference', items: [{ text: 'All types', link: '/api/' }] }, ...sidebar] };
}
