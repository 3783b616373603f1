import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import { cpuMillis, sizeQuantity } from '../../src/plus/quantity';

test.each([
  [Size.kibibytes(1), '1Ki'],
  [Size.kibibytes(1000), '1000Ki'],
  [Size.kibibytes(1024), '1Mi'],
  [Size.kibibytes(1536), '1536Ki'],
  [Size.mebibytes(64), '64Mi'],
  [Size.mebibytes(1024), '1Gi'],
  [Size.mebibytes(1536), '1536Mi'],
  [Size.gibibytes(20), '20Gi'],
  [Size.gibibytes(0.5), '512Mi'],
  [Size.gibibytes(2048), '2Ti'],
  [Size.tebibytes(1), '1Ti'],
  [Size.pebibyte(1), '1Pi'],
  [Size.pebibyte(1024), '1024Pi'],
  [Size.mebibytes(0), '0Ki'],
])('%p is %s, the largest unit that needs no fraction', (size, quantity) => {
  expect(sizeQuantity(size)).toEqual(quantity);
});

test.each([
  [Cpu.millis(1), 1],
  [Cpu.millis(1500), 1500],
  [Cpu.units(1), 1000],
  [Cpu.units(0.5), 500],
  [Cpu.units(0), 0],
])('%p is %d thousandths of a core', (cpu, millis) => {
  expect(cpuMillis(cpu)).toEqual(millis);
});
