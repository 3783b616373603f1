#!/usr/bin/env node
// Writes src/checked/api-table.ts: the types of whatever callers pass in, as the jsii assemblies know them, for the
// checks at run time.
//
//   node scripts/api-table.js [-- <command>]
//
// It reads what the last compile left behind. Where the table changed, the command is run to compile it, too.
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const zlib = require('zlib');
const ts = require('typescript');

const ROOT = path.join(__dirname, '..');
const TABLE = path.join(ROOT, 'src', 'checked', 'api-table.ts');
/** The table calls it cdk8s-plus, whichever version it is: so the table changes with the API and not with the version. */
const PLUS = /^cdk8s-plus-\d+$/;

/** The table of an assembly and of those that it refers to. */
function apiTable(root) {
  const own = readAssembly(root);
  const assemblies = new Map([[own.name, own]]);
  for (const name of Object.keys(own.dependencies ?? {})) {
    assemblies.set(name, readAssembly(path.dirname(require.resolve(`${name}/package.json`, { paths: [root] }))));
  }
  const typeOf = (fqn) => {
    const found = assemblies.get(fqn.split('.')[0])?.types[fqn];
    if (found === undefined) throw new Error(`no type ${fqn} in the assemblies`);
    return found;
  };
  const plus = [...assemblies.keys()].find((name) => PLUS.test(name));
  if (plus === undefined) throw new Error(`${own.name} depends on no cdk8s-plus`);
  const packages = { own: own.name, plus };
  const table = { structs: {}, enums: {}, interfaces: {}, classes: {} };
  const visited = new Set();

  const shortName = (fqn) => {
    const [packageName, name] = fqn.split('.');
    if (packageName === own.name) return name;
    return packageName === plus ? `cdk8s-plus.${name}` : fqn;
  };

  /** A type as the table spells it; what it names comes into the table, too. */
  const reference = (type) => {
    if (type.primitive !== undefined) return type.primitive;
    if (type.collection !== undefined) {
      return `${type.collection.kind === 'array' ? 'list' : 'map'}<${reference(type.collection.elementtype)}>`;
    }
    if (type.union !== undefined) return type.union.types.map(reference).sort().join(' | ');
    visit(type.fqn);
    return shortName(type.fqn);
  };
  const parameters = (callable) =>
    Object.fromEntries(
      (callable?.parameters ?? []).map((parameter) => {
        const spelled = parameter.variadic ? `...${parameter.name}` : parameter.name + (parameter.optional ? '?' : '');
        return [spelled, reference(parameter.type)];
      }),
    );
  const allOf = (fqn, member) => {
    const type = typeOf(fqn);
    return [...(type.interfaces ?? []).flatMap((base) => allOf(base, member)), ...(type[member] ?? [])];
  };

  function visit(fqn) {
    if (visited.has(fqn)) return;
    visited.add(fqn);
    const type = typeOf(fqn);
    const name = shortName(fqn);
    if (type.kind === 'enum') table.enums[name] = enumValues(root, fqn, type, own);
    else if (type.kind === 'interface' && type.datatype) {
      for (const base of type.interfaces ?? []) visit(base);
      const props = (type.properties ?? []).map((prop) => [prop.name + (prop.optional ? '?' : ''), reference(prop.type)]);
      table.structs[name] = { extends: (type.interfaces ?? []).map(shortName), props: Object.fromEntries(props) };
    } else if (type.kind === 'interface') {
      table.interfaces[name] = interfaceMembers(fqn);
    }
    // A class of another package needs no more than its name.
  }

  function interfaceMembers(fqn) {
    const isOwn = fqn.startsWith(`${own.name}.`);
    const members = {};
    for (const method of allOf(fqn, 'methods')) {
      // Constructs of an older copy of `constructs` have no `with`, and nothing here calls it.
      if (method.name !== 'with') members[method.name] = 'method';
    }
    for (const property of allOf(fqn, 'properties')) {
      if (property.optional) continue;
      const isOwnType = isOwn && property.type.fqn?.startsWith(`${own.name}.`);
      members[property.name] = isOwnType ? reference(property.type) : 'any';
    }
    return members;
  }

  for (const [fqn, type] of Object.entries(own.types)) {
    if (type.kind !== 'class') continue;
    const methods = (isStatic) =>
      Object.fromEntries(
        (type.methods ?? [])
          .filter((method) => Boolean(method.static) === isStatic)
          .map((method) => [method.name, parameters(method)]),
      );
    const isConstruct = (base) => base !== undefined && (base === 'constructs.Construct' || isConstruct(typeOf(base).base));
    table.classes[shortName(fqn)] = {
      construct: isConstruct(type.base),
      // "constructor" would be a name that every object has.
      ...(type.initializer === undefined ? {} : { create: parameters(type.initializer) }),
      statics: methods(true),
      methods: methods(false),
    };
  }
  refuseCycles(table.structs);
  return { packages, ...sorted(table) };
}

