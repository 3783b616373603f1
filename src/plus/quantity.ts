import { Size } from 'cdk8s';
import { Cpu } from './cdk8s-plus';

/** Renders a size as a Kubernetes quantity, in the largest binary unit that needs no fraction. */
export function sizeQuantity(size: Size): string {
  const kibibytes = size.toKibibytes();
  const units = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi'];
  let amount = kibibytes;
  let unit = 0;
  while (unit < units.length - 1 && amount >= 1024 && amount % 1024 === 0) {
    amount /= 1024;
    unit++;
  }
  return `${amount}${units[unit]}`;
}

/** A CPU amount in thousandths of a core. */
export function cpuMillis(cpu: Cpu): number {
  return cpu.amount.endsWith('m') ? Number(cpu.amount.slice(0, -1)) : Number(cpu.amount) * 1000;
}
