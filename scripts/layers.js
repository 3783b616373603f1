/**
 * The layers of the sources: which may import which, and why. The rules of `.dependency-cruiser.js` are made of this table,
 * and test/layers.test.ts holds the picture in ARCHITECTURE.md and the sources to it. Each arrow between two layers is
 * listed; within a layer files import each other freely, without cycles.
 *
 * A layer has a pattern for its files, and under `imports` the layers that it may import, each with the reason.
 */
const LAYERS = {
  index: {
    path: '^src/index\\.ts$',
    imports: {
      constructs: 'exported',
      parts: 'the props that users name are exported',
      values: 'exported',
      network: 'exported',
      report: 'exported; and the one call that attaches the proof to each app',
      synth: 'ServiceApp is exported',
    },
  },
  cli: {
    path: '^src/cli/',
    imports: {
      render: 'the command prints what it finds',
      checks: 'it asks the rules, and reads what is accepted',
      reachability: 'it asks who can reach whom',
      topology: 'it reads manifests from files',
      support: 'messages',
    },
  },
  browser: {
    path: '^browser/',
    imports: {
      render: 'pictures are built, laid out and drawn again; answers as text',
      reachability: 'the engine answers in the page, too',
      topology: 'the model that the page comes with',
      support: 'what a mistyped name was meant to be',
    },
  },
  jest: {
    path: '^src/(jest/|(jest|jest-globals|vitest)\\.ts$)',
    imports: {
      report: 'a subject may be a construct, whose app is rendered and judged',
      render: 'a failure shows flows and ends as the command does',
      checks: 'toHaveNoFindings asks the rules',
      reachability: 'it asks who can reach whom',
      topology: 'a subject may be a file of manifests',
      network: 'matchers take ports and the cluster profile',
    },
  },
  report: {
    path: '^src/report/',
    imports: {
      render: 'explanations as text',
      checks: 'a synth asks the rules',
      reachability: 'the proof asks who can reach whom',
      topology: 'rendered objects become the model',
      network: 'what was declared',
      synth: 'what one synth rendered, and when',
      checked: 'NetworkReport checks its calls',
      support: 'messages and warnings',
    },
  },
  render: {
    path: '^src/render/',
    imports: {
      checks: 'findings',
      reachability: 'flows and answers',
      topology: 'the names of kinds and policies',
    },
  },
  checks: {
    path: '^src/checks/',
    imports: {
      reachability: 'rules ask who can reach whom',
      topology: 'the objects that rules read',
      support: 'messages, and what is known of names',
    },
  },
  reachability: {
    path: '^src/reachability/',
    imports: {
      topology: 'the model that it judges',
      support: 'quotes texts in messages; what is known of names and networks, for what it proposes',
    },
  },
  topology: {
    path: '^src/topology/',
    imports: { support: 'quotes texts in messages, without secrets' },
  },
  synth: {
    path: '^src/synth/',
    imports: { checked: 'ServiceApp checks its calls', support: 'messages' },
  },
  constructs: {
    path: '^src/constructs/[^/]+\\.ts$',
    imports: {
      parts: 'a workload is a list of them',
      values: 'what props are made of',
      network: 'connections and policies',
      plus: 'the objects that a construct composes',
      checked: 'public classes check their calls',
      support: 'messages and single checks',
    },
  },
  parts: {
    path: '^src/constructs/parts/',
    imports: {
      constructs: 'the type of what is connected to (connection-target.ts), and nothing else',
      values: 'what the props of a part are made of',
      network: 'ports, and the connections that a part opens',
      plus: 'what it adds to pods',
      support: 'messages and single checks',
    },
    // Else parts could import the constructs that are made of them.
    only: { constructs: '^src/constructs/connection-target\\.ts$' },
  },
  values: {
    path: '^src/constructs/values/',
    imports: {
      network: 'Port, in what maps ports',
      plus: 'what a value renders to',
      checked: 'public classes check their calls',
      support: 'messages and single checks',
    },
  },
  network: {
    path: '^src/network/',
    imports: {
      plus: "pods of cdk8s-plus as ends, and the policy's object",
      checked: 'public classes check their calls',
      support: 'messages and single checks',
    },
  },
  plus: {
    path: '^src/plus/',
    imports: {
      checked: 'objects of another cdk8s-plus are known by the names of their classes',
      support: 'messages and single checks',
    },
  },
  checked: {
    path: '^src/checked/',
    imports: { support: 'messages' },
  },
  support: { path: '^src/support/', imports: {} },
};

module.exports = { LAYERS };
