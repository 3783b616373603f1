import { cdk8s, Component, github } from 'projen';

/**
 * The actions that workflows may use, each by the commit of a release: a tag can be moved to other code, a commit cannot.
 *
 * To take a newer one, look up the commit of its tag in the repository of the action, and change both here.
 */
const ACTIONS: Record<string, { readonly commit: string; readonly version: string }> = {
  'actions/attest': { commit: '1e69f48acb82d1966a394da916b4c1698aa569d6', version: 'v4.2.2' },
  'actions/checkout': { commit: '3d3c42e5aac5ba805825da76410c181273ba90b1', version: 'v7.0.1' },
  'actions/deploy-pages': { commit: '368f82528645a54fb793d4d04e342629a3f51346', version: 'v5.0.1' },
  'actions/download-artifact': { commit: '3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c', version: 'v8.0.1' },
  'actions/setup-node': { commit: '949feb2413d6458794dcd2491c4babbbce0c15c1', version: 'v7.1.0' },
  'actions/upload-artifact': { commit: '043fb46d1a93c77aae656e7c1c64a875d1fc6a0a', version: 'v7.0.1' },
  'actions/upload-pages-artifact': { commit: 'fc324d3547104276b827a68afc52ff2a11cc49c9', version: 'v5.0.0' },
  'pypa/gh-action-pypi-publish': { commit: 'dc37677b2e1c63e2034f94d8a5b11f265b73ba33', version: 'v1.14.2' },
};

/** An action of the list above, as a step names it. */
export function action(name: string): string {
  const known = ACTIONS[name] as (typeof ACTIONS)[string] | undefined;
  if (known === undefined) {
    throw new Error(`projenrc/actions.ts: got the action ${name}; allowed: one of the list. Fix: add its commit there`);
  }
  return `${name}@${known.commit}`;
}

/** The steps that most jobs begin with: the sources, without a token that later steps could use, and Node.js. */
export function sourcesAndNode(node: string, checkoutWith: Record<string, unknown> = {}): github.workflows.JobStep[] {
  return [
    { name: 'Checkout', uses: action('actions/checkout'), with: { 'persist-credentials': false, ...checkoutWith } },
    setupNode(node),
  ];
}

/** For a job that needs no sources. */
export function setupNode(node: string): github.workflows.JobStep {
  return {
    name: 'Setup Node.js',
    uses: action('actions/setup-node'),
    with: { 'node-version': node, 'package-manager-cache': false },
  };
}

/** What makes the text of a file of projen: protected there, and the one place where a comment can be added. */
interface WithContent {
  synthesizeContent(resolver: unknown): string | undefined;
}

/** Has projen's own steps use the same commits, and writes behind each commit the version that it is. */
export class PinnedActions extends Component {
  constructor(private readonly workflowsOf: cdk8s.ConstructLibraryCdk8s) {
    super(workflowsOf);
    for (const name of Object.keys(ACTIONS)) workflowsOf.github!.actions.set(name, action(name));
  }

  // Said to projen, a comment would be quoted as a part of the name.
  public preSynthesize(): void {
    for (const { file } of this.workflowsOf.github!.workflows) {
      if (file === undefined) continue;
      const content = file as unknown as WithContent;
      const written = content.synthesizeContent.bind(file);
      content.synthesizeContent = (resolver) => withVersions(written(resolver));
    }
  }
}

function withVersions(text: string | undefined): string | undefined {
  return text?.replace(
    /^(\s*(?:- )?uses: )([\w./-]+)@[0-9a-f]{40}$/gm,
    (_, uses: string, name: string) => `${uses}${action(name)} # ${ACTIONS[name].version}`,
  );
}
