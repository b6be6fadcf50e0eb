/** Entries of a page of a list, unless `limit` says another number. */
export const USUAL_PAGE = 50

/** Entries of a page, whatever `limit` says. */
export const LARGEST_PAGE = 1000
