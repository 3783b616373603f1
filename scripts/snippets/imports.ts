const IMPORT = /^from (\S+) import (.+)$/;

/**
 * rosetta imports structs, each in a line of its own, above the imports that are there. A file gets one import from each
 * module; a fragment relies on the imports that all fragments rely on.
 */
export function tidyImports(source: string, isFile: boolean): string {
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
  const text = rest.join('\n').replace(/\n{3,}/g, '\n\n').trim();
  if (!isFile) return text;
  const imports = [...names].sort().map(([module, each]) => `from ${module} import ${[...each].sort().join(', ')}`);
  return [...imports, '', text].join('\n');
}
