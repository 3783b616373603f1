/** Distances, in units of the picture. */
export const SPACING = {
  /** Around the whole picture. */
  margin: 12,
  /** Between two boxes of a column, a box and a line that passes, two lines that pass. */
  boxes: 24,
  boxLine: 17,
  lines: 10,
  /** Between the frame of a lane and its boxes. */
  padding: 14,
  /** Between two frames. */
  lanes: 20,
  /** Between lines that begin at one frame. */
  frameLines: 10,
  /** Between two columns: at least and at most. */
  leastGap: 20,
  mostGap: 42,
};
