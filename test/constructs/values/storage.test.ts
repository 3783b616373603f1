import { Size } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-28';
import { Storage } from '../../../src/constructs/values/storage';

const { READ_WRITE_ONCE, READ_ONLY_MANY, READ_WRITE_MANY, READ_WRITE_ONCE_POD } = PersistentVolumeAccessMode;
const size = Size.gibibytes(10);

test('a claim keeps its size and its options', () => {
  const options = { storageClass: 'fast-ssd', accessModes: [READ_WRITE_ONCE_POD] };
  const storage = Storage.claim(size, options);
  options.accessModes.push(READ_WRITE_MANY);
  expect(storage.size).toBe(size);
  expect(storage._claim).toEqual({ storageClass: 'fast-ssd', accessModes: [READ_WRITE_ONCE_POD] });
});

test('a claim without options leaves the rest to the cluster', () => {
  expect(Storage.claim(size)._claim).toEqual({});
});

test('ephemeral storage claims nothing', () => {
  const storage = Storage.ephemeral(Size.mebibytes(512));
  expect([storage.size.toMebibytes(), storage._claim]).toEqual([512, undefined]);
});

test.each([
  ['Storage.claim', Storage.claim],
  ['Storage.ephemeral', Storage.ephemeral],
])('%s refuses no size, and one beyond what a quantity holds', (name, create) => {
  expect(() => create(Size.gibibytes(0))).toThrow(`${name}: size: got 0Ki; allowed: more than 0.`);
  expect(() => create(Size.tebibytes(8 * 1024 * 1024 + 1))).toThrow(
    `${name}: size: got 8388609Ti; allowed: at most 8 EiB.`,
  );
});

test('ephemeral storage is counted in mebibytes', () => {
  expect(() => Storage.ephemeral(Size.kibibytes(1500))).toThrow(
    'Storage.ephemeral: size: got 1500Ki; allowed: whole mebibytes.',
  );
});

test('the name of the storage class is checked', () => {
  expect(() => Storage.claim(size, { storageClass: 'GP3' })).toThrow(/^Storage\.claim: storageClass: got "GP3"/);
});

test.each([[[]], [[READ_ONLY_MANY]]])('access modes %p let no pod write', (accessModes) => {
  expect(() => Storage.claim(size, { accessModes })).toThrow(/^Storage\.claim: accessModes: .*lets the pods write/);
});

test('READ_WRITE_ONCE_POD stands alone', () => {
  expect(() => Storage.claim(size, { accessModes: [READ_WRITE_ONCE_POD, READ_WRITE_ONCE] })).toThrow(
    /^Storage\.claim: accessModes: .*READ_WRITE_ONCE_POD alone/,
  );
});
