/**
 * The numbers that never get smaller and are nearest to those given: the sum of weighted squares is least. Neighbours
 * in the wrong order become one block with their mean.
 */
export function isotonic(values: ArrayLike<number>, weights: ArrayLike<number>): Float64Array {
  const count = values.length;
  const [means, sums, sizes] = [new Float64Array(count), new Float64Array(count), new Int32Array(count)];
  let last = -1;
  for (let i = 0; i < count; i++) {
    last++;
    [means[last], sums[last], sizes[last]] = [values[i], weights[i], 1];
    for (; last > 0 && means[last - 1] > means[last]; last--) {
      const sum = sums[last - 1] + sums[last];
      means[last - 1] = (means[last - 1] * sums[last - 1] + means[last] * sums[last]) / sum;
      sums[last - 1] = sum;
      sizes[last - 1] += sizes[last];
    }
  }
  const result = new Float64Array(count);
  for (let block = 0, at = 0; block <= last; at += sizes[block++]) result.fill(means[block], at, at + sizes[block]);
  return result;
}
