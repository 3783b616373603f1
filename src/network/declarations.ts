import { Construct, IConstruct } from 'constructs';
import { Port } from './port';

/** A connection between pods of the app that somebody declared: what must be open after synth. */
export interface Declaration {
  /** Whose pods connect. */
  readonly client: Construct;
  /** Whose pods they connect to. */
  readonly server: Construct;
  /** The ports of the server's pods. */
  readonly ports: readonly Port[];
}

/** Is told of an app when its first connection is declared. */
export type DeclarationListener = (app: IConstruct) => void;

const DECLARATIONS = new WeakMap<IConstruct, Declaration[]>();
const LISTENERS: DeclarationListener[] = [];

/** Keeps a declaration with its app. */
export function declareConnection(declaration: Declaration): void {
  const app = declaration.client.node.root;
  const known = DECLARATIONS.get(app);
  if (known !== undefined) {
    known.push(declaration);
    return;
  }
  DECLARATIONS.set(app, [declaration]);
  for (const listener of LISTENERS) listener(app);
}

/** What was declared in an app, in the order of the calls. */
export function declarationsOf(app: IConstruct): readonly Declaration[] {
  return DECLARATIONS.get(app) ?? [];
}

/**
 * Lets a higher layer follow the apps that declare connections. The prover does: it must know of every app without the
 * constructs knowing of it.
 */
export function onFirstDeclaration(listener: DeclarationListener): void {
  LISTENERS.push(listener);
}
