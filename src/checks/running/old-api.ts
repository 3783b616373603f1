import { servedBy } from './old-versions';
import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** Objects of API versions that a current Kubernetes does not have, or will not have. */
export const oldApi: Rule = {
  id: 'old-api',
  title: 'An API version is no more',
  severity: 'error',
  group: 'running',
  why: 'The API server does not know the kind in that version, and refuses the object.',
  fix: 'Write the version that is served.',
  *find({ objects }: CheckInput): Iterable<Found> {
    for (const object of objects) {
      const old = servedBy(object);
      if (old === undefined) continue;
      const { until, instead } = old;
      const isServed = old.isDeprecated === true;
      yield {
        object,
        field: object.root.get('apiVersion'),
        ...(isServed ? { severity: 'warning' } : {}),
        message: isServed
          ? `${object.id}: ${object.kind} of ${object.apiVersion} is deprecated since Kubernetes ${until}`
          : `${object.id}: Kubernetes has no ${object.kind} of ${object.apiVersion} since ${until}`,
        fix: instead === undefined ? 'leave it out: there is nothing in its place' : instead,
      };
    }
  },
};
