/**
 * The numbers that never get smaller and are nearest to those given: the sum of weighted squares is least. Neighbours
 * in the wrong order become one block with their mean.
 */
export function isotonic(values: readonly number[], weights: readonly number[]): Float64Array {
  const means: number[] = [];
  const sums: number[] = [];
  const counts: number[] = [];
  values.forEach((value, i) => {
    means.push(value);
    sums.push(weights[i]);
    counts.push(1);
    for (let last = means.length - 1; last > 0 && means[last - 1] > means[last]; last--) {
      const [mean, sum, count] = [means.pop()!, sums.pop()!, counts.pop()!];
      means[last - 1] = (means[last - 1] * sums[last - 1] + mean * sum) / (sums[last - 1] + sum);
      sums[last - 1] += sum;
      counts[last - 1] += count;
    }
  });
  const result = new Float64Array(values.length);
  let at = 0;
  means.forEach((mean, block) => {
    result.fill(mean, at, at + counts[block]);
    at += counts[block];
  });
  return result;
}
