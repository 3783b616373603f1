import { RuleDescription } from './rule';

/*
 * What the proof at synth tells, which knows what was declared besides what was rendered: manifests alone do not show it.
 */

/** A connection that was declared, and of which the manifests do not decide whether it is open. */
export const notProven: RuleDescription = {
  id: 'connection-not-proven',
  title: 'A declared connection is neither surely open nor surely closed',
  severity: 'warning',
  group: 'proof',
  why: 'The manifests leave it to the network plugin, or to policies that are not judged.',
  fix: 'Do what the reason asks for, or accept it with a reason.',
};

/** A workload whose connections nobody declared. */
export const notDeclared: RuleDescription = {
  id: 'connections-not-declared',
  title: 'A workload has no policy of its own',
  severity: 'warning',
  group: 'proof',
  why: 'What it may reach and who may reach it is not held against what was declared, because nothing was.',
  fix: 'Give it Connections, or accept it with a reason.',
};
