/** More segments than any writer makes: a header alone must not cost much. */
export const MAX_SEGMENTS = 512
/** Structs and lists of lists inside each other, the root struct included. */
export const MAX_DEPTH = 64
/** Elements without size in one message (Void, structs without fields): they cost nothing to claim. */
export const MAX_FREE_ELEMENTS = 65_536