/** Checks of structs follow their types, so that types must come to an end. */
function refuseCycles(structs) {
  const follow = (name, trail) => {
    if (trail.includes(name)) throw new Error(`structs refer to themselves: ${[...trail, name].join(' > ')}`);
    for (const type of Object.values(structs[name]?.props ?? {})) {
      for (const [inner] of type.matchAll(/[\w.-]+/g)) follow(inner, [...trail, name]);
    }
  };
  for (const name of Object.keys(structs)) follow(name, []);
}

function readAssembly(folder) {
  const assembly = JSON.parse(fs.readFileSync(path.join(folder, '.jsii'), 'utf8'));
  if (assembly.schema !== 'jsii/file-redirect') return assembly;
  return JSON.parse(zlib.gunzipSync(fs.readFileSync(path.join(folder, assembly.filename))));
}

/** The assembly knows the names of an enum's members; their values are what callers pass. */
function enumValues(root, fqn, type, own) {
  const [assembly, name] = fqn.split('.');
  if (assembly !== own.name) {
    const values = require(require.resolve(assembly, { paths: [root] }))[name];
    return Object.fromEntries(type.members.map((member) => [member.name, values[member.name]]));
  }
  // From the source: to load the compiled package, its classes must be in the table already.
  const file = path.join(root, type.locationInModule.filename);
  const source = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const declaration = source.statements.find((node) => ts.isEnumDeclaration(node) && node.name.text === name);
  return Object.fromEntries(
    declaration.members.map((member) => {
      if (member.initializer === undefined || !ts.isStringLiteral(member.initializer)) {
        throw new Error(`${fqn}.${member.name.text}: values of enums are texts`);
      }
      return [member.name.text, member.initializer.text];
    }),
  );
}

/** Types by their names; what stands in them keeps the order in which it is documented. */
function sorted(table) {
  const byName = (types) => Object.fromEntries(Object.entries(types).sort(([a], [b]) => (a < b ? -1 : 1)));
  return Object.fromEntries(Object.entries(table).map(([kind, types]) => [kind, byName(types)]));
}

async function tableSource(root) {
  const prettier = require('prettier');
  const text =
    `// Written by scripts/api-table.js from the jsii assemblies, at each compile. Do not edit.\n` +
    `import { ApiTable } from './table';\n\n` +
    `/** The types of whatever callers pass in. */\n` +
    `export const API_TABLE: ApiTable = ${JSON.stringify(apiTable(root))};\n`;
  return prettier.format(text, { ...(await prettier.resolveConfig(TABLE)), parser: 'typescript' });
}

async function main() {
  const source = await tableSource(ROOT);
  const before = fs.existsSync(TABLE) ? fs.readFileSync(TABLE, 'utf8') : undefined;
  if (source === before) return;
  fs.mkdirSync(path.dirname(TABLE), { recursive: true });
  fs.writeFileSync(TABLE, source);
  console.log(`written: ${path.relative(ROOT, TABLE)}`);
  const [command, ...args] = process.argv.slice(process.argv.indexOf('--') + 1);
  if (!process.argv.includes('--') || command === undefined) return;
  const { status } = spawnSync(command, args, { stdio: 'inherit', cwd: ROOT });
  process.exitCode = status ?? 1;
}

module.exports = { apiTable, tableSource };
if (require.main === module) {
  main().catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
}
