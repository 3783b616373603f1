/** The Python modules of the names that code may use without an import. */
export type KnownNames = ReadonlyMap<string, string>;

const IMPORT = /^from (\S+) import (.+)$/;

/**
 * rosetta imports structs, each in a line of its own, above the imports that are there. A file gets one import from each
 * module. A fragment relies on the imports that all fragments rely on: it gets those of the names that mean something else there.
 */
export function tidyImports(source: string, known?: KnownNames): string {
  const names = new Map<string, Set<string>>();
  const rest: string[] = [];
  for (const line of source.split('\n')) {
    const found = IMPORT.exec(line);
    if (found === null) {
      rest.push(line);
    } else {
      const [, module, list] = found;
      names.set(module, new Set([...(names.get(module) ?? []), ...list.split(', ')]));
    }
  }
  const text = rest
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  const imports = [...names].sort().flatMap(([module, each]) => {
    const needed = [...each].filter((name) => known?.get(name) !== module).sort();
    return needed.length === 0 ? [] : [`from ${module} import ${needed.join(', ')}`];
  });
  return imports.length === 0 ? text : [...imports, '', text].join('\n');
}
