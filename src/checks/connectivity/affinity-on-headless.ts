import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** Session affinity of headless Services: nobody stands between client and pods who could keep it. */
export const affinityOnHeadless: Rule = {
  id: 'affinity-on-headless',
  title: 'A headless Service asks for session affinity',
  severity: 'warning',
  group: 'connectivity',
  why: 'DNS gives out the addresses of all pods, and clients choose: nobody keeps a client at one pod.',
  fix: 'Leave out sessionAffinity, or give the Service an address of its own.',
  *find(input: CheckInput): Iterable<Found> {
    for (const object of input.ofKind('Service', '')) {
      const spec = object.root.get('spec');
      const field = spec.get('sessionAffinity');
      if (spec.get('clusterIP').value !== 'None' || field.value !== 'ClientIP') continue;
      if (spec.get('type').value === 'ExternalName') continue;
      yield {
        object,
        field,
        message: `${object.id}: sessionAffinity ClientIP does nothing, because the Service is headless (clusterIP: None) and clients choose the pods themselves`,
        fix: 'leave out sessionAffinity, or clusterIP: None',
      };
    }
  },
};
