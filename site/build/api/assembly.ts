import { existsSync, readFileSync } from 'fs';

/** The parts of jsii's assembly that the reference shows. */
export interface Assembly {
  readonly name: string;
  readonly types: Record<string, ApiType>;
}

export interface Docs {
  readonly summary?: string;
  readonly remarks?: string;
  readonly default?: string;
  readonly example?: string;
  readonly see?: string;
  readonly returns?: string;
  readonly deprecated?: string;
}

export interface TypeRef {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: TypeRef };
  readonly union?: { readonly types: TypeRef[] };
}

export interface Property {
  readonly name: string;
  readonly type: TypeRef;
  readonly docs?: Docs;
  readonly optional?: boolean;
  readonly immutable?: boolean;
  readonly static?: boolean;
  readonly const?: boolean;
  readonly protected?: boolean;
}

export interface Parameter {
  readonly name: string;
  readonly type: TypeRef;
  readonly docs?: Docs;
  readonly optional?: boolean;
  readonly variadic?: boolean;
}

export interface Method {
  readonly name: string;
  readonly docs?: Docs;
  readonly parameters?: Parameter[];
  readonly returns?: { readonly type: TypeRef; readonly optional?: boolean };
  readonly static?: boolean;
  readonly protected?: boolean;
}

export interface ApiType {
  readonly fqn: string;
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly datatype?: boolean;
  readonly abstract?: boolean;
  readonly base?: string;
  readonly interfaces?: string[];
  readonly docs?: Docs;
  readonly initializer?: { readonly docs?: Docs; readonly parameters?: Parameter[]; readonly protected?: boolean };
  readonly properties?: Property[];
  readonly methods?: Method[];
  readonly members?: { readonly name: string; readonly docs?: Docs }[];
  readonly locationInModule?: { readonly filename: string; readonly line: number };
}

export function readAssembly(file: string): Assembly {
  if (!existsSync(file)) {
    throw new Error(
      `${file}: not there; the reference is made of it. Fix: run \`npx projen compile\` in the folder above`,
    );
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Assembly;
}

const byName = <T extends { readonly name: string }>(all: T[]): T[] =>
  [...new Map(all.map((member) => [member.name, member])).values()].sort((a, b) => (a.name < b.name ? -1 : 1));

/** The type itself and all of this package that it has members of, the farthest first. */
function lineage({ types }: Assembly, type: ApiType): ApiType[] {
  const above = [type.base, ...(type.interfaces ?? [])].flatMap((fqn) => (fqn === undefined ? [] : (types[fqn] ?? [])));
  return [...above.flatMap((parent) => lineage({ name: '', types }, parent)), type];
}

/** All properties, inherited ones included: what is required comes first. */
export function propertiesOf(assembly: Assembly, type: ApiType): Property[] {
  const all = byName(lineage(assembly, type).flatMap(({ properties }) => properties ?? []));
  const shown = all.filter((property) => property.protected !== true);
  return type.datatype === true
    ? [...shown].sort((a, b) => Number(a.optional ?? false) - Number(b.optional ?? false))
    : shown;
}

export function methodsOf(assembly: Assembly, type: ApiType): Method[] {
  return byName(lineage(assembly, type).flatMap(({ methods }) => methods ?? [])).filter(
    (method) => method.protected !== true,
  );
}

/** Whether something is made in the tree of constructs. */
export function isConstruct({ types }: Assembly, type: ApiType): boolean {
  if (type.kind !== 'class' || type.base === undefined) return false;
  if (['constructs.Construct', 'cdk8s.App'].includes(type.base)) return true;
  const base = types[type.base];
  return base !== undefined && isConstruct({ name: '', types }, base);
}
