/** Distances, in units of the picture. */
export const SPACING = {
  /** Around the whole picture. */
  margin: 16,
  /** Between two boxes of a column, a box and a line that passes, two lines that pass. */
  boxes: 20,
  boxLine: 14,
  lines: 9,
  /** Between the frame of a lane and its boxes. */
  padding: 22,
  /** Between two frames. */
  lanes: 22,
  /** Between lines that begin at one frame. */
  frameLines: 10,
  /** Between two columns: at least and at most. */
  leastGap: 44,
  mostGap: 130,
};
