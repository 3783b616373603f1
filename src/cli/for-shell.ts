/** A name as a shell reads it back. */
export function forShell(name: string): string {
  const dashed = name.startsWith('-') ? `./${name}` : name;
  return /^[\w./~+:@%-]+$/.test(dashed) && !dashed.startsWith('~') ? dashed : `'${dashed.replaceAll("'", `'\\''`)}'`;
}
