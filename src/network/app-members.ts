import { Construct, IConstruct } from 'constructs';

/** Is told of an app when the first construct of this package is made in it. */
export type AppListener = (app: IConstruct) => void;

const JOINED = new WeakSet<IConstruct>();
const LISTENERS: AppListener[] = [];

/** Says that a construct is, or carries, something of this package. */
export function joinApp(construct: IConstruct): void {
  const app = construct.node.root;
  if (JOINED.has(app)) return;
  JOINED.add(app);
  for (const listener of LISTENERS) listener(app);
}

/**
 * Lets a higher layer follow the apps that use this package. The proof does: it must know of every such app without the
 * constructs knowing of it.
 */
export function onFirstMember(listener: AppListener): void {
  LISTENERS.push(listener);
}

/**
 * A construct of this package. Making one attaches the checks of the package to its app, so that no constructor has to
 * remember them.
 *
 * @internal
 */
export abstract class AppMember extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    joinApp(this);
  }
}
