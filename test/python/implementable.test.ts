import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import * as ts from 'typescript';
import { API_TABLE } from '../../src/checked/api-table';

/*
 * jsii calls what a user implements in Python, and loses what it does not know of a struct on the way. So no method that users
 * implement takes one: an interface, or a method that a class leaves to those that extend it.
 */

interface Implementable {
  readonly name: string;
  readonly parameters: string[];
}

const SOURCES = path.join(__dirname, '../../src');
const FILES = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const EXPORTED = new Set(
  [...readFileSync(path.join(SOURCES, 'index.ts'), 'utf8').matchAll(/export \{([^}]*)\}/g)].flatMap(([, names]) =>
    names.split(',').map((name) => name.trim()),
  ),
);

/** The methods of a file that others implement, with the names in the types of their parameters. */
function implementables(name: string, source: string): Implementable[] {
  return ts.createSourceFile(name, source, ts.ScriptTarget.ES2022, true).statements.flatMap((statement) => {
    if (ts.isInterfaceDeclaration(statement)) {
      return methodsOf(statement.name.text, statement.members.filter(ts.isMethodSignature));
    }
    if (!ts.isClassDeclaration(statement) || statement.name === undefined) return [];
    const left = statement.members.filter(ts.isMethodDeclaration).filter(isLeftToOthers);
    return methodsOf(statement.name.text, left);
  });
}

function isLeftToOthers(method: ts.MethodDeclaration): boolean {
  const kinds = (method.modifiers ?? []).map(({ kind }) => kind);
  const open = kinds.includes(ts.SyntaxKind.ProtectedKeyword) || kinds.includes(ts.SyntaxKind.AbstractKeyword);
  return open && !method.name.getText().startsWith('_');
}

function methodsOf(owner: string, methods: (ts.MethodSignature | ts.MethodDeclaration)[]): Implementable[] {
  if (!EXPORTED.has(owner)) return [];
  return methods.map((method) => ({
    name: `${owner}.${method.name.getText()}`,
    parameters: method.parameters.flatMap(({ type }) => type?.getText().match(/\w+/g) ?? []),
  }));
}

/** Structs of this package and, by their names without the package, of others. */
const STRUCTS = new Set(Object.keys(API_TABLE.structs).map((name) => name.split('.').at(-1)));

const structsIn = (methods: Implementable[]): string[] =>
  methods.flatMap(({ name, parameters }) =>
    parameters.filter((type) => STRUCTS.has(type)).map((type) => `${name} takes ${type}`),
  );

const ALL = FILES.flatMap((file) => implementables(file, readFileSync(path.join(SOURCES, file), 'utf8')));

/** What the interfaces that methods take declare and an implementation may leave out. */
function optionalMembers(name: string, source: string): string[] {
  return ts.createSourceFile(name, source, ts.ScriptTarget.ES2022, true).statements.flatMap((statement) => {
    if (!ts.isInterfaceDeclaration(statement) || !TAKEN.includes(statement.name.text)) return [];
    const left = statement.members.filter(({ questionToken }) => questionToken !== undefined);
    return left.map((member) => `${statement.name.text}.${member.name!.getText()}`);
  });
}

const TAKEN = Object.keys(API_TABLE.interfaces).filter((name) => EXPORTED.has(name));

test('the methods that users implement are those of a connection target', () => {
  expect(ALL.map(({ name }) => name)).toEqual([
    'IConnectionTarget.hostFrom',
    'IConnectionTarget.urlForPort',
    'IConnectionTarget.acceptConnectionsFrom',
  ]);
});

test('none of them takes a struct', () => {
  expect(structsIn(ALL)).toEqual([]);
});

test.each([
  ['export interface IConnectionTarget { urlFrom(consumer: IConstruct, options?: UrlOptions): string; }', 'UrlOptions'],
  ['export class IConnectionTarget { protected urlFrom(options: UrlOptions[]): string { return ""; } }', 'UrlOptions'],
  ['export interface IConnectionTarget { urlFrom(options: kplus.SecretValue): string; }', 'SecretValue'],
])('a struct would be found: %s', (source, struct) => {
  expect(structsIn(implementables('target.ts', source))).toEqual([`IConnectionTarget.urlFrom takes ${struct}`]);
});

test('every interface that users implement is known to the checks by its members', () => {
  expect(TAKEN).toEqual(expect.arrayContaining(['IConnectable', 'IConnectionTarget']));
});

// To mypy and pyright an interface is a protocol, and a class that lacks one of its members is refused, though it may be left out.
test('none of them declares what may be left out', () => {
  expect(FILES.flatMap((file) => optionalMembers(file, readFileSync(path.join(SOURCES, file), 'utf8')))).toEqual([]);
});

test('what may be left out would be found', () => {
  expect(
    optionalMembers('target.ts', 'interface IConnectionTarget { readonly login?: string; ports: string }'),
  ).toEqual(['IConnectionTarget.login']);
});
