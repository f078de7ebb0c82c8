/** Shapes that an answer is known by without its colour, in a square of 100. */

/** A circle with a tick. */
export const TICK =
  "M50 4a46 46 0 1 0 0 92a46 46 0 1 0 0-92zM28 50l8-8 10 10 20-22 8 8-28 30z";
/** An octagon with a cross. */
export const CROSS =
  "M31 4h38l27 27v38l-27 27h-38l-27-27v-38z" +
  "M36 28l14 14 14-14 8 8-14 14 14 14-8 8-14-14-14 14-8-8 14-14-14-14z";
/** A triangle with a mark. */
export const MARK = "M50 6l46 84h-92zM45 36v28h10v-28zM45 70v10h10v-10z";
