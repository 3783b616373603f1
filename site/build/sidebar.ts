/** A group of the sidebar, as VitePress takes it. */
export interface SidebarGroup {
  readonly text: string;
  readonly items: { readonly text: string; readonly link: string }[];
}

/**
 * The pages of one line of docs/README.md. A line begins with the page that it is about; one that begins with words, such
 * as "Coming from [Helm](…), [Kustomize](…)", is about all of its pages.
 */
function itemsOf(line: string): SidebarGroup['items'] {
  const links = [...line.matchAll(/\[([^\]]*)\]\(([a-z0-9-]+)\.md\)/g)];
  const lead = /^- ([^[]*)\[/.exec(line)?.[1] ?? '';
  return (lead === '' ? links.slice(0, 1) : links).map(([, text, page]) => ({ text: lead + text, link: `/${page}` }));
}

/** The groups and pages that docs/README.md lists: each a line that ends with a colon, then a list. */
export function docsSidebar(index: string): SidebarGroup[] {
  const groups: SidebarGroup[] = [];
  for (const line of index.split('\n')) {
    // What follows is no list of pages.
    if (line.startsWith('## ')) break;
    if (line.startsWith('- ')) {
      if (groups.length === 0) throw new Error(`docs/README.md: a page in no group: ${line}`);
      groups.at(-1)!.items.push(...itemsOf(line));
    } else if (/^\S.*:$/.test(line)) {
      groups.push({ text: line.slice(0, -1), items: [] });
    }
  }
  return groups;
}
