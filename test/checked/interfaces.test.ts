import { API_TABLE } from '../../src/checked/api-table';

/*
 * What users implement, in whichever language. jsii hands a struct to an implementation without some of its values, so that
 * no method of an interface takes one. A class has the same parameters as the interface, or jsii refuses it.
 */

const OWN = Object.entries(API_TABLE.interfaces).filter(([name]) => !name.includes('.'));
const METHODS = OWN.flatMap(([name, members]) =>
  Object.keys(members)
    .filter((member) => members[member] === 'method')
    .map((method): [string, string] => [name, method]),
);

/** The types in a type of the table: `list<Port> | Peer` has two. */
const namesIn = (type: string): string[] => type.match(/[\w.-]+/g) ?? [];

test('there are interfaces with methods', () => {
  expect(METHODS).toContainEqual(['IConnectionTarget', 'urlForPort']);
});

test.each(METHODS)('%s.%s takes no struct', (name, method) => {
  const members = Object.keys(API_TABLE.interfaces[name]).filter(
    (member) => API_TABLE.interfaces[name][member] === 'method',
  );
  const classes = Object.values(API_TABLE.classes).filter(({ methods }) =>
    members.every((member) => Object.hasOwn(methods, member)),
  );
  expect(classes.length).toBeGreaterThan(0);
  const types = classes.flatMap(({ methods }) => Object.values(methods[method]).flatMap(namesIn));
  expect(types.filter((type) => Object.hasOwn(API_TABLE.structs, type))).toEqual([]);
});
