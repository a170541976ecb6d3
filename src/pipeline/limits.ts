/** How far and how much is followed. */

/** How far from a given link goldpan follows found ones. */
export const MAX_DEPTH = 3;
/** How many links of one source are followed unless said. */
export const MAX_LINKS_A_SOURCE = 1_000;
